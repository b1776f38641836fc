import type { DriverInfo, Master, WorkerInfo } from './master.js';
import { takeResource } from './executor-phase.js';
import { amend } from './worker-order.js';

/** Cluster-mode drivers come before all executors; one that fits nowhere stays queued and blocks nobody. */
export function startDrivers(master: Master): void {
  if (master.waitingDrivers.size === 0) return;
  if (spreadsDrivers(master)) spread(master);
  else pack(master);
}

const spreadsDrivers = ({ conf, behaviour }: Master): boolean =>
  !behaviour.ordersWorkersById || conf.spreadOutDrivers !== false;

/** 4.0, `spark.deploy.maxDrivers`: the driver stays queued, and so do those behind it. */
const atMostDrivers = ({ conf, behaviour, runningDrivers }: Master): boolean =>
  behaviour.ordersWorkersById && conf.maxDrivers !== undefined && runningDrivers >= conf.maxDrivers;

/**
 * Round the shuffled workers, each driver starting where the one before it
 * stopped. The shuffle is drawn only as far as somebody looks at it: a driver
 * that fits nowhere goes full circle, which tells and changes nothing.
 */
function spread(master: Master): void {
  const undrawn = [...master.workers.values()];
  const count = undrawn.length;
  const ring: WorkerInfo[] = [];
  let cursor = 0;
  for (const driver of [...master.waitingDrivers]) {
    if (atMostDrivers(master)) return;
    const fitting = [...master.workers.values()].filter((worker) => fits(master, driver, worker));
    if (fitting.length === 0) continue;
    master.interchangeable.link(fitting);
    for (let launched = false; !launched; cursor = (cursor + 1) % count) {
      if (cursor === ring.length) ring.push(...undrawn.splice(master.chance.draw(undrawn.length), 1));
      const worker = ring[cursor];
      if (worker === undefined || !fitting.includes(worker)) continue;
      launch(master, driver, worker);
      launched = true;
    }
  }
}

/** 4.0, `spark.deploy.spreadOutDrivers=false`: the first worker by id. */
function pack(master: Master): void {
  const byId = [...master.workers.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const driver of [...master.waitingDrivers]) {
    if (atMostDrivers(master)) return;
    const worker = byId.find((candidate) => fits(master, driver, candidate));
    if (worker !== undefined) launch(master, driver, worker);
  }
}

function fits({ behaviour }: Master, { request }: DriverInfo, worker: WorkerInfo): boolean {
  if (worker.memoryFreeMb < request.memoryMb || worker.coresFree < request.cores) return false;
  if (!behaviour.countsResources || request.resources === undefined) return true;
  return [...request.resources].every(([name, amount]) => (worker.resourcesFree.get(name) ?? 0) >= amount);
}

function launch(master: Master, driver: DriverInfo, worker: WorkerInfo): void {
  const { cores, memoryMb, resources } = driver.request;
  amend(master, worker, -cores, -memoryMb, () => {
    for (const [name, amount] of resources ?? []) takeResource(worker, name, amount);
  });
  worker.drivers.add(driver);
  driver.worker = worker;
  driver.state = 'RUNNING';
  master.waitingDrivers.delete(driver);
  master.runningDrivers += 1;
}
