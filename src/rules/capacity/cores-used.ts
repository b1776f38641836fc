import type { SparkService } from '#model/spark-service.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';

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
  check: ({ cluster, services }, { coresUsed }) => {
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
          blames: [...holders(cluster.queue), ...lostWorkers(services)],
        },
      ],
    };
  },
  causes: ['scheduling/greedy-application', 'drift/stale-command', 'drift/stale-environment', 'drift/service-not-running', 'cluster/worker-not-registered'],
});

const percent = (share: number) => `${String(Math.round(share * 100))} %`;

/** With their cores the same grants would be a smaller share. */
const lostWorkers = (services: readonly SparkService[]) => services.filter(({ role }) => role === 'worker').map(({ name }) => ({ kind: 'service' as const, name }));

/** Whoever holds most comes first. */
function holders(queue: readonly { readonly id: string; readonly coresGranted: number }[]) {
  return [...queue].sort((a, b) => b.coresGranted - a.coresGranted).map(({ id }) => ({ kind: 'application' as const, name: id }));
}
