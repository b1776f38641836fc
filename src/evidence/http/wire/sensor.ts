import type { WireAnswer } from './answer.js';
import { exchangeOf, type Exchange, type WireRequest } from './exchange/sensor.js';
import { lineOver, type Connect, type Connection, type Line } from './line/sensor.js';

/** Connections to one place. */
export interface Lines {
  /**
   * Rejects with the socket's error, or with one whose code begins with `HPE_` where the other side speaks no HTTP;
   * where signal or clock ended it, with any.
   */
  readonly ask: (request: WireRequest) => Promise<WireAnswer>;
  /** Ends all connections, and what is under way. */
  readonly close: () => void;
}

/** How many connections are opened: `few` at once, further ones up to `most` where what waits for one has waited a moment. */
export interface Width {
  readonly few: number;
  readonly most: number;
}

/** Milliseconds. A place that answers quickly is asked quickest over few connections: each that is opened wakes both sides. */
const MOMENT = 5;

/**
 * HTTP/1.1 over connections that stay open; GET and HEAD alone, which may be asked anew where a kept connection turns
 * out to be closed. Node's own client would cost 10 to 20 ms of a short run: unlike ours, its functions
 * are compiled anew in every process (docs/decisions/0013).
 */
export function linesTo(connect: Connect, { few, most }: Width): Lines {
  const idle: Line[] = [];
  const open = new Set<Line>();
  const queue: Exchange[] = [];
  let busy = 0;
  let allowed = few;
  let moved = 0;
  let widening: NodeJS.Timeout | undefined;

  const next = () => {
    while (busy < allowed && queue.length > 0) {
      const exchange = queue.shift();
      if (exchange === undefined || exchange.isOver) continue;
      busy += 1;
      const line = idle.pop();
      if (line === undefined) begin(exchange);
      else line.ask(exchange);
    }
    clearTimeout(widening);
    moved += 1;
    if (queue.length > 0 && allowed < most) widening = setTimeout(() => { setImmediate(widen, moved); }, MOMENT);
  };
  // If it was us who had no time: what came in the meantime is read before an immediate runs.
  const widen = (before: number) => {
    if (moved !== before) return;
    allowed += 1;
    next();
  };
  const ready = () => {
    busy -= 1;
    next();
  };
  const begin = (exchange: Exchange) => {
    const fail = (error: unknown) => {
      exchange.fail(error instanceof Error ? error : new Error(String(error)));
      ready();
    };
    try {
      let line: Line | undefined;
      const made = connect((chunk) => line?.take(chunk));
      if (made instanceof Promise) made.then((socket) => { line = converse(socket, exchange); }, fail);
      else line = converse(made, exchange);
    } catch (error) {
      fail(error);
    }
  };
  const converse = (socket: Connection, first: Exchange): Line => {
    const keep = () => {
      idle.push(line);
      ready();
    };
    const gone = (stale: Exchange | undefined) => {
      open.delete(line);
      const at = idle.indexOf(line);
      if (stale !== undefined) {
        stale.cancel = stale.fail;
        queue.unshift(stale);
      }
      if (at < 0) ready();
      else idle.splice(at, 1);
    };
    const line: Line = lineOver(socket, { free: keep, gone });
    open.add(line);
    if (first.isOver) keep();
    else line.ask(first);
    return line;
  };
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        queue.push(exchangeOf(request, resolve, reject));
        next();
      }),
    close: () => { for (const line of open) line.cut(new Error('closed')); },
  };
}
