import type { Amounts, ApplicationRequest, ClusterState, SchedulingConf, WorkerState } from './cluster-state.js';
import { behaviourOf } from './spark-behaviour.js';
import { fitsOn, unitsOn, type Room } from './executor-shape.js';
import type { ExecutorShape } from './master.js';

/** What one executor takes; the part of an application's wishes that a worker must hold at once. */
export type ExecutorSize = Pick<ApplicationRequest, 'executorCores' | 'executorMemoryMb' | 'resources'>;

/** Cores over the ALIVE workers. What is used counts, whoever uses it. */
export interface CoreCount {
  readonly total: number;
  readonly used: number;
  readonly free: number;
}

export function coresOf({ workers }: Pick<ClusterState, 'workers'>): CoreCount {
  const total = workers.reduce((sum, { cores }) => sum + cores, 0);
  const used = workers.reduce((sum, { coresUsed }) => sum + coresUsed, 0);
  return { total, used, free: Math.max(0, total - used) };
}

/** Free cores as a share of all, 0 to 1. Undefined where there is no core at all. */
export function headroomOf(state: Pick<ClusterState, 'workers'>): number | undefined {
  const { total, free } = coresOf(state);
  return total === 0 ? undefined : free / total;
}

/** How many more executors of a size fit into what is free, by cores, memory and resources, worker by worker. */
export interface Fitting {
  readonly executors: number;
  readonly cores: number;
  readonly byWorker: readonly { readonly worker: string; readonly executors: number; readonly cores: number }[];
}

/**
 * With executor cores unset it is one executor a worker, of all the cores that
 * are free there. Neither a maximum of cores nor an executor limit is looked at.
 */
export function howManyMore({ workers, conf }: Pick<ClusterState, 'workers' | 'conf'>, size: ExecutorSize): Fitting {
  const shape = shapeFor(size, conf);
  const byWorker = workers.map((worker) => {
    const room = roomOn(worker);
    const units = fitsOn(shape, room) ? unitsOn(shape, room) : 0;
    return { worker: worker.id, executors: shape.grows ? Math.min(units, 1) : units, cores: units * shape.unit };
  });
  return {
    executors: byWorker.reduce((sum, { executors }) => sum + executors, 0),
    cores: byWorker.reduce((sum, { cores }) => sum + cores, 0),
    byWorker,
  };
}

/** A size as the Master of that release understands it: 2.4 knows no resources. */
export function shapeFor({ executorCores, executorMemoryMb, resources }: ExecutorSize, conf: SchedulingConf): ExecutorShape {
  return {
    unit: executorCores ?? 1,
    grows: executorCores === undefined,
    memoryMb: executorMemoryMb,
    resources: behaviourOf(conf.sparkVersion).countsResources ? (resources ?? new Map()) : new Map(),
    exhaustedIn: -1,
  };
}

/** What is free on a worker. */
export function roomOn(worker: WorkerState): Room {
  return {
    coresFree: worker.cores - worker.coresUsed,
    memoryFreeMb: worker.memoryMb - worker.memoryUsedMb,
    resourcesFree: subtract(worker.resources, worker.resourcesUsed),
  };
}

/** What is there when nobody holds anything. */
export function roomOfEmpty(worker: WorkerState): Room {
  return { coresFree: worker.cores, memoryFreeMb: worker.memoryMb, resourcesFree: new Map(worker.resources) };
}

function subtract(all: Amounts = new Map(), used: Amounts = new Map()): Map<string, number> {
  return new Map([...all].map(([name, amount]) => [name, amount - (used.get(name) ?? 0)]));
}
