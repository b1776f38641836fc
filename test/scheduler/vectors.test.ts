import { describe, expect, test } from 'vitest';

import { stateAfter } from './founding.js';

const UNSET = null;

/** Spark's own MasterSuite: 3 workers of 10 cores and 4096 MiB, one application; cores by worker, spread and packed. */
const MASTER_SUITE: readonly (readonly [memoryMb: number, executorCores: number | null, coresMax: number | null, limit: number | null, spread: number[], packed: number[]])[] = [
  [1024, UNSET, UNSET, UNSET, [10, 10, 10], [10, 10, 10]],
  [3072, UNSET, UNSET, UNSET, [10, 10, 10], [10, 10, 10]],
  [1024, UNSET, 8, UNSET, [3, 3, 2], [8, 0, 0]],
  [1024, UNSET, 16, UNSET, [6, 5, 5], [10, 6, 0]],
  [1024, 2, UNSET, UNSET, [8, 8, 8], [8, 8, 8]],
  [256, 2, UNSET, UNSET, [10, 10, 10], [10, 10, 10]],
  [256, 3, UNSET, UNSET, [9, 9, 9], [9, 9, 9]],
  [256, 2, 4, UNSET, [2, 2, 0], [4, 0, 0]],
  [256, 2, 20, UNSET, [8, 6, 6], [10, 10, 0]],
  [256, 3, 20, UNSET, [6, 6, 6], [9, 9, 0]],
  [256, UNSET, UNSET, 0, [0, 0, 0], [0, 0, 0]],
  [256, UNSET, UNSET, 2, [10, 10, 0], [10, 10, 0]],
  [256, UNSET, UNSET, 5, [10, 10, 10], [10, 10, 10]],
  [256, UNSET, 16, 2, [8, 8, 0], [10, 6, 0]],
  [256, UNSET, 16, 5, [6, 5, 5], [10, 6, 0]],
  [256, 4, UNSET, 2, [4, 4, 0], [8, 0, 0]],
  [256, 4, UNSET, 5, [8, 8, 4], [8, 8, 4]],
  [256, 4, 18, 2, [4, 4, 0], [8, 0, 0]],
  [256, 4, 18, 5, [8, 4, 4], [8, 8, 0]],
];

function coresByWorker(spreadOut: boolean, application: object): number[] {
  const workers = ['w1', 'w2', 'w3'].map((id) => ({ id, cores: 10, memoryMb: 4096 }));
  return stateAfter({ sparkVersion: '3.5.3', spreadOut, workers, applications: [{ name: 'A', ...application }] }).workers.map(({ coresUsed }) => coresUsed);
}

test.each(MASTER_SUITE)('executors of %i MiB and %o cores, maximum %o, limit %o', (executorMemoryMb, executorCores, coresMax, executorLimit, spread, packed) => {
  const application = { executorMemoryMb, executorCores, coresMax, executorLimit };

  expect(coresByWorker(true, application)).toEqual(spread);
  expect(coresByWorker(false, application)).toEqual(packed);
});

/** WorkerSelectionSuite of 4.0: workers 10001 (5 cores, 1280 MiB), 10002 (6, 5120), 10003 (7, 3840). */
const SELECTION_SUITE = [
  ['CORES_FREE_ASC', ['10001', '10002'], ['10001']],
  ['CORES_FREE_DESC', ['10002', '10003'], ['10003']],
  ['MEMORY_FREE_ASC', ['10001', '10003'], ['10001']],
  ['MEMORY_FREE_DESC', ['10002', '10003'], ['10002']],
  ['WORKER_ID', ['10001', '10002'], ['10001']],
] as const;

test.each(SELECTION_SUITE)('policy %s uses these workers', (workerSelectionPolicy, spread, packed) => {
  const used = (spreadOut: boolean) =>
    stateAfter({
      sparkVersion: '4.0.1',
      spreadOut,
      workerSelectionPolicy,
      workers: [
        { id: '10001', cores: 5, memoryMb: 1280 },
        { id: '10002', cores: 6, memoryMb: 5120 },
        { id: '10003', cores: 7, memoryMb: 3840 },
      ],
      applications: [{ name: 'A', coresMax: 4, executorCores: 2, executorMemoryMb: 128 }],
    }).workers.flatMap(({ id, coresUsed }) => (coresUsed > 0 ? [id] : []));

  expect(used(true)).toEqual(spread);
  expect(used(false)).toEqual(packed);
});

describe('releases differ', () => {
  const story = (sparkVersion: string, more: object) => stateAfter({ sparkVersion, ...more });

  test('2.4 does not hear of graphics cards', () => {
    const cards = { workers: [{ id: 'w1', cores: 4, memoryMb: 4096 }], applications: [{ name: 'A', resources: { gpu: 1 } }] };

    expect(story('2.4.5', cards).applications[0]?.state).toBe('RUNNING');
    expect(story('3.0.1', cards).applications[0]?.state).toBe('WAITING');
  });

  test('before 3.1 a lost worker is no reason to look at the queue', () => {
    const loss = {
      workers: [{ id: 'w1', cores: 4, memoryMb: 4096 }, { id: 'w2', cores: 2, memoryMb: 4096 }],
      applications: [{ name: 'A', coresMax: 4, executorCores: 2 }, { name: 'B', coresMax: 2, executorCores: 2 }],
      events: [{ type: 'worker-lost', worker: 'w2' }],
    };

    expect(story('3.0.1', loss).applications[0]?.executors).toHaveLength(1);
    expect(story('3.1.0', loss).applications[0]?.executors).toHaveLength(1);
    expect(story('3.0.1', { ...loss, applications: loss.applications.slice(0, 1) }).workers[0]?.coresUsed).toBe(2);
    expect(story('3.1.0', { ...loss, applications: loss.applications.slice(0, 1) }).workers[0]?.coresUsed).toBe(4);
  });

  test('equal workers are taken by chance up to 3.5, and by id as text from 4.0', () => {
    const equal = { workers: ['w2', 'w10', 'w9'].map((id) => ({ id, cores: 1, memoryMb: 1024 })), applications: [{ name: 'A', coresMax: 2 }] };

    expect(story('4.0.1', equal).applications[0]?.executors.map(({ worker }) => worker)).toEqual(['w9', 'w2']);
  });

  test('ten executors in a row that end badly, and none left, make an application FAILED', () => {
    const crashing = (times: number) =>
      story('3.5.3', {
        workers: [{ id: 'w1', cores: 12, memoryMb: 16384 }],
        applications: [{ name: 'A', executorCores: 1 }],
        events: [
          { type: 'executor-limit', application: 'A', limit: 0 },
          ...Array.from({ length: times }, () => ({ type: 'executor-exited', application: 'A' })),
        ],
      }).applications;

    expect(crashing(11)).toHaveLength(1);
    expect(crashing(12)).toHaveLength(0);
  });
});
