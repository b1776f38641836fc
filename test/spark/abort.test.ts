import { getEventListeners } from 'node:events';

import { describe, expect, it, vi } from 'vitest';

import { abortable, onAbort, pause } from '#evidence/http/timing/sensor.js';

describe('what hangs on a signal', () => {
  it('is all called back when it is aborted, but for what was called off', () => {
    const { signal, abort } = controlled();
    const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()];
    onAbort(signal, first);
    const forget = onAbort(signal, second);
    onAbort(signal, third);

    forget();
    abort();
    abort();

    expect([first, second, third].map((act) => act.mock.calls.length)).toEqual([1, 0, 1]);
  });

  it('is called back at once where it was aborted before', () => {
    const { signal, abort } = controlled();
    const act = vi.fn();
    abort();

    onAbort(signal, act)();

    expect(act).toHaveBeenCalledOnce();
  });

  it('costs one listener, so that Node warns of no leak', () => {
    const { signal } = controlled();

    for (let at = 0; at < 100; at += 1) onAbort(signal, () => undefined);

    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it('may call off what follows it', () => {
    const { signal, abort } = controlled();
    const second = vi.fn();
    onAbort(signal, () => { forget(); });
    const forget = onAbort(signal, second);

    abort();

    expect(second).not.toHaveBeenCalled();
  });
});

describe('a controller of parents', () => {
  it('is aborted with the first of them, for its reason', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const { signal } = abortable({ parents: [one.signal, other.signal] });

    other.abort(new Error('the run is over'));

    expect(signal.reason).toEqual(new Error('the run is over'));
  });

  it('is aborted from the start where one of them was', () => {
    expect(abortable({ parents: [AbortSignal.abort()] }).signal.aborted).toBe(true);
  });

  it('is aborted when its time is over, and says how long that was', async () => {
    const { signal } = abortable({ after: 5 });

    await new Promise<void>((resolve) => { onAbort(signal, resolve); });

    expect(signal.reason).toMatchObject({ name: 'TimeoutError', message: 'not within 5 ms' });
  });
});

it('a wait ends early with its signal, also with one that was aborted before', async () => {
  const { signal, abort } = controlled();
  const waiting = pause(60_000, signal);

  abort();

  await expect(Promise.all([waiting, pause(60_000, signal)])).resolves.toHaveLength(2);
});

function controlled() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => { controller.abort(); } };
}
