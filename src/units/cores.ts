declare const unit: unique symbol;

/** Whole processor cores as Spark counts them: a number of tasks at a time, not a share of a CPU. */
export type Cores = number & { readonly [unit]: 'cores' };

export const cores = (count: number): Cores => count as Cores;

/** "1 core", "2 cores". */
export const formatCores = (count: number): string => `${String(count)} ${count === 1 ? 'core' : 'cores'}`;
