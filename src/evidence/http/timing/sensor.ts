import type { Stopwatch } from '../stopwatch.js';

export function startStopwatch(limit: number): Stopwatch {
  const end = now() + limit;
  return { left: () => Math.max(0, end - now()) };
}

/** Milliseconds of a clock that only goes forward. `performance` would load six modules of Node for it. */
const now = () => Number(process.hrtime.bigint() / 1000n) / 1000;

/**
 * Aborts after so many milliseconds. Not `AbortSignal.timeout`: Node 20 forgets one that only `AbortSignal.any` refers to
 * (nodejs/node#54614), and what waits for it waits for ever. The timer holds this one, and the process too.
 */
export function timeOver(milliseconds: number): AbortSignal {
  const over = new AbortController();
  setTimeout(() => { over.abort(new DOMException(`not within ${String(milliseconds)} ms`, 'TimeoutError')); }, milliseconds);
  return over.signal;
}

/** Waits; an abort ends the wait early, without an error. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); signal.removeEventListener('abort', done); resolve(); };
    const timer = setTimeout(done, milliseconds);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}

/** Milliseconds until the next address is tried beside the one that has not answered yet. */
const STAGGER = 150;

/**
 * Tries in order, the next one beside the first where that one hesitates (as browsers do between IPv6 and IPv4,
 * RFC 8305). The first success wins and the others are called off; undefined when none succeeds.
 */
export async function firstSuccess<T>(tries: readonly ((signal: AbortSignal) => Promise<T | undefined>)[], signal: AbortSignal): Promise<T | undefined> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  return new Promise((resolve) => {
    let open = tries.length;
    const win = (value: T | undefined) => { resolve(value); over.abort(); };
    const begin = async (at: number): Promise<void> => {
      const attempt = tries[at];
      if (attempt === undefined || either.aborted) return;
      const next = new AbortController();
      void pause(STAGGER, AbortSignal.any([either, next.signal])).then(() => begin(at + 1));
      const value = await attempt(either);
      open -= 1;
      if (value !== undefined) win(value);
      else if (open === 0) resolve(undefined);
      else next.abort();
    };
    if (open === 0) resolve(undefined);
    signal.addEventListener('abort', () => { resolve(undefined); }, { once: true });
    void begin(0);
  });
}
