import { Agent, get as getOverHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';

import axios, { type AxiosAdapter, type AxiosInstance } from 'axios';

import type { Http, HttpAnswer, HttpRequest } from '../http.js';

import { explainFailure } from './explain-failure.js';
import { readRedirect } from './redirect.js';

const TIMEOUT = 10_000;
const LIMIT = 16 * 1024 ** 2;
const REDIRECTS = 5;
/** To one origin. A driver's UI has eight Jetty threads to answer with. */
const SOCKETS = 8;

/**
 * Axios over an adapter of our own (docs/decisions/0004-axios-without-its-luggage.md): GET alone, no proxy from the
 * environment, no compression, bounded in time and bytes, redirects within one origin. Failures are answers.
 */
export function createHttp(): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const client = axios.create({
    adapter: adapterOver(agent),
    proxy: false,
    responseType: 'text',
    transformResponse: [],
    validateStatus: null,
    maxRedirects: REDIRECTS,
    headers: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'k2doctor' },
  });
  return { get: (url, options = {}) => answer(client, url, options) };
}

async function answer(client: AxiosInstance, url: string, { signal, timeout = TIMEOUT, limit = LIMIT, redirects = REDIRECTS }: HttpRequest): Promise<HttpAnswer> {
  if (signal?.aborted === true) return { kind: 'timed-out' };
  const clock = new AbortController();
  const timer = setTimeout(() => { clock.abort(); }, timeout);
  const signals = AbortSignal.any(signal === undefined ? [clock.signal] : [clock.signal, signal]);
  try {
    const response = await client.get<string>(url, { signal: signals, maxContentLength: limit, maxRedirects: redirects });
    const contentType: unknown = response.headers['content-type'];
    return { kind: 'answered', status: response.status, contentType: typeof contentType === 'string' ? contentType : '', body: response.data };
  } catch (error) {
    if (signals.aborted) return { kind: 'timed-out' };
    return error instanceof Refusal ? { kind: 'unreadable', detail: error.message } : explainFailure(codeOf(error));
  } finally {
    clearTimeout(timer);
  }
}

/** An answer came and cannot be used. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

function adapterOver(agent: Agent): AxiosAdapter {
  return async (config) => {
    const { signal, maxContentLength = LIMIT, maxRedirects = 0 } = config;
    const headers = Object.fromEntries(Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]));
    const options = { headers, signal: signal as AbortSignal }; // `answer` above is the only caller, and passes one.
    let url = new URL(config.url ?? '');
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const response = await exchange(url, options, agent);
      const redirect = readRedirect(response.statusCode ?? 0, response.headers.location, url);
      if (redirect.kind === 'none') {
        const data = await readText(response, maxContentLength);
        return { data, status: response.statusCode ?? 0, statusText: response.statusMessage ?? '', headers: contentHeaders(response), config };
      }
      response.destroy();
      if (redirect.kind === 'leaves') throw new Refusal(`redirects to ${redirect.target}`);
      url = redirect.url;
    }
    throw new Refusal(`redirects more than ${maxRedirects} times`);
  };
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
const contentHeaders = ({ headers }: IncomingMessage) => ({ 'content-type': headers['content-type'] ?? '' });

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
