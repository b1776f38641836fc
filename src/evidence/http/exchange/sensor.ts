import { get as getOverHttp, type Agent, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';

import { readRedirect } from '../redirect.js';

/** What one GET may take, beside its signal. */
export interface Bounds {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Bytes. */
  readonly limit: number;
  /** How many are followed. */
  readonly redirects: number;
}

export interface Received {
  readonly status: number;
  readonly statusText: string;
  readonly contentType: string;
  readonly body: string;
}

/** An answer came and cannot be used. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export const LIMIT = 16 * 1024 ** 2;
export const REDIRECTS = 5;
/**
 * To one origin. Spark's UIs listen with a backlog of one on machines of few processors (JettyUtils: as many as acceptors):
 * of three connections opened at once the third is made again by the kernel a whole second later (3.5.3, measured).
 */
export const SOCKETS = 2;
export const HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'k2doctor' } as const;

/** GET, following redirects within one origin. Rejects with a `Refusal`, or with Node's own error where no answer came. */
export async function receive(from: string, { headers, signal, limit, redirects }: Bounds, agent: Agent): Promise<Received> {
  let url = new URL(from);
  for (let hop = 0; hop <= redirects; hop += 1) {
    const response = await exchange(url, { headers, signal }, agent);
    const redirect = readRedirect(response.statusCode ?? 0, response.headers.location, url);
    if (redirect.kind === 'none') {
      const body = await readText(response, limit);
      return { status: response.statusCode ?? 0, statusText: response.statusMessage ?? '', contentType: response.headers['content-type'] ?? '', body };
    }
    response.destroy();
    if (redirect.kind === 'leaves') throw new Refusal(`redirects to ${redirect.target}`);
    url = redirect.url;
  }
  throw new Refusal(`redirects more than ${redirects} times`);
}

async function exchange(url: URL, options: RequestOptions, agent: Agent): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const get = secure ? (await import('node:https')).get : getOverHttp;
  const once = () =>
    new Promise<{ readonly response: IncomingMessage } | { readonly stale: true }>((resolve, reject) => {
      const request: ClientRequest = get(url, secure ? options : { ...options, agent }, (response) => { resolve({ response }); });
      // A kept connection may have been closed by the other side in the meantime: that says nothing, ask anew.
      request.on('error', (error) => { if (request.reusedSocket && codeOf(error) === 'ECONNRESET') resolve({ stale: true }); else reject(error); });
    });
  for (;;) {
    const outcome = await once();
    if ('response' in outcome) return outcome.response;
  }
}

function readText(response: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    response.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= limit) parts.push(part);
      else response.destroy(new Refusal(`is larger than ${limit} bytes`));
    });
    response.on('end', () => { resolve(Buffer.concat(parts).toString(charsetOf(response))); });
    response.on('error', reject);
    response.on('close', () => { reject(new Refusal('ends before it is complete')); });
  });
}

/** Jetty's own error pages are Latin-1, all else of Spark is UTF-8. Bytes that are neither become U+FFFD, never an error. */
const charsetOf = ({ headers }: IncomingMessage) => (/charset=["']?iso-8859-1/i.test(headers['content-type'] ?? '') ? 'latin1' : 'utf8');

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
