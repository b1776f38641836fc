import { toMebibytes } from '#units/bytes.js';

import type { Worker } from './cluster.js';
import { isIdle, type Job, type Request } from './job.js';
import type { Model } from './model.js';
import type { ApplicationRequest, ApplicationState, ClusterState, SchedulingConf, WorkerState } from './scheduler/cluster-state.js';

/** The master's books as the scheduler's port reads them. */
export interface ObservedState {
  readonly state: ClusterState;
  /** What could not be seen and may change the answer. */
  readonly unknown: readonly string[];
  /** Jobs by the names that the state's applications bear: labels, made unique. */
  readonly jobs: ReadonlyMap<string, Job>;
}

/** The master's own configuration where its containers show it; Spark's defaults otherwise. */
export function schedulingConf(model: Model): SchedulingConf {
  const master = model.services.find(({ role }) => role === 'master');
  const options = (master?.replicas[0]?.deployed ?? master?.declared)?.master?.options;
  const defaultCores = Number(options?.get('spark.deploy.defaultCores'));
  const spread = options?.get('spark.deploy.spreadOutApps') ?? options?.get('spark.deploy.spreadOut');
  return {
    sparkVersion: model.cluster?.sparkVersion,
    spreadOut: spread !== 'false',
    defaultCores: Number.isInteger(defaultCores) && defaultCores > 0 ? defaultCores : undefined,
  };
}

/** The state now, in the master's order. Undefined without an ALIVE master. */
export function observedState(model: Model): ObservedState | undefined {
  const { cluster } = model;
  if (cluster === undefined) return undefined;
  const unknown: string[] = [];
  const jobs = new Map<string, Job>();
  const applications = cluster.queue.flatMap((application): ApplicationState[] => {
    const job = model.jobs.find((candidate) => candidate.application === application);
    if (job === undefined) return [];
    const name = jobs.has(job.label) ? `${job.label} (${application.id})` : job.label;
    jobs.set(name, job);
    unknown.push(...unseen(job));
    const executors = application.executors?.map(({ workerId, cores, memory }) => ({ worker: workerId, cores, memoryMb: toMebibytes(memory) })) ?? [];
    const seen = executors.reduce((sum, { cores }) => sum + cores, 0);
    return [
      {
        ...applicationRequest(name, job.request),
        executorLimit: isIdle(application) ? 0 : undefined,
        state: application.state === 'WAITING' ? 'WAITING' : 'RUNNING',
        executors,
        coresElsewhere: Math.max(0, application.coresGranted - seen),
      },
    ];
  });
  return { state: { conf: schedulingConf(model), workers: cluster.alive.map(workerState), applications, drivers: [] }, unknown, jobs };
}

function workerState(worker: Worker): WorkerState {
  return { id: worker.id, cores: worker.cores, memoryMb: toMebibytes(worker.memory), coresUsed: worker.coresUsed, memoryUsedMb: toMebibytes(worker.memoryUsed) };
}

function unseen({ label, request }: Job): string[] {
  return [
    ...(request?.coresMax === undefined ? [`how many cores ${label} may take`] : []),
    ...(request?.executorCores === undefined ? [`how many cores an executor of ${label} takes`] : []),
  ];
}

/** A job's wishes under the scheduler's terms; what nobody set is left out. */
export function applicationRequest(name: string, request: Request | undefined): ApplicationRequest {
  return {
    name,
    coresMax: typeof request?.coresMax === 'number' ? request.coresMax : undefined,
    executorCores: typeof request?.executorCores === 'number' ? request.executorCores : undefined,
    executorMemoryMb: request === undefined ? 1024 : Math.floor(toMebibytes(request.executorMemory)),
  };
}
