import { Agent } from 'node:http';

import axios, { type AxiosAdapter, type AxiosInstance } from 'axios';

import type { Http, HttpAnswer, HttpRequest } from '../http.js';

import { HEADERS, LIMIT, receive, REDIRECTS, SOCKETS } from './exchange/sensor.js';
import { answerWithin } from './plain/sensor.js';

/**
 * Axios over an adapter of our own (docs/decisions/0010-http-client.md): GET alone, no proxy from the environment, no
 * compression, bounded in time and bytes, redirects within one origin. Failures are answers.
 */
export function createHttp(): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const client = axios.create({
    adapter: adapterOver(agent),
    proxy: false,
    responseType: 'text',
    transformResponse: [],
    validateStatus: null,
    headers: HEADERS,
  });
  return { get: (url, options = {}) => answerWithin(options, (signal) => ask(client, url, options, signal)) };
}

async function ask(client: AxiosInstance, url: string, { limit = LIMIT, redirects = REDIRECTS }: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const response = await client.get<string>(url, { signal, maxContentLength: limit, maxRedirects: redirects });
  const contentType: unknown = response.headers['content-type'];
  return { kind: 'answered', status: response.status, contentType: typeof contentType === 'string' ? contentType : '', body: response.data };
}

function adapterOver(agent: Agent): AxiosAdapter {
  return async (config) => {
    const { signal, maxContentLength = LIMIT, maxRedirects = REDIRECTS } = config;
    const headers = Object.fromEntries(Object.entries(config.headers.toJSON()).map(([name, value]) => [name, String(value)]));
    // `ask` above is the only caller, and passes a signal.
    const { status, statusText, contentType, body } = await receive(config.url ?? '', { headers, signal: signal as AbortSignal, limit: maxContentLength, redirects: maxRedirects }, agent);
    return { data: body, status, statusText, headers: { 'content-type': contentType }, config };
  };
}
