import { minutes, type Millis } from '#units/duration.js';

/** Where a signal becomes a warning, and where critical. Shares are 0 to 1. Every one can be configured. */
export interface Thresholds {
  /** Share of the cluster's cores in use. */
  readonly coresUsed: { readonly warning: number; readonly critical: number };
  /** Share of cores that should stay free. */
  readonly headroom: number;
  /** How long an application may wait before it is a warning, and critical. */
  readonly waiting: { readonly warning: Millis; readonly critical: Millis };
  /** Share of a worker container's memory limit in use. */
  readonly workerMemory: { readonly warning: number; readonly critical: number };
  /** Share of a worker's advertised cores that its container uses on average. */
  readonly workerCpu: number;
  /** Failed tasks a minute. */
  readonly taskFailures: { readonly warning: number; readonly critical: number };
  readonly commitLatency: Millis;
  /** An application that asks for at least `cores` and uses less than `share` of one core. */
  readonly idleCores: { readonly cores: number; readonly share: number };
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  coresUsed: { warning: 0.8, critical: 0.95 },
  headroom: 0.3,
  waiting: { warning: minutes(2), critical: minutes(5) },
  workerMemory: { warning: 0.75, critical: 0.9 },
  workerCpu: 0.5,
  taskFailures: { warning: 1, critical: 5 },
  commitLatency: 1000 as Millis,
  idleCores: { cores: 2, share: 0.1 },
};
