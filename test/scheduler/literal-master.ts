/**
 * Spark's Master.scala, line for line and as slow: one object of lists, every
 * pass over everything, cores dealt one unit at a time. Written to be compared
 * with, so it shares no code with the port.
 */
import type { Scenario } from '#model/scheduler/scenario.js';

import type { OracleAnswer } from './oracle.js';

type WorkerSpec = Pick<Scenario['workers'][number], 'id' | 'cores' | 'memoryMb' | 'resources'>;
type AppSpec = Scenario['applications'][number];
type DriverSpec = Scenario['drivers'][number];
interface Worker { id: string; coresFree: number; memFree: number; free: Map<string, number>; spec: WorkerSpec; alive: boolean; appeared: number }
interface Exec { worker: Worker; cores: number; memoryMb: number }
interface App { spec: AppSpec; execs: Exec[]; state: string; limit: number; failures: number }
interface Driver { spec: DriverSpec; state: string; worker: Worker | null }

const add = (free: Map<string, number>, amounts: ReadonlyMap<string, number>, times: number) => {
  for (const [name, amount] of amounts) free.set(name, (free.get(name) ?? 0) + times * amount);
};

export function playLiterally(scenario: Scenario): OracleAnswer {
  const [major = 3, minor = 5] = (scenario.sparkVersion ?? '').split('.').map(Number);
  const is4 = major >= 4;
  const workers: Worker[] = [];
  const drivers: Driver[] = [];
  let queue: App[] = [];
  const byName = new Map<string, App>();
  const alive = () => workers.filter((worker) => worker.alive);
  const amounts = (resources: ReadonlyMap<string, number>) => (major >= 3 ? resources : new Map<string, number>());
  const has = (worker: Worker, resources: ReadonlyMap<string, number>, times = 1) =>
    [...amounts(resources)].every(([name, amount]) => (worker.free.get(name) ?? 0) - times * amount >= amount || amount === 0);

  function sorted(usable: Worker[]): Worker[] {
    const id = (a: Worker, b: Worker) => (a.id < b.id ? -1 : 1);
    if (!is4) return usable.sort((a, b) => b.coresFree - a.coresFree || a.appeared - b.appeared);
    const asc = {
      CORES_FREE: (a: Worker, b: Worker) => a.coresFree - b.coresFree || id(a, b),
      MEMORY_FREE: (a: Worker, b: Worker) => a.memFree - b.memFree || id(a, b),
    };
    switch (scenario.workerSelectionPolicy ?? 'CORES_FREE_DESC') {
      case 'CORES_FREE_ASC': return usable.sort(asc.CORES_FREE);
      case 'CORES_FREE_DESC': return usable.sort(asc.CORES_FREE).reverse();
      case 'MEMORY_FREE_ASC': return usable.sort(asc.MEMORY_FREE);
      case 'MEMORY_FREE_DESC': return usable.sort(asc.MEMORY_FREE).reverse();
      case 'WORKER_ID': return usable.sort(id);
    }
  }

  function driverPhase(): void {
    const order = is4 && !scenario.spreadOutDrivers ? alive().sort((a, b) => (a.id < b.id ? -1 : 1)) : alive();
    let cursor = 0;
    for (const driver of drivers.filter(({ state }) => state === 'SUBMITTED')) {
      const running = drivers.filter(({ state }) => state === 'RUNNING').length;
      if (is4 && scenario.maxDrivers !== undefined && running >= scenario.maxDrivers) continue;
      if (is4 && !scenario.spreadOutDrivers) cursor = 0;
      for (let visited = 0; visited < order.length && driver.state === 'SUBMITTED'; visited += 1) {
        const worker = order[cursor];
        cursor = (cursor + 1) % order.length;
        const { cores, memoryMb, resources } = driver.spec;
        if (worker === undefined || worker.memFree < memoryMb || worker.coresFree < cores || !has(worker, resources, 0)) continue;
        worker.memFree -= memoryMb;
        worker.coresFree -= cores;
        add(worker.free, amounts(resources), -1);
        driver.state = 'RUNNING';
        driver.worker = worker;
      }
    }
  }

  function offer(app: App): void {
    const { spec } = app;
    const { executorCores: c, executorMemoryMb: mem, resources } = spec;
    const need = c ?? 1;
    const left = (spec.coresMax ?? scenario.defaultCores ?? Infinity) - spec.coresGranted - app.execs.reduce((sum, { cores }) => sum + cores, 0);
    if (left < need) return;
    const usable = sorted(alive().filter((w) => w.memFree >= mem && w.coresFree >= need && has(w, resources, 0)));
    let budget = Math.min(left, usable.reduce((sum, w) => sum + w.coresFree, 0));
    const cores = usable.map(() => 0);
    const execs = usable.map(() => 0);
    const fits = (at: number) => {
      const [w, given = 0, started = 0] = [usable[at], cores[at], execs[at]];
      if (w === undefined || budget < need || w.coresFree - given < need) return false;
      if (c === undefined && started === 1) return true;
      if (w.memFree - started * mem < mem || !has(w, resources, started)) return false;
      return execs.reduce((sum, n) => sum + n, 0) + app.execs.length < app.limit;
    };
    let ring = usable.map((_, at) => at).filter(fits);
    while (ring.length > 0) {
      for (const at of ring) {
        while (fits(at)) {
          budget -= need;
          cores[at] = (cores[at] ?? 0) + need;
          execs[at] = c === undefined ? 1 : (execs[at] ?? 0) + 1;
          if (scenario.spreadOut) break;
        }
      }
      ring = ring.filter(fits);
    }
    usable.forEach((worker, at) => {
      const given = cores[at] ?? 0;
      const sizes = c === undefined ? [given].filter((size) => size > 0) : Array.from({ length: given / c }, () => c);
      for (const size of sizes) {
        worker.coresFree -= size;
        worker.memFree -= mem;
        add(worker.free, amounts(resources), -1);
        app.execs.push({ worker, cores: size, memoryMb: mem });
        app.state = 'RUNNING';
        app.failures = 0;
      }
    });
  }

  const schedule = () => {
    driverPhase();
    for (const app of queue) offer(app);
  };

  const giveBack = (app: App, exec: Exec) => {
    exec.worker.coresFree += exec.cores;
    exec.worker.memFree += exec.memoryMb;
    add(exec.worker.free, amounts(app.spec.resources), 1);
  };
  const drop = (app: App, exec: Exec) => {
    app.execs = app.execs.filter((other) => other !== exec);
    giveBack(app, exec);
  };
  const end = (app: App) => {
    queue = queue.filter((other) => other !== app);
    for (const exec of app.execs) giveBack(app, exec);
    app.execs = [];
    schedule();
  };
  const endDriver = (driver: Driver, state: string) => {
    const { worker, spec } = driver;
    if (worker !== null) {
      worker.coresFree += spec.cores;
      worker.memFree += spec.memoryMb;
      add(worker.free, amounts(spec.resources), 1);
    }
    driver.state = state;
    driver.worker = null;
    schedule();
  };
  const join = (spec: WorkerSpec) => {
    if (alive().some(({ id }) => id === spec.id)) return;
    workers.push({ id: spec.id, coresFree: spec.cores, memFree: spec.memoryMb, free: new Map(spec.resources), spec, alive: true, appeared: workers.length });
    schedule();
  };
  const register = (spec: AppSpec) => {
    const app = { spec, execs: [], state: spec.coresGranted > 0 ? 'RUNNING' : 'WAITING', limit: spec.executorLimit ?? Infinity, failures: 0 };
    queue.push(app);
    byName.set(spec.name, app);
    schedule();
  };
  const submit = (spec: DriverSpec) => {
    drivers.push({ spec, state: 'SUBMITTED', worker: null });
    schedule();
  };
  const live = (name: string) => queue.find((app) => app === byName.get(name));

  for (const worker of scenario.workers) join(worker);
  scenario.workers.forEach(({ coresUsed, memoryUsedMb }, at) => {
    const worker = workers[at];
    if (worker === undefined) return;
    worker.coresFree -= coresUsed;
    worker.memFree -= memoryUsedMb;
  });
  for (const driver of scenario.drivers) submit(driver);
  for (const app of scenario.applications) register(app);
  for (const event of scenario.events) {
    if (event.type === 'register') register(event.application);
    else if (event.type === 'worker-joined') join(event.worker);
    else if (event.type === 'driver-submitted') submit(event.driver);
    else if (event.type === 'driver-finished') {
      const driver = drivers.findLast(({ spec }) => spec.name === event.driver);
      if (driver?.state === 'RUNNING') endDriver(driver, 'FINISHED');
    } else if (event.type === 'worker-lost') {
      const worker = alive().find(({ id }) => id === event.worker);
      if (worker === undefined) continue;
      worker.alive = false;
      for (const app of queue) app.execs = app.execs.filter((exec) => exec.worker !== worker);
      for (const driver of drivers) if (driver.worker === worker) endDriver(driver, 'ERROR');
      if (major > 3 || (major === 3 && minor >= 1)) schedule();
    } else {
      const app = live(event.application);
      if (app === undefined) continue;
      if (event.type === 'finish') end(app);
      else if (event.type === 'executor-limit') {
        app.limit = event.limit;
        schedule();
      } else {
        const exec = app.execs[event.executor];
        if (exec === undefined) continue;
        drop(app, exec);
        if (event.type === 'executor-exited' && ++app.failures >= 10 && app.execs.length === 0) end(app);
        else schedule();
      }
    }
  }
  return {
    applications: queue.map(({ spec, state, execs }) => ({
      name: spec.name,
      state,
      cores: spec.coresGranted + execs.reduce((sum, { cores }) => sum + cores, 0),
      executors: execs.map(({ worker, cores, memoryMb }) => ({ worker: worker.id, cores, memoryMb })),
    })),
    drivers: drivers.map(({ spec, state, worker }) => ({ name: spec.name, state, worker: worker?.id ?? null })),
    workers: alive().map(({ id, spec, coresFree, memFree }) => ({ id, coresUsed: spec.cores - coresFree, memoryUsedMb: spec.memoryMb - memFree })),
  };
}
