import type { ApplicationRequest, DriverRequest, WorkerSize } from './cluster-state.js';
import type { ApplicationInfo, DriverInfo, Master, WorkerInfo } from './master.js';
import { shapeOf } from './executor-shape.js';
import { weigh } from './hunger.js';
import { offerAgain, offerEveryoneAgain, schedule } from './schedule.js';
import { enterOrder } from './worker-order.js';

/** RegisterWorker: it starts empty. An id that is ALIVE already is a duplicate, and nothing happens. */
export function registerWorker(master: Master, size: WorkerSize): void {
  if (master.workers.has(size.id)) return;
  enlistWorker(master, size);
  schedule(master);
}

/** Enters a worker into the books without a pass. */
export function enlistWorker(master: Master, { id, cores, memoryMb, resources }: WorkerSize): WorkerInfo {
  const worker: WorkerInfo = {
    id,
    cores,
    memoryMb,
    resources,
    rank: master.chance.rankOf(master.appeared.length, id),
    moves: 0,
    linkedTo: undefined,
    resourcesFree: new Map(resources),
    executors: new Set(),
    drivers: new Set(),
    coresFree: cores,
    memoryFreeMb: memoryMb,
  };
  master.appeared.push(worker);
  master.workers.set(worker.id, worker);
  enterOrder(master, worker);
  offerEveryoneAgain(master);
  return worker;
}

/** RegisterApplication: last in the queue, whoever it was before. */
export function registerApplication(master: Master, request: ApplicationRequest, coresElsewhere = 0): void {
  offerAgain(master, enlistApplication(master, request, coresElsewhere));
  schedule(master);
}

/** Enters an application into the books without a pass. One that holds cores already is RUNNING. */
export function enlistApplication(master: Master, request: ApplicationRequest, coresElsewhere: number): ApplicationInfo {
  const application: ApplicationInfo = {
    request,
    shape: shapeOf(master, request),
    cap: request.coresMax ?? master.conf.defaultCores ?? Infinity,
    place: master.registered,
    executors: new Set(),
    state: coresElsewhere > 0 ? 'RUNNING' : 'WAITING',
    coresGranted: coresElsewhere,
    executorLimit: request.executorLimit ?? Infinity,
    failures: 0,
  };
  master.registered += 1;
  master.queue.add(application);
  master.applications.set(request.name, application);
  weigh(master, application);
  return application;
}

/** RequestSubmitDriver. */
export function submitDriver(master: Master, request: DriverRequest): void {
  const driver: DriverInfo = { request, state: 'SUBMITTED', worker: undefined };
  master.drivers.push(driver);
  master.waitingDrivers.add(driver);
  schedule(master);
}
