import type { Http, HttpAnswer, HttpRequest } from '../../http.js';

import { codeOf, HEADERS, LIMIT, receiver, REDIRECTS, Refusal } from '../exchange/sensor.js';
import { explainFailure } from '../explain-failure.js';
import { startStopwatch } from '../timing/sensor.js';

const TIMEOUT = 10_000;

/** The same exchange without axios around it: for what every run asks, and waits for. */
export function createPlainHttp(): Http {
  const receive = receiver();
  return {
    get: (url, options = {}) =>
      answerWithin(options, async (left) => {
        const { limit = LIMIT, redirects = REDIRECTS, signal } = options;
        const { status, contentType, body } = await receive(url, { headers: HEADERS, signal, left, limit, redirects });
        return { kind: 'answered', status, contentType, body };
      }),
  };
}

/** Asks within the time of the request; whatever goes wrong is an answer too. */
export async function answerWithin({ signal, timeout = TIMEOUT }: HttpRequest, ask: (left: () => number) => Promise<HttpAnswer>): Promise<HttpAnswer> {
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) return { kind: 'timed-out' };
  const { left } = startStopwatch(timeout);
  try {
    return await ask(left);
  } catch (error) {
    if (isAborted()) return { kind: 'timed-out' };
    return error instanceof Refusal ? { kind: 'unreadable', detail: error.message } : explainFailure(codeOf(error));
  }
}
