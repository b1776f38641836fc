import type { Amounts, ApplicationState, ClusterState, DriverState, WorkerState } from './cluster-state.js';
import type { Chance } from './chance.js';
import { emptyMaster, type ApplicationInfo, type DriverInfo, type Master, type WorkerInfo } from './master.js';
import { takeResource } from './executor-phase.js';
import { weigh } from './hunger.js';
import { enlistApplication, enlistWorker } from './registration.js';
import { amend } from './worker-order.js';

/**
 * Opens a Master's books at a given state. No pass is made: the next event
 * makes the first one. What a worker's own figures hold beyond the executors
 * and drivers named stays held for ever.
 */
export function openBooks(state: ClusterState, chance?: Chance): Master {
  const master = emptyMaster(state.conf, chance);
  for (const worker of state.workers) {
    const info = enlistWorker(master, worker);
    amend(master, info, -worker.coresUsed, -worker.memoryUsedMb);
    hold(info, worker.resourcesUsed);
  }
  /** Those whose figures say nothing of resources: there the named holders count. */
  const unstated = new Set(state.workers.filter(({ resourcesUsed }) => resourcesUsed === undefined).map(({ id }) => id));
  for (const driver of state.drivers) enterDriver(master, driver, unstated);
  for (const application of state.applications) enterApplication(master, application, unstated);
  return master;
}

function enterDriver(master: Master, state: DriverState, unstated: ReadonlySet<string>): void {
  const worker = state.state === 'RUNNING' ? master.workers.get(state.worker ?? '') : undefined;
  const driver: DriverInfo = { request: state, state: state.state, worker };
  master.drivers.push(driver);
  if (state.state === 'SUBMITTED') master.waitingDrivers.add(driver);
  if (state.state === 'RUNNING') master.runningDrivers += 1;
  if (worker === undefined) return;
  worker.drivers.add(driver);
  if (unstated.has(worker.id)) hold(worker, state.resources);
}

function enterApplication(master: Master, state: ApplicationState, unstated: ReadonlySet<string>): void {
  const application = enlistApplication(master, state, state.coresElsewhere ?? 0);
  application.state = state.state;
  for (const { worker: id, cores, memoryMb } of state.executors) {
    application.coresGranted += cores;
    const worker = master.workers.get(id);
    if (worker === undefined) continue;
    const executor = { application, worker, cores, memoryMb };
    application.executors.add(executor);
    worker.executors.add(executor);
    if (unstated.has(id)) hold(worker, application.shape.resources);
  }
  weigh(master, application);
}

function hold(worker: WorkerInfo, resources: Amounts = new Map()): void {
  for (const [name, amount] of resources) takeResource(worker, name, amount);
}

/** The state that the books describe. */
export function stateOf(master: Master): ClusterState {
  return {
    conf: master.conf,
    workers: [...master.workers.values()].map(workerState),
    applications: [...master.queue].map(applicationState),
    drivers: master.drivers.map(({ request, state, worker }) => ({ ...request, state, worker: worker?.id })),
  };
}

function workerState(worker: WorkerInfo): WorkerState {
  const { id, cores, memoryMb, resources = new Map<string, number>(), coresFree, memoryFreeMb, resourcesFree } = worker;
  const resourcesUsed = new Map<string, number>();
  for (const [name, free] of resourcesFree) resourcesUsed.set(name, (resources.get(name) ?? 0) - free);
  return {
    id,
    cores,
    memoryMb,
    resources,
    coresUsed: cores - coresFree,
    memoryUsedMb: memoryMb - memoryFreeMb,
    resourcesUsed,
  };
}

function applicationState({ request, state, coresGranted, executors, executorLimit }: ApplicationInfo): ApplicationState {
  const placed = [...executors].map(({ worker, cores, memoryMb }) => ({ worker: worker.id, cores, memoryMb }));
  return {
    ...request,
    executorLimit: Number.isFinite(executorLimit) ? executorLimit : undefined,
    state,
    executors: placed,
    coresElsewhere: coresGranted - placed.reduce((sum, { cores }) => sum + cores, 0),
  };
}
