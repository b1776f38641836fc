import { headroomOf } from '#model/cluster.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';
import { absentWorkers } from '../parts/absent-workers.js';
import { asksLessInTheFile } from '../parts/older-ask.js';

export default defineRule({
  id: 'capacity/low-headroom',
  severity: 'warning',
  summary: 'The cluster keeps fewer cores free than the reserve asks for.',
  why: `
A reserve of free cores lets a job restart, a second one start beside it, and the cluster survive the loss of a worker.
Below 30 % the next incident leaves applications WAITING.`,
  proof: 'Free cores over cores of the ALIVE workers, in the master\'s `/json/`.',
  lookAlikes: 'Free cores that are spread one a worker may hold no executor at all: the waiting application says so.',
  remedy: 'Lower the cores of jobs that do not use them, or add a worker: more workers rather than more cores a job.',
  needs: ['cluster'],
  causes: ['capacity/cores-used', 'scheduling/greedy-application', 'drift/stale-command', 'drift/stale-environment', 'drift/orphan-container', 'drift/service-not-running', 'cluster/worker-not-registered'],
  check: ({ cluster, jobs, services }, { headroom, coresUsed }) => {
    const share = cluster === undefined ? undefined : headroomOf(cluster);
    if (cluster === undefined || share === undefined) return { examined: 0, observations: [] };
    // Above the mark of capacity/cores-used that rule speaks, and one illness is told once.
    if (share >= headroom || 1 - share > coresUsed.warning) return { examined: 1, observations: [] };
    const free = cluster.cores - cluster.coresUsed;
    const several = jobs.filter(({ application }) => (application?.coresGranted ?? 0) > 1).map(({ label }) => label);
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'cluster', name: cluster.master.document.url },
          message: `${formatCores(free)} of ${String(cluster.cores)} are free: ${String(Math.round(share * 100))} % headroom, less than ${String(Math.round(headroom * 100))} %`,
          exhibits: [{ label: `${cluster.master.ui}/json/ says coresused ${String(cluster.coresUsed)}, cores ${String(cluster.cores)}`, plane: 'granted' }],
          remedy: {
            summary: several.length === 0 ? 'add a worker: every job has one core already' : `add a worker, or give cores back: ${several.join(', ')} ${several.length === 1 ? 'holds' : 'hold'} more than one`,
            actions: [],
          },
          blames: [{ kind: 'cluster', name: cluster.master.document.url }, ...jobs.flatMap(asksLessInTheFile), ...absentWorkers(services, cluster)],
        },
      ],
    };
  },
});
