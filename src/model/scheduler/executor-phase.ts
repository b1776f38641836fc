import type { ApplicationInfo, ExecutorDesc, ExecutorShape, Master, WorkerInfo } from './master.js';
import { fitsOn, unitsOn } from './executor-shape.js';
import { isHungry, weigh } from './hunger.js';
import { shareOut } from './share-out.js';
import { amend, usableWorkers } from './worker-order.js';

/**
 * Offers free cores to one application after the other, in queue order, each
 * taking all it may (Master.startExecutorsOnWorkers, 2.4 to 4.x). One that fits
 * nowhere blocks nobody.
 */
export function startExecutors(master: Master): void {
  if (master.unsettled === 'everyone') offerToAll(master);
  else for (const application of master.unsettled) offer(master, application);
}

function offerToAll(master: Master): void {
  const { hungry } = master;
  for (let at = 0; at < hungry.length && master.coresFree > 0; ) {
    const application = hungry[at];
    if (application === undefined) break;
    offer(master, application);
    // Whoever was fed has left the list, and the next stands in its place.
    if (hungry[at] === application) at += 1;
  }
}

function offer(master: Master, application: ApplicationInfo): void {
  const { shape } = application;
  if (shape.exhaustedIn === master.era || !isHungry(application)) return;

  for (const [worker, units] of dealFor(master, application)) {
    if (units > 0) launch(master, application, worker, units);
  }
  weigh(master, application);
  if (isHungry(application)) shape.exhaustedIn = master.era;
}

/** Who of the workers gets how many units, in launch order. Nothing is launched yet. */
function dealFor(master: Master, application: ApplicationInfo): (readonly [WorkerInfo, number])[] {
  const { shape, cap, coresGranted, executors, executorLimit } = application;
  const units = Math.floor((cap - coresGranted) / shape.unit);
  const launches = executorLimit - executors.size;
  // Nobody past these can be dealt anything: each that fits takes a unit at the least, and starts an executor.
  const usable = usableWorkers(master, shape, Math.min(units, launches));

  const rooms = usable.map((worker) => unitsOn(shape, worker));
  const shares = shareOut(shape.grows ? units : Math.min(units, launches), rooms, master.conf.spreadOut);
  const deal = usable.map((worker, at) => [worker, shares[at] ?? 0] as const);
  if (!master.behaviour.ordersWorkersById) noteChance(master, shape, deal);
  return deal;
}

/** Before 4.0 a worker that gets something could have been any of its equals. */
function noteChance(master: Master, shape: ExecutorShape, deal: readonly (readonly [WorkerInfo, number])[]): void {
  let noted = -1;
  for (const [worker, units] of deal) {
    if (units === 0 || worker.coresFree === noted) continue;
    noted = worker.coresFree;
    master.interchangeable.choose(worker.coresFree, shape, (other) => fitsOn(shape, other));
  }
}

function launch(master: Master, application: ApplicationInfo, worker: WorkerInfo, units: number): void {
  const { unit, grows, memoryMb, resources } = application.shape;
  const [count, cores] = grows ? [1, units] : [units, unit];
  amend(master, worker, -count * cores, -count * memoryMb, () => {
    for (const [name, amount] of resources) takeResource(worker, name, count * amount);
  });
  for (let n = 0; n < count; n += 1) {
    const executor: ExecutorDesc = { application, worker, cores, memoryMb };
    worker.executors.add(executor);
    application.executors.add(executor);
  }
  application.coresGranted += count * cores;
  application.state = 'RUNNING';
  // The worker reports each RUNNING before anything else happens, and that forgives earlier failures.
  application.failures = 0;
}

export function takeResource({ resourcesFree }: WorkerInfo, name: string, amount: number): void {
  resourcesFree.set(name, (resourcesFree.get(name) ?? 0) - amount);
}
