import { describe, expect, test } from 'vitest';

import { explainWaits } from '#model/scheduler/explain.js';
import { explainDriver } from '#model/scheduler/explain-driver.js';

import { founding, job, stateAfter, worker } from './founding.js';

const waitsIn = (scenario: object) => explainWaits(stateAfter({ sparkVersion: '3.5.3', ...scenario }));
const lastWaitIn = (scenario: object) => waitsIn(scenario).at(-1);
const ONE_WORKER = [worker('w1', 4, 4096)];

describe('an application waits', () => {
  test('because all together ask for more than there is, and what is free lies in pieces', () => {
    const [first, second, third, fourth] = explainWaits(founding());

    expect([first, second]).toEqual([undefined, undefined]);
    expect(third?.sentence).toBe(
      '4 jobs x 2 cores = 8 > 6; bronze-a (2 cores) and bronze-b (2 cores) registered before it; 2 cores are free, but 1 on each worker, and an executor needs 2',
    );
    expect(fourth?.reason).toMatchObject({ kind: 'not-now', demand: { total: 8, has: 6 }, free: { cores: 2, mostCoresOnOneWorker: 1 } });
  });

  test('for ever, when no worker has the memory', () => {
    const wait = lastWaitIn({ workers: [worker('w1', 3, 3072), worker('w2', 2, 2048)], applications: [job('A', 2, { executorMemoryMb: 4096 })] });

    expect(wait?.sentence).toBe('asks 4096 MiB x 2 cores per executor; the largest worker has 3072 MiB x 3 (1024 MiB short)');
    expect(wait?.reason).toMatchObject({ kind: 'never', short: [{ dimension: 'memory', asks: 4096, most: 3072, worker: 'w1' }] });
  });

  test('for ever, when no worker has the cores', () => {
    const wait = lastWaitIn({ workers: ONE_WORKER, applications: [job('A', 6)] });

    expect(wait?.sentence).toBe('asks 1024 MiB x 6 cores per executor; the largest worker has 4096 MiB x 4 (2 cores short)');
  });

  test('for ever, when cores and memory are there but not together', () => {
    const wait = lastWaitIn({ workers: [worker('w1', 8, 1024), worker('w2', 1, 8192)], applications: [job('A', 4, { executorMemoryMb: 4096 })] });

    expect(wait?.reason).toMatchObject({ kind: 'never', short: [{ dimension: 'together' }] });
    expect(wait?.sentence).toBe('asks 4096 MiB x 4 cores per executor; no single worker has all of it');
  });

  test('for ever, when no worker has the graphics cards', () => {
    const wait = lastWaitIn({ workers: [{ ...worker('w1', 8, 8192), resources: { gpu: 1 } }], applications: [{ ...job('A', 1), resources: { gpu: 2 } }] });

    expect(wait?.sentence).toBe('asks 1024 MiB x 1 core x 2 gpu per executor; no worker has more than 1 gpu (1 gpu short)');
  });

  test('while no worker is ALIVE', () => {
    expect(lastWaitIn({ applications: [job('A', 1)] })?.sentence).toBe('no worker is ALIVE');
  });

  test('though nothing is wrong, when dynamic allocation asks for nothing', () => {
    expect(lastWaitIn({ workers: ONE_WORKER, applications: [job('A', 1, { executorLimit: 0 })] })?.reason).toEqual({ kind: 'idle' });
  });

  test('for ever, when its maximum is less than one executor', () => {
    const own = lastWaitIn({ workers: ONE_WORKER, applications: [job('A', 1, { executorCores: 2 })] });
    const masters = lastWaitIn({ workers: ONE_WORKER, defaultCores: 1, applications: [job('A', 2, { coresMax: undefined })] });

    expect(own?.sentence).toBe('spark.cores.max 1 is less than the 2 cores of one executor: it never gets any');
    expect(masters?.reason).toEqual({ kind: 'capped', by: 'spark.deploy.defaultCores', limit: 1, executorCores: 2 });
  });

  test('for memory, while cores are free', () => {
    const wait = lastWaitIn({ workers: ONE_WORKER, applications: [job('A', 1, { executorMemoryMb: 3500 }), job('B', 1)] });

    expect(wait?.sentence).toBe('A (1 core) registered before it; 3 cores are free, but with at most 596 MiB beside them, and an executor needs 1024 MiB');
  });

  test('behind one that has no maximum', () => {
    const wait = lastWaitIn({ workers: ONE_WORKER, applications: [{ name: 'shell' }, job('B', 1)] });

    expect(wait?.sentence).toBe('shell has no spark.cores.max and holds 4 of 4 cores; no core is free');
  });

  test('behind drivers and behind what nobody can name', () => {
    const wait = lastWaitIn({ workers: [{ ...worker('w1', 4, 4096), coresUsed: 2 }], drivers: [{ name: 'd1', cores: 2 }], applications: [job('B', 1)] });

    expect(wait?.sentence).toBe('1 job x 1 core + 2 of drivers + 2 of others = 5 > 4; drivers hold 2 cores; 2 cores are used by none of them; no core is free');
  });

  test('behind a crowd, of which only the first are named', () => {
    const crowd = Array.from({ length: 9 }, (_, at) => job(`A${at + 1}`, 1));
    const wait = lastWaitIn({ workers: [worker('w1', 9, 16384)], applications: [...crowd, job('B', 2)] });

    expect(wait?.sentence).toBe(
      '10 jobs of 11 cores in all = 11 > 9; A1 (1 core), A2 (1 core), A3 (1 core), A4 (1 core) and 5 more (9 cores together) registered before it; no core is free',
    );
  });

  test('until the next pass, when the Master had no reason to look', () => {
    const wait = lastWaitIn({ sparkVersion: '3.0.1', workers: [worker('w1', 2, 4096), worker('w2', 1, 4096)], applications: [job('A', 2, { executorCores: 1 })], events: [{ type: 'worker-lost', worker: 'w2' }] });

    expect(wait?.reason).toMatchObject({ kind: 'fits-now', executors: 1 });
  });
});

describe('an application that runs could have more', () => {
  test('but for the remainder of its maximum', () => {
    const wait = lastWaitIn({ workers: [worker('w1', 8, 8192)], applications: [job('A', 7, { executorCores: 2 })] });

    expect(wait?.sentence).toBe('spark.cores.max 7 is not a multiple of the 2 cores of an executor: 1 core of it will never be used');
  });

  test('but for its executor limit', () => {
    const wait = lastWaitIn({ workers: [worker('w1', 8, 8192)], applications: [job('A', 8, { executorCores: 2, executorLimit: 2 })] });

    expect(wait?.sentence).toBe('it has the 2 executors that its executor limit allows now');
  });

  test('but the workers are cut so that cores are left over, whoever else leaves', () => {
    const wait = lastWaitIn({ workers: [worker('w1', 3, 4096), worker('w2', 3, 4096)], applications: [job('A', 6, { executorCores: 2 })] });

    expect(wait?.sentence).toBe('2 cores are free, but 1 on each worker, and an executor needs 2; that is so even if all others leave');
  });

  test('and one with all that the cluster has, and no maximum, lacks nothing', () => {
    expect(waitsIn({ workers: ONE_WORKER, applications: [{ name: 'shell' }] })).toEqual([undefined]);
  });
});

describe('a driver in cluster mode waits', () => {
  const driverIn = (scenario: object) => {
    const state = stateAfter({ sparkVersion: '4.0.1', applications: [], ...scenario });
    const driver = state.drivers.at(-1);
    return driver === undefined ? '' : explainDriver(state, driver);
  };

  test('for ever, when no worker could hold it', () => {
    expect(driverIn({ workers: ONE_WORKER, drivers: [{ name: 'd', cores: 5 }] })).toBe('asks 1024 MiB x 5 cores for the driver; the largest worker has 4096 MiB x 4 (1 core short)');
  });

  test('for room', () => {
    expect(driverIn({ workers: ONE_WORKER, drivers: [{ name: 'd1', cores: 3 }, { name: 'd2', cores: 2 }] })).toBe('1 core is free, but the driver needs 2');
  });

  test('for its turn', () => {
    expect(driverIn({ workers: ONE_WORKER, maxDrivers: 1, drivers: [{ name: 'd1' }, { name: 'd2' }] })).toBe('spark.deploy.maxDrivers allows 1, and 1 run');
  });
});
