import type { Duplex } from 'node:stream';

import { HTTPParser } from 'http-parser-js';

import { createBody, type Body } from '../body.js';
import type { Exchange } from '../exchange/sensor.js';

/** One connection, asked one thing after the other. */
export interface Line {
  /** Sends a request; the one before it is over. */
  readonly ask: (exchange: Exchange) => void;
  /** What came over the connection. */
  readonly take: (chunk: Buffer) => void;
  /** Ends the connection, and what is under way with this error. */
  readonly cut: (error: Error) => void;
}

/** A socket of Node's; what is unused does not hold the process. */
export type Connection = Duplex & { ref?(): unknown; unref?(): unknown };

/** Opens a connection that hands what comes to `take`, which may keep it. */
export type Connect = (take: (chunk: Buffer) => void) => Connection | Promise<Connection>;

interface Uses {
  /** The next request may follow. */
  readonly free: () => void;
  /** None can follow; called once. `stale`: a kept connection that the other side had closed before it heard this request, which says nothing. */
  readonly gone: (stale: Exchange | undefined) => void;
}

/** HTTP/1.1 over a socket (RFC 9112), its grammar left to the parser. */
export function lineOver(socket: Connection, { free, gone }: Uses): Line {
  let current: Exchange | undefined;
  let body: Body | undefined;
  let [asked, heard, kept, interim, over] = [0, false, false, false, false];

  const lose = (error: Error) => {
    if (over) return;
    over = true;
    socket.destroy();
    const [lost, open] = [current, body];
    current = body = undefined;
    const stale = lost !== undefined && asked > 1 && !heard && CLOSED.has(codeOf(error) ?? '') ? lost : undefined;
    gone(stale);
    if (stale !== undefined) return;
    if (open === undefined) return lost?.fail(error);
    lost?.done();
    open.fail(error);
  };
  const stop = () => { lose(new Error('nobody wants the rest')); };

  const parser = new HTTPParser(HTTPParser.RESPONSE);
  parser[HTTPParser.kOnHeadersComplete] = ({ statusCode, statusMessage, headers, shouldKeepAlive }) => {
    interim = statusCode < 200; // 1xx: the answer itself follows.
    if (interim || current === undefined) return 0;
    kept = shouldKeepAlive;
    const own = (body = createBody(() => { if (body === own) stop(); }));
    const leave = () => void own.read(() => false).catch(() => undefined);
    current.resolve({ status: statusCode, statusText: statusMessage, headers: byName(headers), read: own.read, leave });
    return current.bodiless ? 1 : 0;
  };
  parser[HTTPParser.kOnBody] = (chunk) => body?.push(chunk);
  parser[HTTPParser.kOnMessageComplete] = () => {
    if (interim) return;
    current?.done();
    body?.end();
    current = body = undefined;
    if (!kept) { stop(); return; }
    socket.unref?.();
    free();
  };

  const end = () => { lose(body !== undefined ? new Error('the answer broke off') : coded(new Error('the connection was closed'), heard ? 'HPE_INVALID' : 'ECONNRESET')); };
  socket.on('end', () => {
    if (body !== undefined) parser.finish(); // A body with neither length nor chunks ends with the connection.
    end();
  });
  socket.on('error', lose);
  socket.on('close', end);

  return {
    cut: lose,
    take: (chunk) => {
      heard = true;
      if (current === undefined) { stop(); return; } // Nobody asked.
      const taken = parser.execute(chunk);
      if (taken instanceof Error) lose(coded(taken, 'HPE_INVALID'));
    },
    ask: (exchange) => {
      current = exchange;
      exchange.cancel = lose;
      asked += 1;
      heard = false;
      socket.ref?.();
      socket.write(exchange.head, 'latin1');
    },
  };
}

const CLOSED = new Set(['ECONNRESET', 'EPIPE']);

/** The parser gives names and values in turn. */
function byName(pairs: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < pairs.length; at += 2) headers[(pairs[at] ?? '').toLowerCase()] ??= pairs[at + 1] ?? '';
  return headers;
}

const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : undefined);

const coded = (error: Error, code: string): Error => (codeOf(error) === undefined ? Object.assign(error, { code }) : error);
