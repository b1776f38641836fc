import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { answerScenario } from '#model/scheduler/answer.js';
import { scenarioSchema } from '#model/scheduler/scenario.js';

import { arbitraryScenario } from './arbitrary-scenario.js';
import { job, JOBS, worker } from './founding.js';

function waysOutOf(name: string, scenario: object) {
  const { applications } = answerScenario(scenarioSchema.parse({ sparkVersion: '3.5.3', ...scenario }));
  return applications.find((application) => application.name === name)?.waitsBecause?.waysOut ?? [];
}
const sentences = (name: string, scenario: object) => waysOutOf(name, scenario).map(({ sentence }) => sentence);

/** Where nothing of the right size is free, a change can only make possible what was not; and a remainder may have no use. */
const HOPELESS = ['never', 'capped', 'remainder'];

describe('ways out', () => {
  test('where nobody has a core to spare another one ends, and one more worker would do', () => {
    const scenario = { workers: [worker('w1', 2, 4096)], applications: [job('A', 1), job('B', 1), job('C', 1)] };

    expect(sentences('C', scenario)).toEqual([
      'end B, which holds 1 core: C runs with 1 core',
      'give worker w1 3 cores instead of 2: C runs with 1 core',
      'add a worker of 1 core, 1024 MiB: C runs with 1 core',
    ]);
  });

  test('of a maximum below one executor in a full cluster: the size with which it can run at all', () => {
    const scenario = { workers: [worker('w1', 2, 4096)], applications: [job('A', 2), job('B', 1, { executorCores: 2 })] };

    expect(sentences('B', scenario)).toEqual(['give B spark.executor.cores=1 instead of 2: B can run then, once there is room']);
  });

  test('of the founding incident: a smaller executor, smaller jobs, a larger worker, one more', () => {
    const scenario = { workers: [worker('w1', 3, 3072), worker('w2', 3, 3072)], applications: JOBS.map((name) => job(name, 2)) };

    expect(sentences('silver-a', scenario)).toEqual([
      'give silver-a spark.executor.cores=1 instead of 2: silver-a runs with 2 cores',
      'give all 4 applications spark.cores.max=1 and spark.executor.cores=1: silver-a runs with 1 core',
      'give worker w1 4 cores instead of 3: silver-a runs with 2 cores',
      'add a worker of 2 cores, 1024 MiB: silver-a runs with 2 cores',
    ]);
  });

  test('of an executor that is too large for every worker', () => {
    const scenario = { workers: [worker('w1', 4, 4096)], applications: [job('A', 2, { executorMemoryMb: 6000 })] };

    expect(sentences('A', scenario)).toEqual([
      'give A spark.executor.memory=4096m instead of 6000m: A runs with 2 cores',
      'give worker w1 6000 MiB instead of 4096: A runs with 2 cores',
      'add a worker of 2 cores, 6000 MiB: A runs with 2 cores',
    ]);
  });

  test('of an executor too large for every worker, in a cluster that is full', () => {
    const scenario = { workers: [worker('w1', 2, 4096)], applications: [job('A', 2), job('B', 3, { executorMemoryMb: 512 })] };

    expect(waysOutOf('B', scenario)[0]).toMatchObject({ sentence: 'give B spark.executor.cores=2 instead of 3: B can run then, once there is room', cores: 0 });
  });

  test('of waiting behind one without a maximum: a maximum for it, or a default for all', () => {
    const scenario = { workers: [worker('w1', 6, 8192)], applications: [{ name: 'shell' }, job('B', 2)] };

    expect(sentences('B', scenario)).toEqual([
      'give shell spark.cores.max=5 instead of no maximum: B runs with 2 cores',
      'give all 2 applications spark.cores.max=3 and spark.executor.cores=3: B runs with 3 cores',
      'set spark.deploy.defaultCores=3 on the master instead of none: B runs with 2 cores',
    ]);
  });

  test('of a remainder: executors that divide it, or a maximum that they divide', () => {
    const scenario = { workers: [worker('w1', 8, 8192)], applications: [job('A', 7, { executorCores: 3 })] };

    expect(sentences('A', scenario)).toEqual(['give A spark.executor.cores=1 instead of 3: A has 7 cores']);
  });

  test('are none for an application that wants nothing', () => {
    expect(waysOutOf('A', { workers: [worker('w1', 1, 1024)], applications: [job('A', 1, { executorLimit: 0 })] })).toEqual([]);
  });

  test('are not tried in clusters where that would take long', () => {
    const many = Array.from({ length: 30 }, (_, at) => at + 1);
    const { applications } = answerScenario(
      scenarioSchema.parse({ workers: many.map((n) => worker(`w${n}`, 1, 1024)), applications: many.map((n) => job(`A${n}`, 2)) }),
    );

    expect(applications[0]?.waitsBecause?.waysOut).toBeNull();
  });

  test('each give more than there was, whatever the cluster; for what can never run, the chance to', () => {
    fc.assert(
      fc.property(arbitraryScenario, (raw) => {
        for (const { cores, waitsBecause } of answerScenario(scenarioSchema.parse(raw)).applications) {
          for (const way of waitsBecause?.waysOut ?? []) expect(way.cores).toBeGreaterThan(HOPELESS.includes(waitsBecause?.kind ?? '') ? -1 : cores);
        }
      }),
      { numRuns: 150 },
    );
  });
});
