import { onAbort } from '../../timing/sensor.js';
import type { WireAnswer } from '../answer.js';

export interface WireRequest {
  readonly method: 'GET' | 'HEAD';
  /** With the query, encoded. */
  readonly path: string;
  /** `Host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this request, its wait for a connection among them. */
  readonly timeout?: number | undefined;
}

/** A request on its way. */
export interface Exchange {
  /** What goes over the wire. */
  readonly head: string;
  readonly bodiless: boolean;
  readonly resolve: (answer: WireAnswer) => void;
  /** It failed. */
  readonly fail: (error: Error) => void;
  /** It is over: nobody watches signal and clock any more. */
  readonly done: () => void;
  isOver: boolean;
  /** What signal and clock do: fail it, or cut the connection that it was sent over. */
  cancel: (error: Error) => void;
}

/** Begins to watch signal and clock. @throws where method, path or a header hold what would be another line. */
export function exchangeOf({ method, path, headers, signal, timeout }: WireRequest, resolve: Exchange['resolve'], reject: (error: Error) => void): Exchange {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, ...lines];
  if (head.some((line) => UNSENDABLE.test(line))) throw new Error('a header or a path holds what no request may');
  const abort = () => { exchange.cancel(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })); };
  const timer = timeout === undefined ? undefined : setTimeout(abort, timeout);
  let forget: (() => void) | undefined;
  const done = () => {
    exchange.isOver = true;
    clearTimeout(timer);
    forget?.();
  };
  const fail = (error: Error) => {
    done();
    reject(error);
  };
  const exchange: Exchange = { head: `${head.join('\r\n')}\r\n\r\n`, bodiless: method === 'HEAD', resolve, fail, done, isOver: false, cancel: fail };
  if (signal !== undefined) forget = onAbort(signal, abort);
  return exchange;
}

const UNSENDABLE = /[^\t\x20-\xff]/;
