import type { Worker } from '#model/cluster.js';
import { formatCores } from '#units/cores.js';
import { formatDuration, seconds } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';

/** Heartbeats come every 15 s (spark.worker.timeout / 4). */
const SILENT = seconds(30);

export default defineRule({
  id: 'cluster/ghost-worker',
  severity: 'warning',
  summary: 'The master counts a worker for which there is no container.',
  why: `
The master believes in a worker until its connection closes or its heartbeat is missing for spark.worker.timeout (60 s,
checked every 60 s). A container that vanished with its network, or one of another project that points at this master,
stays in the books: executors placed there never answer, or run where nobody looks.`,
  proof: 'An ALIVE worker of the master\'s `/json/` whose address is that of no running container which the engine lists.',
  lookAlikes: 'A worker on another machine is none of this engine\'s and healthy. DEAD records of former containers stay for 16 minutes and are harmless.',
  remedy: 'Wait two minutes and look again; stop the other project\'s worker, or silence this rule for workers on other machines.',
  needs: ['cluster', 'docker'],
  check: ({ cluster }) => ({ examined: cluster?.alive.length ?? 0, observations: (cluster?.alive ?? []).flatMap(observe) }),
});

function observe({ id, host, service, container, cores, heartbeatAge }: Worker): Observation[] {
  if (service !== undefined) return [];
  const isSilent = heartbeatAge !== undefined && heartbeatAge > SILENT;
  const where = container === undefined ? 'runs in no container of this engine' : `runs in ${container.Name.replace(/^\//, '')}, which is not of this project`;
  return [
    {
      subject: { kind: 'worker', name: id },
      severity: isSilent ? 'warning' : 'info',
      confidence: isSilent || container !== undefined ? 'seen' : 'likely',
      message: `worker ${id} offers ${formatCores(cores)} and ${where}${isSilent ? `; its last heartbeat is ${formatDuration(heartbeatAge)} old` : ''}`,
      exhibits: [{ label: `the master lists ${id} at ${host} as ALIVE`, plane: 'granted' }],
      remedy: { summary: isSilent ? 'wait until the master gives it up, two minutes at most' : 'find where it runs; stop it if it is not meant for this cluster', actions: [] },
    },
  ];
}
