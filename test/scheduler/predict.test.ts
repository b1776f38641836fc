import { describe, expect, test } from 'vitest';

import { grantedTo, type ClusterState } from '#model/scheduler/cluster-state.js';
import { lessInterruptive } from '#model/scheduler/less-interruptive.js';
import { predict, type Remedy } from '#model/scheduler/predict.js';

import { founding, job, JOBS, stateAfter, worker } from './founding.js';

const recreate = (names: readonly string[], cores: number, pace: Remedy['pace'] = 'all-stop-first'): Remedy => ({
  restarts: names.map((name) => ({ leaves: name, joins: job(name, cores) })),
  workers: [],
  pace,
});

const coresOf = ({ applications }: ClusterState) => Object.fromEntries(applications.map((application) => [application.name, grantedTo(application)]));
const usedOn = ({ workers }: ClusterState) => workers.map(({ coresUsed }) => coresUsed);

describe('the founding incident after', () => {
  test.each(['all-stop-first', 'one-after-another'] as const)('all four recreated with 1 core (%s): everyone runs, a third is free', (pace) => {
    const { state, headroom } = predict(founding(), recreate(JOBS, 1, pace));

    expect(coresOf(state)).toEqual({ 'bronze-a': 1, 'bronze-b': 1, 'silver-a': 1, 'silver-b': 1 });
    expect(usedOn(state)).toEqual([2, 2]);
    expect(headroom).toBeCloseTo(1 / 3);
  });

  test('a restart with the old 2 cores: as before', () => {
    const { state } = predict(founding(), recreate(JOBS, 2));

    expect(coresOf(state)).toEqual({ 'bronze-a': 2, 'bronze-b': 2, 'silver-a': 0, 'silver-b': 0 });
  });

  test('only the two that wait recreated: everyone runs, nothing is free', () => {
    const { state, headroom } = predict(founding(), recreate(['silver-a', 'silver-b'], 1));

    expect(coresOf(state)).toEqual({ 'bronze-a': 2, 'bronze-b': 2, 'silver-a': 1, 'silver-b': 1 });
    expect(headroom).toBe(0);
  });

  test('only the two that run recreated: those that waited get theirs', () => {
    const { state } = predict(founding(), recreate(['bronze-a', 'bronze-b'], 1));

    expect(coresOf(state)).toEqual({ 'silver-a': 2, 'silver-b': 2, 'bronze-a': 1, 'bronze-b': 1 });
  });

  test('both workers replaced by workers of 4 cores: everyone runs, executors having been lost on the way', () => {
    const workers = ['w1', 'w2'].map((id) => ({ lost: id, joins: worker(`${id} again`, 4, 4096) }));
    const { state } = predict(founding(), { restarts: [], workers, pace: 'all-stop-first' });

    expect(coresOf(state)).toEqual({ 'bronze-a': 2, 'bronze-b': 2, 'silver-a': 2, 'silver-b': 2 });
    expect(usedOn(state)).toEqual([4, 4]);
  });
});

test('at the loss of a worker its applications take what is free elsewhere, before it is back', () => {
  const state = stateAfter({
    sparkVersion: '3.5.3',
    workers: [worker('w1', 4, 4096), worker('w2', 2, 4096)],
    applications: [job('A', 4, { executorCores: 2 }), job('B', 2)],
    events: [{ type: 'finish', application: 'B' }],
  });
  const { state: after } = predict(state, { restarts: [], workers: [{ lost: 'w1', joins: worker('w3', 4, 4096) }], pace: 'all-stop-first' });

  expect(after.applications[0]?.executors.map(({ worker: id }) => id)).toEqual(['w2', 'w3']);
});

test('what a worker holds for nobody known stays held', () => {
  const state = stateAfter({ sparkVersion: '3.5.3', workers: [{ ...worker('w1', 4, 4096), coresUsed: 2 }], applications: [job('A', 2)] });
  const { state: after } = predict(state, recreate(['A'], 3));

  expect(coresOf(after)).toEqual({ A: 0 });
  expect(usedOn(after)).toEqual([2]);
});

test('a job that only leaves makes room, one that only joins is last', () => {
  const { state } = predict(founding(), { restarts: [{ leaves: 'bronze-a' }, { joins: job('late', 1) }], workers: [], pace: 'all-stop-first' });

  expect(coresOf(state)).toEqual({ 'bronze-b': 2, 'silver-a': 2, 'silver-b': 0, late: 1 });
});

describe('the less interruptive part of a remedy', () => {
  test('is the two that wait, at the price of all headroom', () => {
    const part = lessInterruptive(founding(), recreate(JOBS, 1));

    expect(part?.remedy.restarts.map(({ leaves }) => leaves)).toEqual(['silver-a', 'silver-b']);
    expect(part?.interrupts).toEqual([]);
    expect(part?.prediction.headroom).toBe(0);
    expect(part?.headroomLost).toBeCloseTo(1 / 3);
  });

  test('is undefined where only the whole remedy helps, or nothing does', () => {
    expect(lessInterruptive(founding(), recreate(['silver-a', 'silver-b'], 1))).toBeUndefined();
    expect(lessInterruptive(founding(), recreate(JOBS, 2))).toBeUndefined();
  });

  test('counts those who hold no core before those who do, also in long lists', () => {
    const names = Array.from({ length: 15 }, (_, at) => `J${at + 1}`);
    const crowded = stateAfter({ sparkVersion: '3.5.3', workers: [worker('w1', 20, 32768)], applications: names.map((name) => job(name, 2)) });
    const part = lessInterruptive(crowded, recreate(names, 1));

    expect(part?.interrupts).toEqual(['J1', 'J2', 'J3', 'J4', 'J5'].slice(0, part?.interrupts.length));
    expect(part?.prediction.state.applications.every((application) => grantedTo(application) > 0)).toBe(true);
  });
});
