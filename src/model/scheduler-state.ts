import { toMebibytes } from '#units/bytes.js';

import { isIdle, type Job } from './job.js';
import type { Model } from './model.js';
import type { ApplicationRequest, ApplicationState, ClusterState, SchedulingConf, WorkerState } from './scheduler/cluster-state.js';

/** The cluster as the scheduler's port reads it; `unknown` names what could not be seen and would change the answer. */
export interface ObservedState {
  readonly state: ClusterState;
  readonly unknown: readonly string[];
}

/** The master's own configuration where its service or containers show it; Spark's defaults otherwise. */
export function schedulingConf(model: Model): SchedulingConf {
  const options = model.services.find(({ role }) => role === 'master')?.replicas[0]?.deployed.master?.options;
  const defaultCores = Number(options?.get('spark.deploy.defaultCores'));
  const spread = options?.get('spark.deploy.spreadOutApps') ?? options?.get('spark.deploy.spreadOut');
  return {
    sparkVersion: model.cluster?.sparkVersion,
    spreadOut: spread !== 'false',
    defaultCores: Number.isInteger(defaultCores) && defaultCores > 0 ? defaultCores : undefined,
  };
}

/** The state of the master's books now. Undefined without an ALIVE master. */
export function observedState(model: Model): ObservedState | undefined {
  const { cluster } = model;
  if (cluster === undefined) return undefined;
  const unknown: string[] = [];
  const applications = cluster.queue.map((application): ApplicationState => {
    const job = model.jobs.find((candidate) => candidate.application === application);
    const request = requestOf(application.id, job, unknown);
    const executors = application.executors?.map(({ workerId, cores, memory }) => ({ worker: workerId, cores, memoryMb: toMebibytes(memory) })) ?? [];
    const seen = executors.reduce((sum, { cores }) => sum + cores, 0);
    return {
      ...request,
      executorLimit: isIdle(application) ? 0 : undefined,
      state: application.state === 'WAITING' ? 'WAITING' : 'RUNNING',
      executors,
      ...(application.coresGranted > seen ? { coresElsewhere: application.coresGranted - seen } : {}),
    };
  });
  const workers = cluster.alive.map((worker): WorkerState => ({
    id: worker.id,
    cores: worker.cores,
    memoryMb: toMebibytes(worker.memory),
    coresUsed: worker.coresUsed,
    memoryUsedMb: toMebibytes(worker.memoryUsed),
  }));
  return { state: { conf: schedulingConf(model), workers, applications, drivers: [] }, unknown };
}

function requestOf(id: string, job: Job | undefined, unknown: string[]): ApplicationRequest {
  const request = job?.request;
  if (request?.coresMax === undefined) unknown.push(`the cores that ${job?.label ?? id} may take`);
  if (request?.executorCores === undefined) unknown.push(`the cores per executor of ${job?.label ?? id}`);
  return {
    name: id,
    coresMax: typeof request?.coresMax === 'number' ? request.coresMax : undefined,
    executorCores: typeof request?.executorCores === 'number' ? request.executorCores : undefined,
    executorMemoryMb: request === undefined ? 1024 : toMebibytes(request.executorMemory),
  };
}

/** What a job of the file would ask for when it is created anew. */
export function declaredRequestOf(name: string, job: Job): ApplicationRequest | undefined {
  const request = job.declaredRequest;
  if (request === undefined) return undefined;
  return {
    name,
    coresMax: typeof request.coresMax === 'number' ? request.coresMax : undefined,
    executorCores: typeof request.executorCores === 'number' ? request.executorCores : undefined,
    executorMemoryMb: Math.floor(toMebibytes(request.executorMemory)),
  };
}
