import type { ClusterState } from './cluster-state.js';
import { howManyMore, type ExecutorSize } from './headroom.js';

/** Free cores and memory that no executor of a size can use: what a worker has left is too small, or of one kind only. */
export interface Stranded {
  readonly size: ExecutorSize;
  /** Executors of the size that still fit. */
  readonly executors: number;
  readonly cores: number;
  readonly memoryMb: number;
}

/** For each different size among those given, in the order of first mention. */
export function strandedFor(state: Pick<ClusterState, 'workers' | 'conf'>, sizes: readonly ExecutorSize[]): Stranded[] {
  const different = new Map(sizes.map((size) => [keyOf(size), size]));
  return [...different.values()].map((size) => stranded(state, size));
}

const keyOf = ({ executorCores, executorMemoryMb, resources }: ExecutorSize): string =>
  JSON.stringify([executorCores ?? null, executorMemoryMb, ...(resources ?? [])]);

function stranded(state: Pick<ClusterState, 'workers' | 'conf'>, size: ExecutorSize): Stranded {
  const { executors, cores } = howManyMore(state, size);
  const free = state.workers.reduce(
    (sum, { cores, coresUsed, memoryMb, memoryUsedMb }) => ({
      cores: sum.cores + Math.max(0, cores - coresUsed),
      memoryMb: sum.memoryMb + Math.max(0, memoryMb - memoryUsedMb),
    }),
    { cores: 0, memoryMb: 0 },
  );
  return {
    size,
    executors,
    cores: free.cores - cores,
    memoryMb: free.memoryMb - executors * size.executorMemoryMb,
  };
}
