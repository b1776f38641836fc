import type { Worker } from '#model/cluster.js';
import type { Model } from '#model/model.js';
import { bytes, formatBytes } from '#units/bytes.js';
import { formatCores } from '#units/cores.js';
import { formatDuration, minutes, seconds } from '#units/duration.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { service, upFor } from '../parts/seen.js';

/** A restarted worker leaves a DEAD record until its new one is there. */
const GRACE = minutes(1);
/** Heartbeats come every 15 s; the master gives up after 60 s, but looks only once a minute. */
const LATE = seconds(45);

export default defineRule({
  id: 'lifecycle/worker-heartbeat-lost',
  severity: 'warning',
  summary: 'The master lost a worker whose container still runs.',
  why: `
A worker reports every 15 s (spark.worker.timeout / 4). When it is silent for 60 s the master marks it DEAD, takes its
executors away and offers its cores to nobody. A frozen JVM (garbage collection, no CPU, a full disk) or a broken
network looks so.`,
  proof: 'State DEAD, or a `lastheartbeat` older than 45 s, in the master\'s `/json/`, and the container of that address running.',
  lookAlikes: 'A DEAD record beside an ALIVE one of the same container is its former life. A stopped or paused container is `drift/service-not-running`.',
  remedy: '`docker compose restart WORKER`; look at its memory and CPU, the disk, and its log before.',
  needs: ['cluster', 'docker'],
  causes: ['memory/executor-sigkilled', 'memory/worker-memory-near-limit', 'lifecycle/workers-follow-old-master', 'lifecycle/work-dir-growing', 'cluster/no-alive-workers'],
  check: (model) => {
    const workers = model.cluster?.workers ?? [];
    return { examined: workers.length, observations: workers.flatMap((worker) => observe(worker, model)) };
  },
});

function observe(worker: Worker, model: Model): Observation[] {
  const { replica, service: own, heartbeatAge, state, id, cores } = worker;
  const up = replica === undefined ? undefined : upFor(model, replica);
  if (replica === undefined || own === undefined || up === undefined || up < GRACE) return [];
  const twin = model.cluster?.alive.some((other) => other !== worker && other.replica === replica) === true;
  const silent = state === 'ALIVE' && heartbeatAge !== undefined && heartbeatAge > LATE;
  if (twin || (state !== 'DEAD' && !silent)) return [];
  const age = heartbeatAge === undefined ? '' : `, last heartbeat ${formatDuration(heartbeatAge)} ago`;
  return [
    {
      subject: service(own.name),
      message: `${replica.name} runs, but the master ${silent ? 'hears nothing of it' : 'gave it up as DEAD'}${age}: ${formatCores(cores)} ${silent ? 'answer to nobody' : 'are lost'}`,
      exhibits: [{ label: `the master lists ${id} as ${state}`, plane: 'granted' }, ...pressure(worker, model)],
      remedy: { summary: `restart ${own.name} once its log is read: docker compose logs --tail 50 ${own.name}`, actions: [{ kind: 'restart', service: own.name }] },
      blames: [service(own.name), { kind: 'cluster', name: model.cluster?.master.document.url ?? '' }],
    },
  ];
}

function pressure({ replica }: Worker, { containers }: Model): readonly Exhibit[] {
  const stats = containers.get(replica?.container.Id ?? '')?.stats;
  if (stats === undefined) return [{ label: `docker stats ${replica?.name ?? ''} would show its memory and CPU` }];
  const limit = stats.memoryLimit === undefined ? '' : ` of ${formatBytes(bytes(stats.memoryLimit))}`;
  return [{ label: `uses ${formatBytes(bytes(stats.memoryUsed))}${limit} memory, ${(stats.cpuWindow?.cores ?? stats.cpuAverage ?? 0).toFixed(1)} processors`, plane: 'deployed' }];
}
