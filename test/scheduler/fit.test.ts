import { describe, expect, test } from 'vitest';

import type { Declared } from '#model/scheduler/declared.js';
import { fit } from '#model/scheduler/fit.js';
import { howManyMore } from '#model/scheduler/headroom.js';
import { recommend } from '#model/scheduler/recommend.js';
import { strandedFor } from '#model/scheduler/stranded.js';
import { between } from '#model/scheduler/uncertain.js';

import { founding, job, JOBS, worker } from './founding.js';

const WANTED = 0.3;
const conf = { sparkVersion: '3.5.3', spreadOut: true };
const declared = (more: Partial<Declared>): Declared => ({ conf, workers: [worker('w1', 3, 3072), worker('w2', 3, 3072)], drivers: [], jobs: [], ...more });

describe('will it fit', () => {
  test('four jobs of 1 core do, with a third of the cores to spare', () => {
    const answer = fit(declared({ jobs: JOBS.map((name) => job(name, 1)) }), WANTED);

    expect(answer.jobs.map(({ verdict }) => verdict)).toEqual(['runs-fully', 'runs-fully', 'runs-fully', 'runs-fully']);
    expect(answer).toMatchObject({ keepsHeadroom: 'yes', cores: { total: { least: 6, most: 6 }, used: { least: 4, most: 4 } }, complete: true });
    expect(answer.headroom?.least).toBeCloseTo(1 / 3);
  });

  test('four jobs of 2 cores do not: two wait, and the answer says why', () => {
    const answer = fit(declared({ jobs: JOBS.map((name) => job(name, 2)) }), WANTED);

    expect(answer.jobs.map(({ verdict }) => verdict)).toEqual(['runs-fully', 'runs-fully', 'waits', 'waits']);
    expect(answer.jobs[2]?.wait?.sentence).toContain('4 jobs x 2 cores = 8 > 6');
    expect(answer.stranded).toEqual([{ size: expect.objectContaining({ executorCores: 2 }) as unknown, executors: 0, cores: 2, memoryMb: 4096 }]);
  });

  test('a driver in cluster mode comes first', () => {
    const answer = fit(declared({ workers: [worker('w1', 2, 2048)], drivers: [{ name: 'd', cores: 1, memoryMb: 1024 }, { name: 'large', cores: 9, memoryMb: 1024 }], jobs: [job('A', 2, { executorCores: 1 })] }), WANTED);

    expect(answer.jobs[0]).toMatchObject({ verdict: 'runs-partly', cores: { least: 1, most: 1 } });
    expect(answer.drivers).toEqual([
      { name: 'd', verdict: 'runs', sentence: undefined },
      { name: 'large', verdict: 'waits', sentence: 'asks 1024 MiB x 9 cores for the driver; the largest worker has 2048 MiB x 2 (7 cores short)' },
    ]);
  });

  test('a size that is not visible makes the answer a range, not a guess', () => {
    const jobs = JOBS.map((name) => job(name, 2)).map((one) => ({ ...one, executorCores: { oneOf: [undefined, 1, 2] as const } }));
    const answer = fit(declared({ jobs }), WANTED);

    expect(answer.jobs.map(({ verdict }) => verdict)).toEqual(['runs-fully', 'runs-fully', 'depends', 'depends']);
    expect(answer.jobs[2]).toMatchObject({ possible: ['runs-fully', 'waits'], cores: { least: 0, most: 2 } });
    expect(answer.cores.used).toEqual({ least: 4, most: 6 });
    expect(answer.keepsHeadroom).toBe('depends');
  });

  test('a worker whose size is only known to lie between two, too', () => {
    const workers = [{ id: 'w1', cores: between({ least: 2, most: 8 }, 4), memoryMb: 8192 }];
    const answer = fit(declared({ workers, jobs: [job('A', 4)] }), WANTED);

    expect(answer.jobs[0]).toMatchObject({ verdict: 'depends', possible: ['waits', 'runs-fully'] });
    expect(answer.cores.total).toEqual({ least: 2, most: 8 });
  });

  test('says when there was too much uncertainty to play every case', () => {
    const jobs = Array.from({ length: 12 }, (_, at) => ({ ...job(`J${at}`, 1), executorMemoryMb: { oneOf: [512, 1024] as const } }));
    const answer = fit(declared({ jobs }), WANTED);

    expect(answer.complete).toBe(false);
    expect(answer.cores.used).toEqual({ least: 6, most: 6 });
  });

  test('nothing fits where nothing is declared', () => {
    const answer = fit(declared({ workers: [], jobs: [job('A', 1)] }), WANTED);

    expect(answer).toMatchObject({ headroom: undefined, keepsHeadroom: 'no', jobs: [{ verdict: 'waits', wait: { sentence: 'no worker is ALIVE' } }] });
  });
});

describe('sizing', () => {
  const workload = (cores: number) => ({ conf, workers: [worker('w1', 3, 3072), worker('w2', 3, 3072)], drivers: [], jobs: JOBS.map((name) => job(name, cores)) });

  test('lists who runs with 1, 2, 3 cores a job, and recommends the largest that leaves the headroom', () => {
    const { alternatives, largestUniform } = recommend(workload(2), WANTED);

    expect(alternatives.map(({ coresPerJob, running, cores, strandedCores, keepsHeadroom }) => [coresPerJob, running.length, cores.used, strandedCores, keepsHeadroom])).toEqual([
      [1, 4, 4, 0, true],
      [2, 2, 4, 2, true],
      [3, 2, 6, 0, false],
    ]);
    expect(largestUniform?.coresPerJob).toBe(1);
  });

  test('counts the fewest workers of that size that hold everything', () => {
    expect(recommend(workload(2), WANTED).fewestWorkers).toMatchObject({ workers: 4, like: { cores: 3, memoryMb: 3072 }, cores: { total: 12, used: 8 } });
    expect(recommend(workload(1), WANTED).fewestWorkers).toMatchObject({ workers: 2 });
  });

  test('has no count where a job fits no such worker, or takes whatever there is', () => {
    expect(recommend(workload(4), WANTED).fewestWorkers).toBeUndefined();
    expect(recommend({ ...workload(1), jobs: [{ name: 'shell', executorMemoryMb: 1024 }] }, WANTED).fewestWorkers).toBeUndefined();
  });
});

describe('headroom', () => {
  test('counts further executors by cores and memory, worker by worker', () => {
    const state = founding();

    expect(howManyMore(state, { executorCores: 1, executorMemoryMb: 1024 })).toMatchObject({ executors: 2, byWorker: [{ worker: 'w1', executors: 1 }, { worker: 'w2', executors: 1 }] });
    expect(howManyMore(state, { executorCores: 2, executorMemoryMb: 1024 }).executors).toBe(0);
    expect(howManyMore(state, { executorCores: 1, executorMemoryMb: 2560 }).executors).toBe(0);
    expect(howManyMore(state, { executorMemoryMb: 1024 })).toMatchObject({ executors: 2, cores: 2 });
  });

  test('what no executor of a size can use is stranded', () => {
    const [one, two] = strandedFor(founding(), [{ executorCores: 1, executorMemoryMb: 1024 }, { executorCores: 2, executorMemoryMb: 1024 }]);

    expect(one).toMatchObject({ executors: 2, cores: 0, memoryMb: 2048 });
    expect(two).toMatchObject({ executors: 0, cores: 2, memoryMb: 4096 });
  });
});
