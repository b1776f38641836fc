import type { Job, Request } from '#model/job.js';
import { formatBytes } from '#units/bytes.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';

/** Of two jobs neither is the rule. */
const LEAST = 3;

export default defineRule({
  id: 'capacity/uneven-settings',
  severity: 'info',
  summary: 'Most jobs ask for the same cores and memory, and some do not.',
  why: `
Jobs of one size can be counted: so many fit, so many more. One that asks for more than its siblings is often a leftover
of an experiment, and takes the place of two.`,
  proof: 'Cores, executor cores and executor memory of the jobs, as they ask now or as the file has them.',
  lookAlikes: 'A job that is larger on purpose: silence it by a comment.',
  remedy: 'Put the sizes in one place (an x- block and anchors, or spark-defaults.conf), and make exceptions visible.',
  needs: ['compose'],
  check: ({ jobs, projectName }) => {
    const sized = jobs.flatMap((job) => {
      const size = sizeOf(job);
      return size === undefined ? [] : [{ job, size }];
    });
    const counts = new Map<string, number>();
    for (const { size } of sized) counts.set(size, (counts.get(size) ?? 0) + 1);
    const [common, count] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? ['', 0];
    const odd = sized.filter(({ size }) => size !== common);
    const isRule = count >= LEAST && count > sized.length / 2;
    return {
      examined: sized.length,
      observations:
        odd.length === 0 || !isRule
          ? []
          : [
              {
                subject: { kind: 'project' as const, name: projectName },
                message: `${String(count)} of ${String(sized.length)} jobs ask for ${common}; ${odd.map(({ job, size }) => `${job.label} for ${size}`).join(', ')}`,
                exhibits: [{ label: `${String(count)} jobs: ${common}`, plane: 'declared' as const }, ...odd.slice(0, 10).map(({ job, size }) => ({ label: `${job.label}: ${size}`, plane: 'declared' as const }))],
                remedy: { summary: `give ${odd.map(({ job }) => job.label).join(', ')} the size of the others, unless it is meant`, actions: [] },
              },
            ],
    };
  },
});

/** What the file has counts: a container that is older than it is told as drift. */
function sizeOf({ declaredRequest, request, service }: Job): string | undefined {
  const wanted: Request | undefined = declaredRequest ?? request;
  if (service === undefined || wanted === undefined) return undefined;
  const { coresMax = 'unknown', executorCores = 'unknown', executorMemory } = wanted;
  return `${typeof coresMax === 'number' ? formatCores(coresMax) : coresMax} (${String(executorCores)} an executor) x ${formatBytes(executorMemory)}`;
}
