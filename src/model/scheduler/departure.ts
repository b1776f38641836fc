import type { ApplicationInfo, DriverInfo, ExecutorDesc, Master, WorkerInfo } from './master.js';
import { weigh } from './hunger.js';
import { offerEveryoneAgain, schedule } from './schedule.js';
import { amend, leaveOrder } from './worker-order.js';

/** An application ends, FINISHED or FAILED: its executors go, and others get their room in the same pass. */
export function removeApplication(master: Master, application: ApplicationInfo): void {
  master.queue.delete(application);
  for (const executor of application.executors) giveBack(master, executor);
  application.executors.clear();
  weigh(master, application);
  offerEveryoneAgain(master);
  schedule(master);
}

/** Takes one executor from its application and its worker. No pass. */
export function removeExecutor(master: Master, executor: ExecutorDesc): void {
  forget(master, executor);
  giveBack(master, executor);
  offerEveryoneAgain(master);
}

/**
 * Master.removeWorker: executors are LOST, drivers that are not supervised end
 * with ERROR (a pass for each, executors included), then one pass from 3.1 on.
 */
export function loseWorker(master: Master, worker: WorkerInfo): void {
  leaveOrder(master, worker);
  master.workers.delete(worker.id);
  for (const executor of worker.executors) forget(master, executor);
  for (const driver of worker.drivers) endDriver(master, driver, 'ERROR');
  offerEveryoneAgain(master);
  if (master.behaviour.passesAfterWorkerLoss) schedule(master);
}

/** Master.removeDriver. */
export function endDriver(master: Master, driver: DriverInfo, state: 'FINISHED' | 'ERROR'): void {
  const { worker, request } = driver;
  driver.state = state;
  driver.worker = undefined;
  master.runningDrivers -= 1;
  worker?.drivers.delete(driver);
  if (worker !== undefined && isAlive(master, worker)) {
    amend(master, worker, request.cores, request.memoryMb, () => giveBackResources(worker, request.resources ?? []));
  }
  offerEveryoneAgain(master);
  schedule(master);
}

/** Takes an executor off its application's account. */
function forget(master: Master, executor: ExecutorDesc): void {
  const { application, cores } = executor;
  application.executors.delete(executor);
  application.coresGranted -= cores;
  weigh(master, application);
}

function giveBack(master: Master, executor: ExecutorDesc): void {
  const { worker, cores, memoryMb, application } = executor;
  worker.executors.delete(executor);
  amend(master, worker, cores, memoryMb, () => giveBackResources(worker, application.shape.resources));
}

function giveBackResources({ resourcesFree }: WorkerInfo, resources: Iterable<readonly [string, number]>): void {
  for (const [name, amount] of resources) resourcesFree.set(name, (resourcesFree.get(name) ?? 0) + amount);
}

const isAlive = (master: Master, worker: WorkerInfo): boolean => master.workers.get(worker.id) === worker;
