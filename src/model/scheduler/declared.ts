import type { ApplicationRequest, ClusterState, DriverRequest, SchedulingConf, WorkerSize } from './cluster-state.js';
import { openBooks, stateOf } from './books.js';
import { happen } from './events.js';
import type { Choose, Uncertain } from './uncertain.js';

/** A cluster as files declare it, before anything runs, with what they leave open. */
export interface Declared {
  readonly conf: SchedulingConf;
  readonly workers: readonly DeclaredWorker[];
  /** Drivers that are submitted in cluster mode: they take cores and memory of workers, before any executor. */
  readonly drivers: readonly DriverRequest[];
  /** In the order in which they start. */
  readonly jobs: readonly DeclaredJob[];
}

export interface DeclaredWorker extends Omit<WorkerSize, 'cores' | 'memoryMb'> {
  readonly cores: Uncertain<number>;
  readonly memoryMb: Uncertain<number>;
}

export interface DeclaredJob extends Omit<ApplicationRequest, 'coresMax' | 'executorCores' | 'executorMemoryMb'> {
  readonly coresMax?: Uncertain<number | undefined>;
  readonly executorCores?: Uncertain<number | undefined>;
  readonly executorMemoryMb: Uncertain<number>;
}

/** The cluster after everything declared has started, for one choice of what is uncertain. */
export function startAll({ conf, workers, drivers, jobs }: Declared, choose: Choose): ClusterState {
  const sizes = workers.map((worker) => ({ ...worker, cores: choose(worker.cores), memoryMb: choose(worker.memoryMb) }));
  const idle = sizes.map((size) => ({ ...size, coresUsed: 0, memoryUsedMb: 0 }));
  const master = openBooks({ conf, workers: idle, applications: [], drivers: [] });
  for (const driver of drivers) happen(master, { type: 'driver-submitted', driver });
  for (const job of jobs) {
    const application = {
      ...job,
      coresMax: choose<number | undefined>(job.coresMax),
      executorCores: choose<number | undefined>(job.executorCores),
      executorMemoryMb: choose(job.executorMemoryMb),
    };
    happen(master, { type: 'register', application });
  }
  return stateOf(master);
}
