import { describe, expect, test } from 'vitest';

import { UserError } from '../../src/cli/errors.js';
import { simulateCluster } from '../../src/cli/simulate.js';
import type { ScenarioAnswer } from '#model/scheduler/answer.js';

import { job, JOBS, worker } from './founding.js';

const FOUNDING = JSON.stringify({ id: 'founding', sparkVersion: '3.5.3', workers: [worker('w1', 3, 3072), worker('w2', 3, 3072)], applications: JOBS.map((name) => job(name, 2)) });

describe('simulate --cluster --format json', () => {
  test('answers line for line', () => {
    const lines = simulateCluster(`${FOUNDING}\n{"id":"empty"}\n`, 'json').split('\n');

    expect(lines.map((line) => (line === '' ? '' : (JSON.parse(line) as ScenarioAnswer).id))).toEqual(['founding', 'empty', '']);
  });

  test('says who holds what, where, and why the others wait', () => {
    const answer = JSON.parse(simulateCluster(FOUNDING, 'json')) as ScenarioAnswer;

    expect(answer.applications[0]).toEqual({ name: 'bronze-a', state: 'RUNNING', cores: 2, executors: [{ worker: 'w1', cores: 2, memoryMb: 1024 }], waitsBecause: null });
    expect(answer.applications[3]?.waitsBecause).toMatchObject({ kind: 'not-now', free: { lacks: null } });
    expect(answer.workers).toEqual([{ id: 'w1', coresUsed: 2, memoryUsedMb: 1024 }, { id: 'w2', coresUsed: 2, memoryUsedMb: 1024 }]);
    expect(answer.interchangeable).toEqual([['w1', 'w2']]);
  });
});

describe('simulate --cluster', () => {
  test('draws the workers, explains who waits, and sums up last', () => {
    const text = simulateCluster(FOUNDING, 'text');

    expect(text).toMatchInlineSnapshot(`
      "founding   4/6 cores used, 2 free (33 % headroom)

      w1  [AA].  2/3 cores  1024/3072 MiB
      w2  [BB].  2/3 cores  1024/3072 MiB

      Spark chooses among w1, w2 by chance: they may have changed places.

      A  bronze-a  RUNNING  2 cores  on w1
      B  bronze-b  RUNNING  2 cores  on w2
      C  silver-a  WAITING  0 cores
         waits: 4 jobs x 2 cores = 8 > 6; bronze-a (2 cores) and bronze-b (2 cores)
           registered before it; 2 cores are free, but 1 on each worker, and an
           executor needs 2
         > give silver-a spark.executor.cores=1 instead of 2: silver-a runs with 2
           cores
         > give all 4 applications spark.cores.max=1 and spark.executor.cores=1:
           silver-a runs with 1 core
         > give worker w1 4 cores instead of 3: silver-a runs with 2 cores
         > add a worker of 2 cores, 1024 MiB: silver-a runs with 2 cores
      D  silver-b  WAITING  0 cores
         waits: 4 jobs x 2 cores = 8 > 6; bronze-a (2 cores) and bronze-b (2 cores)
           registered before it; 2 cores are free, but 1 on each worker, and an
           executor needs 2
         > give silver-b spark.executor.cores=1 instead of 2: silver-b runs with 2
           cores
         > give all 4 applications spark.cores.max=1 and spark.executor.cores=1:
           silver-b runs with 1 core
         > add a worker of 4 cores, 2048 MiB: silver-b runs with 2 cores

      4 applications: 2 with cores, 2 without
      "
    `);
  });

  test('lets no escape sequence of a name through', () => {
    const text = simulateCluster(JSON.stringify({ workers: [worker('w\u001b[2J', 1, 1024)], applications: [job('A\u001b]0;x\u0007', 1)] }), 'text');

    expect(text).not.toContain('\u001b');
    expect(text).toContain('A\\u{1b}]0;x');
  });
});

test('a file that is no scenario is the user’s to mend', () => {
  expect(() => simulateCluster('{"workers":[{"id":"w"}]}', 'json')).toThrow(UserError);
  expect(() => simulateCluster('{"workers":[{"id":"w"}]}', 'json')).toThrow('workers[0].cores: expected a whole number, found nothing');
});
