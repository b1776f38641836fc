import { toMebibytes } from '#units/bytes.js';

import type { Worker } from './cluster.js';
import { replicasOf } from './drift/recreate/replicas.js';
import type { Model } from './model.js';
import type { Action } from './remedy.js';
import type { WorkerSize } from './scheduler/cluster-state.js';
import type { WorkerChange } from './scheduler/predict.js';
import type { SparkService } from './spark-service.js';

/** What commands do to the workers: those that run are replaced by what their file or container says, those that are missing join. */
export function workerChanges(actions: readonly Action[], model: Model): readonly WorkerChange[] {
  const orphansGo = actions.some(({ kind }) => kind === 'remove-orphans');
  return model.services
    .filter(({ role }) => role === 'worker')
    .flatMap((service): readonly WorkerChange[] => {
      const alive = (model.cluster?.alive ?? []).filter((worker) => worker.service?.name === service.name);
      if (service.compose === undefined && orphansGo) return alive.map(({ id }) => ({ lost: id }));
      const meant = actions.filter((action) => 'service' in action && action.service === service.name);
      if (meant.length === 0) return [];
      const changes = alive.filter(() => isReplaced(meant, model, service)).map((worker) => ({ lost: worker.id, joins: sizeAfter(worker, meant) }));
      return [...changes, ...joining(service, alive.length)];
    });
}

/** `up` leaves alone what is in step: a service that only lacks a replica, or whose container was stopped. */
function isReplaced(meant: readonly Action[], { drift }: Model, { name }: SparkService): boolean {
  return meant.some((action) => action.kind === 'restart' || (action.kind === 'up' && ((action.flags ?? []).length > 0 || drift.get(name)?.recreate !== false)));
}

/** The replicas that the file asks for and that do not run. */
function joining({ name, compose, declared, replicas }: SparkService, alive: number): readonly WorkerChange[] {
  const size = declared?.worker ?? replicas[0]?.deployed.worker;
  if (size?.cores === undefined || size.memory === undefined) return [];
  const { cores, memory } = size;
  const wanted = compose === undefined ? replicas.length : replicasOf(compose);
  const absent = Math.max(0, wanted - Math.max(alive, replicas.filter(({ running }) => running).length));
  return Array.from({ length: absent }, (_, at) => ({ joins: { id: at === 0 ? name : `${name} ${String(at + 1)}`, cores, memoryMb: toMebibytes(memory) } }));
}

/** A recreated worker has what the file says, a restarted one what its container says; where neither says, what it had. */
function sizeAfter({ id, service, replica, cores, memory, resources }: Worker, meant: readonly Action[]): WorkerSize {
  const settings = meant.some(({ kind }) => kind === 'up') ? service?.declared?.worker : replica?.deployed.worker;
  return { id: `${id} again`, cores: settings?.cores ?? cores, memoryMb: toMebibytes(settings?.memory ?? memory), ...(resources === undefined ? {} : { resources }) };
}
