import { expect, test } from 'vitest';

import { drawPlain, pictureOf } from '#model/scheduler/picture.js';

import { founding, job, stateAfter, worker } from './founding.js';

test('a worker is a row, an executor a block with the letter of its application', () => {
  const picture = pictureOf(founding());

  expect(drawPlain(picture)).toBe('w1  [AA].  2/3 cores  1024/3072 MiB\nw2  [BB].  2/3 cores  1024/3072 MiB\n');
  expect(picture.legend[2]).toEqual({ letter: 'C', application: 'silver-a', state: 'WAITING', cores: 0 });
  expect(picture.rows[0]?.blocks).toEqual([
    { kind: 'executor', application: 0, letter: 'A', cores: 2 },
    { kind: 'free', cores: 1 },
  ]);
});

test('drivers, and what nobody can name, are shown apart', () => {
  const state = stateAfter({ workers: [{ ...worker('spark-worker', 6, 8192), coresUsed: 2, memoryUsedMb: 512 }], drivers: [{ name: 'd' }], applications: [job('A', 2, { executorCores: 1 })] });

  expect(drawPlain(pictureOf(state))).toBe('spark-worker  [A][A][@][??].  5/6 cores  3584/8192 MiB\n');
});

test('large workers are told in numbers', () => {
  const state = stateAfter({ workers: [worker('w1', 64, 65536), worker('w2', 2, 4096)], applications: [job('A', 48)] });

  expect(drawPlain(pictureOf(state))).toBe('w1  [A 48] 16 free  48/64 cores  1024/65536 MiB\nw2  ..              0/2 cores  0/4096 MiB\n');
});
