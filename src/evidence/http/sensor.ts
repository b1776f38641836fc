import axios, { type AxiosAdapter, type AxiosInstance } from 'axios';

import type { Http, HttpAnswer, HttpRequest } from '../http.js';

import { HEADERS, LIMIT, receiver, REDIRECTS, type Receive } from './exchange/sensor.js';
import { answerWithin } from './plain/sensor.js';
import { startStopwatch } from './timing/sensor.js';

/**
 * Axios over an adapter of our own (docs/decisions/0010-http-client.md): GET alone, no proxy from the environment, no
 * compression, bounded in time and bytes, redirects within one origin. Failures are answers.
 */
export function createHttp(): Http {
  const client = axios.create({
    adapter: adapterOver(receiver()),
    proxy: false,
    responseType: 'text',
    transformResponse: [],
    validateStatus: null,
    headers: HEADERS,
  });
  return { get: (url, options = {}) => answerWithin(options, (left) => ask(client, url, options, left)) };
}

async function ask(client: AxiosInstance, url: string, { limit = LIMIT, redirects = REDIRECTS, signal }: HttpRequest, left: () => number): Promise<HttpAnswer> {
  const response = await client.get<string>(url, { timeout: left(), maxContentLength: limit, maxRedirects: redirects, ...(signal === undefined ? {} : { signal }) });
  const contentType: unknown = response.headers['content-type'];
  return { kind: 'answered', status: response.status, contentType: typeof contentType === 'string' ? contentType : '', body: response.data };
}

function adapterOver(receive: Receive): AxiosAdapter {
  return async (config) => {
    const { signal, timeout = 0, maxContentLength = LIMIT, maxRedirects = REDIRECTS } = config;
    const { left } = startStopwatch(timeout);
    const headers = Object.fromEntries(Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]));
    const answered = await receive(config.url ?? '', { headers, signal: signal as AbortSignal | undefined, left, limit: maxContentLength, redirects: maxRedirects }); // `ask` above is the only caller.
    return { data: answered.body, status: answered.status, statusText: answered.statusText, headers: { 'content-type': answered.contentType }, config };
  };
}
