import type { Stopwatch } from '../stopwatch.js';

export function startStopwatch(limit: number): Stopwatch {
  const end = now() + limit;
  return { left: () => Math.max(0, end - now()) };
}

/** Milliseconds of a clock that only goes forward. `performance` would load six modules of Node for it. */
const now = () => Number(process.hrtime.bigint() / 1000n) / 1000;

const watched = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when the signal is aborted, at once where it is. One signal ends a thousand requests: it has one listener of
 * ours for all, since Node takes long to add one, and warns of a leak where there are eleven.
 * @returns what calls it off
 */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) {
    act();
    return () => undefined;
  }
  const acts = watched.get(signal) ?? watch(signal);
  acts.add(act);
  return () => acts.delete(act);
}

function watch(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  watched.set(signal, acts);
  signal.addEventListener('abort', () => { for (const act of acts) act(); });
  return acts;
}

/**
 * A controller whose signal is aborted too when one of `parents` is, or after so many milliseconds. Not
 * `AbortSignal.timeout` and `any`: Node 20 forgets a signal that only `any` refers to (nodejs/node#54614), and what waits
 * for it waits for ever; and they cost a start 1 ms. The timer holds the process.
 */
export function abortable({ parents = [], after }: { readonly parents?: readonly AbortSignal[]; readonly after?: number }): AbortController {
  const controller = new AbortController();
  const { signal } = controller;
  if (after !== undefined) {
    const timer = setTimeout(() => { controller.abort(new DOMException(`not within ${String(after)} ms`, 'TimeoutError')); }, after);
    onAbort(signal, () => { clearTimeout(timer); });
  }
  for (const parent of parents) onAbort(parent, () => { controller.abort(parent.reason); });
  return controller;
}

/** What ends a source's requests: the end of the run, or of the source's own time. */
export const signalOf = ({ signal, deadline }: { readonly signal: AbortSignal; readonly deadline: number }): AbortSignal => abortable({ parents: [signal], after: deadline }).signal;

/** Waits; an abort ends the wait early, without an error. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => { forget(); resolve(); }, milliseconds);
    const forget = onAbort(signal, () => { clearTimeout(timer); resolve(); });
  });
}

/** Milliseconds until the next address is tried beside the one that has not answered yet. */
const STAGGER = 150;

/**
 * Tries in order, the next one beside the first where that one hesitates (as browsers do between IPv6 and IPv4,
 * RFC 8305). The first success wins and the others are called off; undefined when none succeeds.
 */
export async function firstSuccess<T>(tries: readonly ((signal: AbortSignal) => Promise<T | undefined>)[], signal: AbortSignal): Promise<T | undefined> {
  const over = abortable({ parents: [signal] });
  const either = over.signal;
  return new Promise((resolve) => {
    let open = tries.length;
    const win = (value: T | undefined) => { resolve(value); over.abort(); };
    const begin = async (at: number): Promise<void> => {
      const attempt = tries[at];
      if (attempt === undefined || either.aborted) return;
      const next = abortable({ parents: [either] });
      void pause(STAGGER, next.signal).then(() => begin(at + 1));
      const value = await attempt(either);
      open -= 1;
      if (value !== undefined) win(value);
      else if (open === 0) resolve(undefined);
      else next.abort();
    };
    if (open === 0) resolve(undefined);
    onAbort(signal, () => { resolve(undefined); });
    void begin(0);
  });
}
