import type { DeclaredCluster } from '../declared-cluster.js';
import type { ObservedState } from '../scheduler-state.js';
import type { ApplicationRequest, DriverRequest, SchedulingConf, WorkerSize } from '../scheduler/cluster-state.js';
import type { Choose } from '../scheduler/uncertain.js';

/** Who is there and what each asks for or offers, by service: what changes are made to. */
export interface Plan {
  readonly conf: SchedulingConf;
  readonly workers: readonly PlannedWorker[];
  /** In the order in which they registered, or will. */
  readonly jobs: readonly PlannedJob[];
  readonly drivers: readonly DriverRequest[];
}

export interface PlannedWorker extends WorkerSize {
  /** What a person calls it: a service, or its own name where it is none. */
  readonly service: string;
}

export interface PlannedJob extends ApplicationRequest {
  readonly service: string;
}

/** The likeliest of what is not known. */
export const likeliest: Choose = (known) => (typeof known === 'object' ? known.oneOf[0] : known);

export function declaredPlan({ declared: { conf, workers, jobs, drivers }, services }: DeclaredCluster): Plan {
  const owner = (name: string) => services.get(name)?.name ?? name;
  return {
    conf,
    workers: workers.map((worker) => ({ ...worker, cores: likeliest(worker.cores), memoryMb: likeliest(worker.memoryMb), service: owner(worker.id) })),
    jobs: jobs.map((job) => ({
      ...job,
      coresMax: likeliest<number | undefined>(job.coresMax),
      executorCores: likeliest<number | undefined>(job.executorCores),
      executorMemoryMb: likeliest(job.executorMemoryMb),
      service: owner(job.name),
    })),
    drivers,
  };
}

export function observedPlan({ state: { conf, workers, applications, drivers }, jobs, workerServices }: ObservedState): Plan {
  return {
    conf,
    workers: workers.map(({ id, cores, memoryMb, resources }) => ({ id, cores, memoryMb, resources, service: workerServices.get(id) ?? id })),
    jobs: applications.map(({ name, coresMax, executorCores, executorMemoryMb, executorLimit, resources }) => ({
      name,
      coresMax,
      executorCores,
      executorMemoryMb,
      executorLimit,
      resources,
      service: jobs.get(name)?.service?.name ?? name,
    })),
    drivers: drivers.filter(({ state }) => state === 'RUNNING' || state === 'SUBMITTED'),
  };
}
