import { nameOf } from '#model/cluster.js';
import { formatDuration } from '#units/duration.js';

import { defineRule } from '../define-rule.js';
import { MASTER_GRACE, masterUpFor } from '../parts/seen.js';

export default defineRule({
  id: 'cluster/no-alive-workers',
  severity: 'critical',
  summary: 'The master has no ALIVE worker, so every application waits.',
  why: `
Cores come from workers alone. A worker is ALIVE while it is registered and its heartbeat (every 15 s) arrives; when its
connection drops it is DEAD at once, when it falls silent after 60 to 120 s. A DEAD worker stays in the master's list
for about 16 minutes. Without an ALIVE one nothing is ever scheduled.`,
  proof: 'The master\'s `/json/`: no entry of `workers` has state ALIVE.',
  lookAlikes: 'In a master\'s first minute its workers are still coming back: information then. A STANDBY master lists no worker either: that is `master` evidence missing, not this. Workers ALIVE with all cores used is `scheduling/application-waiting`.',
  remedy: 'Start the worker services; where they run, read their log for `Failed to connect to master` and check the master URL that they dial.',
  needs: ['cluster'],
  causes: [
    'drift/service-not-running',
    'lifecycle/workers-follow-old-master',
    'lifecycle/worker-gave-up-on-master',
    'drift/stale-command',
    'drift/stale-environment',
  ],
  check: (model) => {
    const { cluster, services } = model;
    if (cluster === undefined || cluster.alive.length > 0) return { examined: cluster === undefined ? 0 : 1, observations: [] };
    const workers = services.filter(({ role }) => role === 'worker');
    const young = masterUpFor(model);
    const settles = young !== undefined && young < MASTER_GRACE;
    const listed = cluster.workers.map((worker) => `${nameOf(worker)} ${worker.state}`);
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'cluster', name: cluster.master.document.url },
          severity: settles ? 'info' : 'critical',
          message: `the master${settles ? `, started ${formatDuration(young)} ago,` : ''} has no ALIVE worker${listed.length === 0 ? '' : ` (${listed.join(', ')})`}: ${String(cluster.queue.length)} ${cluster.queue.length === 1 ? 'application gets' : 'applications get'} nothing`,
          exhibits: [{ label: `${cluster.master.ui}/json/ lists ${listed.length === 0 ? 'no worker' : listed.join(', ')}`, plane: 'granted' }],
          remedy: {
            summary: workers.length === 0 ? 'start a worker and point it at the master' : `start ${workers.map(({ name }) => name).join(', ')}; where they run, read why they do not register: docker compose logs --tail 50`,
            actions: workers.filter(({ replicas }) => !replicas.some(({ running }) => running)).map(({ name }) => ({ kind: 'up' as const, service: name })),
          },
          blames: workers.map(({ name }) => ({ kind: 'service' as const, name })),
        },
      ],
    };
  },
});
