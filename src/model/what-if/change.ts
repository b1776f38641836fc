import type { ApplicationRequest } from '../scheduler/cluster-state.js';

/** Something that a person would like to try. */
export type Change =
  | { readonly kind: 'set-job'; readonly service: string; readonly key: JobKey; readonly value: number | undefined }
  | { readonly kind: 'set-worker'; readonly service: string; readonly key: 'cores' | 'memoryMb'; readonly value: number }
  | { readonly kind: 'set-master'; readonly service: string; readonly value: number | undefined }
  | { readonly kind: 'scale'; readonly service: string; readonly count: number }
  | { readonly kind: 'add-worker'; readonly cores: number; readonly memoryMb: number };

export type JobKey = 'coresMax' | 'executorCores' | 'executorMemoryMb' | 'executorLimit';

const KEY: Readonly<Record<JobKey, string>> = {
  coresMax: 'spark.cores.max',
  executorCores: 'spark.executor.cores',
  executorMemoryMb: 'spark.executor.memory',
  executorLimit: 'executor limit',
};

const amount = (key: JobKey, value: number | undefined): string => (value === undefined ? 'unset' : key === 'executorMemoryMb' ? `${String(value)} MiB` : String(value));

/** "silver: spark.cores.max 2 -> 1". */
export function jobChangeInWords(before: ApplicationRequest, after: ApplicationRequest): string {
  const keys = (Object.keys(KEY) as JobKey[]).filter((key) => before[key] !== after[key]);
  return `${after.name}: ${keys.map((key) => `${KEY[key]} ${amount(key, before[key])} -> ${amount(key, after[key])}`).join(', ')}`;
}
