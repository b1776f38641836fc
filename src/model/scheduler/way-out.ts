import type { ApplicationRequest, ApplicationState } from './cluster-state.js';
import type { Restart, WorkerChange } from './predict.js';

/** One small change after which the application gets cores, played and found to work. */
export interface WayOut {
  readonly changes: 'job' | 'cluster';
  /** What to do and what it gives; imperative, lower case, no full stop. */
  readonly sentence: string;
  readonly set: Setting;
  /** Cores that the application then holds. 0: nothing yet, but it no longer asks for the impossible. */
  readonly cores: number;
}

/** The change as data. */
export type Setting =
  | ({ readonly what: 'application'; readonly name: string } & ApplicationSettings)
  | { readonly what: 'end'; readonly names: readonly string[] }
  | { readonly what: 'every-application'; readonly coresMax: number; readonly executorCores: number }
  | { readonly what: 'worker'; readonly id: string; readonly cores: number; readonly memoryMb: number }
  | { readonly what: 'new-worker'; readonly cores: number; readonly memoryMb: number }
  | { readonly what: 'master'; readonly defaultCores: number };

export interface ApplicationSettings {
  readonly coresMax?: number;
  readonly executorCores?: number;
  readonly executorMemoryMb?: number;
  readonly executorLimit?: number;
}

/** A change that may or may not help: what it is, and how to play it. */
export interface Attempt {
  readonly set: Setting;
  readonly todo: string;
  readonly restarts: readonly Restart[];
  readonly workers: readonly WorkerChange[];
  readonly defaultCores?: number;
}

/** The same application with other wishes. */
export function withSettings(application: ApplicationState, settings: Partial<ApplicationRequest>): ApplicationRequest {
  const { name, coresMax, executorCores, executorMemoryMb, executorLimit, resources } = application;
  return { name, coresMax, executorCores, executorMemoryMb, executorLimit, resources, ...settings };
}
