import { assertNever } from '#language.js';

import type { ApplicationRequest, DriverRequest, WorkerSize } from './cluster-state.js';
import type { ApplicationInfo, DriverInfo, ExecutorDesc, Master, WorkerInfo } from './master.js';
import { endDriver, loseWorker, removeApplication, removeExecutor } from './departure.js';
import { weigh } from './hunger.js';
import { registerApplication, registerWorker, submitDriver } from './registration.js';
import { offerAgain, schedule } from './schedule.js';

/** Something that happens to a cluster: a message that the Master receives, with the passes it makes of it. */
export type ClusterEvent =
  | { readonly type: 'finish'; readonly application: string }
  | { readonly type: 'register'; readonly application: ApplicationRequest & { readonly coresElsewhere?: number } }
  | { readonly type: 'worker-lost'; readonly worker: string }
  | { readonly type: 'worker-joined'; readonly worker: WorkerSize }
  /** Dynamic allocation moves its target. Lowering it kills nothing. */
  | { readonly type: 'executor-limit'; readonly application: string; readonly limit: number }
  /** It ended by itself, with code 1. `executor` counts those alive in launch order, from 0. */
  | { readonly type: 'executor-exited'; readonly application: string; readonly executor: number }
  /** The application gave it up. Its limit stays, so another may be launched at once. */
  | { readonly type: 'executor-killed'; readonly application: string; readonly executor: number }
  | { readonly type: 'driver-submitted'; readonly driver: DriverRequest }
  | { readonly type: 'driver-finished'; readonly driver: string };

/** `spark.deploy.maxExecutorRetries`: bad ends in a row after which an application FAILED, unless one is RUNNING. */
const MAX_EXECUTOR_RETRIES = 10;

/** Lets it happen. What concerns somebody who is not there does nothing. */
export function happen(master: Master, event: ClusterEvent): void {
  switch (event.type) {
    case 'register':
      registerApplication(master, event.application, event.application.coresElsewhere);
      break;
    case 'worker-joined':
      registerWorker(master, event.worker);
      break;
    case 'driver-submitted':
      submitDriver(master, event.driver);
      break;
    case 'worker-lost':
      withWorker(master, event.worker, (worker) => loseWorker(master, worker));
      break;
    case 'driver-finished':
      withDriver(master, event.driver, (driver) => endDriver(master, driver, 'FINISHED'));
      break;
    case 'finish':
      withApplication(master, event.application, (application) => removeApplication(master, application));
      break;
    case 'executor-limit':
      withApplication(master, event.application, (application) => moveLimit(master, application, event.limit));
      break;
    case 'executor-exited':
      withExecutor(master, event, (executor) => exit(master, executor));
      break;
    case 'executor-killed':
      withExecutor(master, event, (executor) => kill(master, executor));
      break;
    default:
      assertNever(event);
  }
}

function withWorker(master: Master, id: string, act: (worker: WorkerInfo) => void): void {
  const worker = master.workers.get(id);
  if (worker !== undefined) act(worker);
}

function withDriver(master: Master, name: string, act: (driver: DriverInfo) => void): void {
  const driver = master.drivers.findLast(({ request }) => request.name === name);
  if (driver?.state === 'RUNNING') act(driver);
}

function withApplication(master: Master, name: string, act: (application: ApplicationInfo) => void): void {
  const application = master.applications.get(name);
  if (application !== undefined && master.queue.has(application)) act(application);
}

function withExecutor(
  master: Master,
  { application: name, executor: number }: { readonly application: string; readonly executor: number },
  act: (executor: ExecutorDesc) => void,
): void {
  withApplication(master, name, ({ executors }) => {
    const executor = [...executors][number];
    if (executor !== undefined) act(executor);
  });
}

function moveLimit(master: Master, application: ApplicationInfo, limit: number): void {
  application.executorLimit = limit;
  weigh(master, application);
  offerAgain(master, application);
  schedule(master);
}

function kill(master: Master, executor: ExecutorDesc): void {
  removeExecutor(master, executor);
  schedule(master);
}

/** It crashed. Every executor alive is RUNNING, so only the last one's end can make its application FAILED. */
function exit(master: Master, executor: ExecutorDesc): void {
  const { application } = executor;
  removeExecutor(master, executor);
  application.failures += 1;
  if (application.failures >= MAX_EXECUTOR_RETRIES && application.executors.size === 0) removeApplication(master, application);
  else schedule(master);
}
