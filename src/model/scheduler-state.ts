import { toMebibytes } from '#units/bytes.js';

import { nameOf, type Cluster, type Worker } from './cluster.js';
import type { Job, Request } from './job.js';
import type { Model } from './model.js';
import type { Amounts, ApplicationRequest, ApplicationState, ClusterState, DriverState, WorkerState } from './scheduler/cluster-state.js';
import { possibleStates, unseenOf } from './possible-states.js';
import { schedulingConf } from './scheduling-conf.js';

/** The master's books as the scheduler's port reads them. */
export interface ObservedState {
  /** The likeliest of `possible`. */
  readonly state: ClusterState;
  /** Every state that what was seen allows; one where everything was seen. */
  readonly possible: readonly ClusterState[];
  /** What could not be seen and may change the answer; the job's label is in it. */
  readonly unknown: readonly string[];
  /** Jobs by the names that the state's applications bear: labels, made unique. */
  readonly jobs: ReadonlyMap<string, Job>;
  /** What a person calls a worker, by its id. */
  readonly workerNames: ReadonlyMap<string, string>;
  /** The service that each worker is a replica of; its name where it is none. */
  readonly workerServices: ReadonlyMap<string, string>;
}

/** The state now, in the master's order. Undefined without an ALIVE master. */
export function observedState(model: Model): ObservedState | undefined {
  const { cluster } = model;
  if (cluster === undefined) return undefined;
  const jobs = new Map<string, Job>();
  for (const application of cluster.queue) {
    const job = model.jobs.find((candidate) => candidate.application === application);
    if (job !== undefined) jobs.set(jobs.has(job.label) ? `${job.label} (${application.id})` : job.label, job);
  }
  const applications = [...jobs].map(([name, job]) => applicationState(name, job));
  const state = { conf: schedulingConf(model), workers: cluster.alive.map(workerState), applications, drivers: driverStates(cluster) };
  const possible = possibleStates(state, jobs);
  return {
    state: possible[0],
    possible,
    unknown: [...jobs.values()].flatMap(unseenOf),
    jobs,
    workerNames: new Map(cluster.alive.map((worker) => [worker.id, nameOf(worker)])),
    workerServices: new Map(cluster.alive.map((worker) => [worker.id, worker.service?.name ?? nameOf(worker)])),
  };
}

function applicationState(name: string, { application, request }: Job): ApplicationState {
  const executors = application?.executors?.map(({ workerId, cores, memory }) => ({ worker: workerId, cores, memoryMb: toMebibytes(memory) })) ?? [];
  const seen = executors.reduce((sum, { cores }) => sum + cores, 0);
  const limit = application?.requested.executorLimit;
  return {
    ...applicationRequest(name, request),
    executorLimit: typeof limit === 'number' ? limit : undefined,
    resources: application?.resources,
    state: application?.state === 'WAITING' ? 'WAITING' : 'RUNNING',
    executors,
    coresElsewhere: Math.max(0, (application?.coresGranted ?? 0) - seen),
  };
}

function workerState({ id, cores, coresUsed, memory, memoryUsed, resources, resourcesUsed }: Worker): WorkerState {
  return { id, cores, coresUsed, memoryMb: toMebibytes(memory), memoryUsedMb: toMebibytes(memoryUsed), resources, resourcesUsed };
}

/** Of cluster deploy mode. One that is neither queued nor on a worker takes nothing. */
const driverStates = ({ drivers }: Cluster): DriverState[] =>
  drivers.flatMap(({ id, state, cores, memory, worker }): DriverState[] => {
    const runsOn = worker === undefined || worker === 'None' ? undefined : worker;
    if (state !== 'SUBMITTED' && runsOn === undefined) return [];
    return [{ name: id, cores, memoryMb: memory, state: runsOn === undefined ? 'SUBMITTED' : 'RUNNING', worker: runsOn }];
  });

/** A job's wishes under the scheduler's terms; what nobody set is left out. */
export function applicationRequest(name: string, request: Request | undefined, resources?: Amounts): ApplicationRequest {
  return {
    name,
    coresMax: typeof request?.coresMax === 'number' ? request.coresMax : undefined,
    executorCores: typeof request?.executorCores === 'number' ? request.executorCores : undefined,
    executorMemoryMb: request === undefined ? 1024 : Math.floor(toMebibytes(request.executorMemory)),
    resources,
  };
}
