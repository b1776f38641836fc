import type { Job } from '#model/job.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Subject } from '../define-rule.js';
import { absentWorkers } from '../parts/absent-workers.js';
import { asksLessInTheFile } from '../parts/older-ask.js';

export default defineRule({
  id: 'capacity/cores-used',
  severity: 'warning',
  summary: 'Nearly all cores of the cluster are in use.',
  why: `
Spark's master grants cores for as long as an application lives and takes none back. A cluster that is full has no room
for a restart that overlaps, for the next job, or for the cores of a worker that is lost.`,
  proof: 'The master\'s `/json/`: `coresused` over `cores` of the ALIVE workers.',
  lookAlikes: 'Cores in use are cores granted, not processors at work: an idle notebook holds its cores all the same.',
  remedy: 'Lower `--total-executor-cores` of jobs that do not need them, or add a worker.',
  needs: ['cluster'],
  check: ({ cluster, jobs, services }, { coresUsed }) => {
    if (cluster === undefined || cluster.cores === 0) return { examined: 0, observations: [] };
    const share = cluster.coresUsed / cluster.cores;
    if (share <= coresUsed.warning) return { examined: 1, observations: [] };
    const limit = share > coresUsed.critical ? coresUsed.critical : coresUsed.warning;
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'cluster', name: cluster.master.document.url },
          severity: share > coresUsed.critical ? 'critical' : 'warning',
          message: `${String(cluster.coresUsed)} of ${formatCores(cluster.cores)} are in use: ${percent(share)}, more than ${percent(limit)}`,
          exhibits: [{ label: `${cluster.master.ui}/json/ says coresused ${String(cluster.coresUsed)}, cores ${String(cluster.cores)}`, plane: 'granted' }],
          remedy: { summary: 'lower the cores of jobs that do not need them, or add a worker', actions: [] },
          blames: [...holders(jobs), ...absentWorkers(services, cluster)],
        },
      ],
    };
  },
  causes: ['scheduling/greedy-application', 'drift/stale-command', 'drift/stale-environment', 'drift/orphan-container', 'drift/service-not-running', 'cluster/worker-not-registered'],
});

const percent = (share: number) => `${String(Math.round(share * 100))} %`;

/** Whoever holds most comes first: as an application, and as a service where its file would give it less. */
function holders(jobs: readonly Job[]): readonly Subject[] {
  const granted = ({ application }: Job) => application?.coresGranted ?? 0;
  const holding = jobs.filter((job) => granted(job) > 0).sort((a, b) => granted(b) - granted(a));
  return holding.flatMap((job) => [...(job.application === undefined ? [] : [{ kind: 'application' as const, name: job.application.id }]), ...asksLessInTheFile(job)]);
}
