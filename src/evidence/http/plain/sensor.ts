import { Agent } from 'node:http';

import type { Http, HttpAnswer, HttpRequest } from '../../http.js';

import { codeOf, HEADERS, LIMIT, receive, REDIRECTS, Refusal, SOCKETS } from '../exchange/sensor.js';
import { explainFailure } from '../explain-failure.js';

const TIMEOUT = 10_000;

/** The same exchange without axios around it: for what every run asks, and waits for. */
export function createPlainHttp(): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  return {
    get: (url, options = {}) =>
      answerWithin(options, async (signal) => {
        const { status, contentType, body } = await receive(url, { headers: HEADERS, signal, limit: options.limit ?? LIMIT, redirects: options.redirects ?? REDIRECTS }, agent);
        return { kind: 'answered', status, contentType, body };
      }),
  };
}

/** Asks within the time of the request; whatever goes wrong is an answer too. */
export async function answerWithin({ signal, timeout = TIMEOUT }: HttpRequest, ask: (signal: AbortSignal) => Promise<HttpAnswer>): Promise<HttpAnswer> {
  if (signal?.aborted === true) return { kind: 'timed-out' };
  const clock = new AbortController();
  const timer = setTimeout(() => { clock.abort(); }, timeout);
  const signals = AbortSignal.any(signal === undefined ? [clock.signal] : [clock.signal, signal]);
  try {
    return await ask(signals);
  } catch (error) {
    if (signals.aborted) return { kind: 'timed-out' };
    return error instanceof Refusal ? { kind: 'unreadable', detail: error.message } : explainFailure(codeOf(error));
  } finally {
    clearTimeout(timer);
  }
}
