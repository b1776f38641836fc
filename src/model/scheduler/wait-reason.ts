import type { NonEmpty } from '#language.js';

/**
 * Why an application has fewer cores than it may have. Plain data that can be
 * printed as JSON; wait-sentence.ts puts each into words.
 */
export type WaitReason =
  /** Dynamic allocation wants no executor now: healthy. */
  | { readonly kind: 'idle' }
  /** One of its own limits stops it, or the Master's default; the cluster could be empty and nothing would change. */
  | { readonly kind: 'capped'; readonly by: Cap; readonly limit: number; readonly executorCores: number }
  /** The maximum is no multiple of the executor cores: the rest is never used. */
  | { readonly kind: 'remainder'; readonly by: Cap; readonly limit: number; readonly executorCores: number; readonly left: number }
  | { readonly kind: 'no-worker' }
  /** Not even on an empty worker. */
  | { readonly kind: 'never'; readonly asks: Ask; readonly short: NonEmpty<Shortage> }
  /** It would get more at the next pass: what is free would do. Then nothing has made the Master look since. */
  | { readonly kind: 'fits-now'; readonly asks: Ask; readonly executors: number }
  /** It would get more if others held less. */
  | { readonly kind: 'not-now'; readonly asks: Ask; readonly free: FreeRoom; readonly demand: Demand; readonly holders: Holders }
  /** Even if all others left, no further executor of it would fit: `free` is what would be free then. */
  | { readonly kind: 'stranded'; readonly asks: Ask; readonly free: FreeRoom };

export type Cap = 'spark.cores.max' | 'spark.deploy.defaultCores' | 'executor limit';

/** What one executor needs on one worker. */
export interface Ask {
  readonly cores: number;
  readonly memoryMb: number;
  readonly resources: Readonly<Record<string, number>>;
}

/** By how much the best worker is too small. */
export interface Shortage {
  /** `cores`, `memory`, the name of a resource, or `together`: each is somewhere, but not all on one worker. */
  readonly dimension: string;
  readonly asks: number;
  /** The most that any worker has of it, and which one. */
  readonly most: number;
  readonly worker: string;
  /** That worker whole. */
  readonly workerCores: number;
  readonly workerMemoryMb: number;
}

/** What is free, and why it does not do. */
export interface FreeRoom {
  /** Over all workers. */
  readonly cores: number;
  readonly mostCoresOnOneWorker: number;
  /** All workers have equally many cores free. */
  readonly even: boolean;
  readonly workers: number;
  /** Workers where the cores would do. */
  readonly enoughCoresOn: number;
  /** The most of the dimension that they lack: undefined where cores are what lacks. */
  readonly lacks: { readonly dimension: string; readonly most: number; readonly worker: string } | undefined;
}

/** What all together ask of the cluster, where that is more than it has. */
export interface Demand {
  /** Cores that each application of the queue may have; undefined for one without a maximum. */
  readonly jobs: number;
  /** Where all may have equally many. */
  readonly coresEach: number | undefined;
  /** Each one's, in queue order, of the first few. */
  readonly coresOfFirst: readonly number[];
  /** Held by cluster-mode drivers, and by what nobody could name. */
  readonly drivers: number;
  readonly others: number;
  readonly total: number;
  readonly has: number;
  /** Applications without a maximum that hold cores: their demand has no number. */
  readonly unlimited: readonly Holder[];
}

/** Who holds what, in the order in which they registered. */
export interface Holders {
  readonly registeredBefore: HolderList;
  readonly registeredLater: HolderList;
  readonly itself: number;
  /** Cluster-mode drivers, and what the workers count as used but nobody could name. */
  readonly drivers: number;
  readonly others: number;
}

export interface HolderList {
  readonly first: readonly Holder[];
  readonly count: number;
  readonly cores: number;
}

export interface Holder {
  readonly application: string;
  readonly cores: number;
}
