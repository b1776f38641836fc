import { expect, test } from 'vitest';

import { observed } from '#evidence/evidence.js';
import type { EngineEvent } from '#evidence/engine-events/schema.js';
import { endsOf, lastEnd } from '#model/container-end.js';

import { modelOf } from '../rules/judge.js';
import { shortId, snapshotOf } from '../rules/stack.js';

const ID = shortId(0).padEnd(64, 'f');
const STARTED = '2026-01-19T09:00:00.000Z';
const DIED = '2026-01-19T09:30:00.000Z';

const event = (action: string, time: string, more: Partial<EngineEvent> = {}): EngineEvent => ({ container: ID, action, time, ...more });
const die = (exitCode: number) => event('die', DIED, { exitCode });

function viewWith(events: readonly EngineEvent[] | undefined, state: object, since = '2026-01-19T08:00:00.000Z') {
  const stopped = { Status: 'exited', Running: false, StartedAt: STARTED, FinishedAt: DIED, OOMKilled: false, ...state };
  const seen = events === undefined ? {} : { 'engine-events': observed({ events: [...events], since }) };
  const model = modelOf(snapshotOf({ job: { command: 'spark-submit job.py', container: { state: stopped } } }, seen));
  const [view] = [...model.containers.values()];
  if (view === undefined) throw new Error('no container');
  return view;
}

test.each([
  ['killed by the kernel, its events say so', [event('start', STARTED), event('oom', '2026-01-19T09:29:59.500Z'), die(137)], 'out-of-memory'],
  ['killed by docker kill', [event('start', STARTED), event('kill', DIED, { signal: '9' }), die(137)], 'killed'],
  ['stopped, and killed once its grace period was over', [event('kill', '2026-01-19T09:29:50.000Z', { signal: '15' }), event('kill', DIED, { signal: '9' }), die(137)], 'stopped'],
  ['killed where the engine remembers the time and no oom', [die(137)], 'killed'],
  ['killed long after a child was killed for memory', [event('oom', '2026-01-19T09:05:00.000Z'), event('kill', DIED, { signal: '9' }), die(137)], 'killed'],
] as const)('a container that ended with 137 was %s', (_, events, cause) => {
  expect(lastEnd(viewWith(events, { ExitCode: 137 }))).toMatchObject({ exitCode: 137, cause });
});

test('what happened before the engine can remember stays open', () => {
  expect(lastEnd(viewWith([die(137)], { ExitCode: 137 }, DIED))?.cause).toBe('killed-or-out-of-memory');
  expect(lastEnd(viewWith(undefined, { ExitCode: 137 }))?.cause).toBe('killed-or-out-of-memory');
});

test.each([
  [{ ExitCode: 137, OOMKilled: true }, 'out-of-memory'],
  [{ ExitCode: 0 }, 'finished'],
  [{ ExitCode: 143 }, 'stopped'],
  [{ ExitCode: 1 }, 'failed'],
])('without events the state tells: %j', (state, cause) => {
  expect(lastEnd(viewWith(undefined, state))).toMatchObject({ cause, lived: 1800, at: new Date(DIED) });
});

test('a container that was restarted has several ends, and none last one while it runs', () => {
  const events = [event('start', STARTED), event('die', '2026-01-19T09:01:00.000Z', { exitCode: 1 }), event('start', '2026-01-19T09:01:01.000Z'), die(0), event('start', '2026-01-19T09:30:01.000Z')];
  const view = viewWith(events, { Status: 'running', Running: true, StartedAt: '2026-01-19T09:30:01.000Z', ExitCode: 0 });

  expect(endsOf(view).map(({ exitCode, cause, lived }) => [exitCode, cause, lived])).toEqual([[1, 'failed', 60], [0, 'finished', 1739]]);
  expect(lastEnd(view)).toBeUndefined();
});
