import type { WorkerSelectionPolicy } from './cluster-state.js';
import type { ExecutorShape, Master, WorkerInfo } from './master.js';
import { fitsOn } from './executor-shape.js';

type Comparison = (a: WorkerInfo, b: WorkerInfo) => number;

/** Spark compares ids as text, by UTF-16 code unit, as JavaScript does: w10 comes before w2. */
const byId: Comparison = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Master.scala 4.0: a key with the id behind it; DESC is that whole order reversed, ids included. */
const POLICIES = {
  CORES_FREE_ASC: (a, b) => a.coresFree - b.coresFree || byId(a, b),
  CORES_FREE_DESC: (a, b) => b.coresFree - a.coresFree || byId(b, a),
  MEMORY_FREE_ASC: (a, b) => a.memoryFreeMb - b.memoryFreeMb || byId(a, b),
  MEMORY_FREE_DESC: (a, b) => b.memoryFreeMb - a.memoryFreeMb || byId(b, a),
  WORKER_ID: byId,
} as const satisfies Record<WorkerSelectionPolicy, Comparison>;

/** Up to 3.5: most free cores first, equal ones as chance has it. */
const byFreeCoresThenChance: Comparison = (a, b) => b.coresFree - a.coresFree || a.rank - b.rank;

const policyOf = ({ conf }: Master): WorkerSelectionPolicy => conf.workerSelectionPolicy ?? 'CORES_FREE_DESC';

const comparisonOf = (master: Master): Comparison =>
  master.behaviour.ordersWorkersById ? POLICIES[policyOf(master)] : byFreeCoresThenChance;

const mostCoresFirst = (master: Master): boolean =>
  !master.behaviour.ordersWorkersById || policyOf(master) === 'CORES_FREE_DESC';

/** The first workers on which the shape fits, `atMost` of them. */
export function usableWorkers(master: Master, shape: ExecutorShape, atMost: number): WorkerInfo[] {
  const usable: WorkerInfo[] = [];
  const stopsWhenCoresEnd = mostCoresFirst(master);
  for (const worker of master.order) {
    if (usable.length >= atMost) break;
    if (stopsWhenCoresEnd && worker.coresFree < shape.unit) break;
    if (fitsOn(shape, worker)) usable.push(worker);
  }
  return usable;
}

/** Changes what is free on a worker and keeps the order true. */
export function amend(master: Master, worker: WorkerInfo, cores: number, memoryMb: number, change?: () => void): void {
  leaveOrder(master, worker);
  worker.moves += 1;
  worker.coresFree += cores;
  worker.memoryFreeMb += memoryMb;
  change?.();
  enterOrder(master, worker);
}

export function enterOrder(master: Master, worker: WorkerInfo): void {
  if (!master.behaviour.ordersWorkersById) master.interchangeable.arrive(worker);
  master.order.splice(placeOf(master, worker), 0, worker);
  master.coresFree += Math.max(0, worker.coresFree);
}

export function leaveOrder(master: Master, worker: WorkerInfo): void {
  master.order.splice(placeOf(master, worker), 1);
  master.coresFree -= Math.max(0, worker.coresFree);
}

/** Where the worker stands, or would. No two workers compare equal: ids and ranks are unique. */
function placeOf(master: Master, worker: WorkerInfo): number {
  const { order } = master;
  const compare = comparisonOf(master);
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = order[middle];
    if (other !== undefined && compare(other, worker) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
