import { isNonEmpty } from '#language.js';

import type { ClusterState, WorkerState } from './cluster-state.js';
import { fitsOn } from './executor-shape.js';
import { roomOfEmpty } from './headroom.js';
import type { ExecutorShape } from './master.js';
import type { Ask, Shortage, WaitReason } from './wait-reason.js';

/** What would keep an executor off this cluster even if nobody else were there. */
export function outsized({ workers }: ClusterState, shape: ExecutorShape): WaitReason | undefined {
  if (workers.length === 0) return { kind: 'no-worker' };
  if (workers.some((worker) => fitsOn(shape, roomOfEmpty(worker)))) return undefined;
  const short = shortages(workers, shape);
  return isNonEmpty(short) ? { kind: 'never', asks: askOf(shape), short } : undefined;
}

export const askOf = ({ unit, memoryMb, resources }: ExecutorShape): Ask => ({
  cores: unit,
  memoryMb,
  resources: Object.fromEntries(resources),
});

function shortages(workers: readonly WorkerState[], shape: ExecutorShape): Shortage[] {
  const found = dimensionsOf(shape)
    .map(({ dimension, asks, of }) => shortage(dimension, asks, workers, of))
    .filter(({ asks, most }) => most < asks);
  // Nothing is short by itself: then no one worker has all of it at once.
  return found.length > 0 ? found : [shortage('together', shape.unit, workers, ({ cores }) => cores)];
}

interface Dimension {
  readonly dimension: string;
  readonly asks: number;
  readonly of: (worker: WorkerState) => number;
}

function dimensionsOf({ unit, memoryMb, resources }: ExecutorShape): Dimension[] {
  return [
    { dimension: 'memory', asks: memoryMb, of: (worker) => worker.memoryMb },
    { dimension: 'cores', asks: unit, of: (worker) => worker.cores },
    ...[...resources].map(([dimension, asks]) => ({
      dimension,
      asks,
      of: (worker: WorkerState) => worker.resources?.get(dimension) ?? 0,
    })),
  ];
}

function shortage(dimension: string, asks: number, workers: readonly WorkerState[], of: Dimension['of']): Shortage {
  const largest = workers.reduce((best, worker) => (of(worker) > of(best) ? worker : best));
  const { id, cores, memoryMb } = largest;
  return { dimension, asks, most: of(largest), worker: id, workerCores: cores, workerMemoryMb: memoryMb };
}
