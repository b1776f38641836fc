import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { inspect } from 'node:util';

import Docker from 'dockerode';
import http from 'docker-modem/lib/http.js';

import type { WireAnswer } from '../../../http/wire/answer.js';
import type { Route } from '../dial/sensor.js';
import type { Endpoint, EngineChoice } from '../endpoint.js';
import type { connectionFailure } from '../failure.js';
import { hostAndPort } from '../host.js';
import { agentFor } from './connections/sensor.js';

/** Every status is ours to judge: the modem would read the body of a refusal without end. */
const EVERY_STATUS: Record<number, true> = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [at + 100, true]));

/**
 * dockerode's own transport, over connections that we open: it sees a socket, whatever the endpoint is. In the published
 * package this file is a bundle of its own, so that what it throws must be made by the caller.
 */
export function modemRoute(endpoint: Endpoint, env: EngineChoice['env'], failure: typeof connectionFailure): Route {
  const { address, headers } = endpoint;
  const agent = agentFor(endpoint, env);
  http.maxRedirects = 0; // An engine does not redirect; the modem would follow to any host, unguarded.
  // The modem inspects all options of every request for a log that nobody reads: 5 ms each with the agent's sockets in it.
  Object.assign(agent, { [inspect.custom]: () => 'agent' });
  const host = address.kind === 'tcp' ? hostAndPort(address) : 'docker';
  const prefix = address.kind === 'tcp' ? address.prefix : '';
  const options = { socketPath: 'endpoint', agent, headers: { ...headers, Host: host } };
  const { modem } = hidingDockerHost(() => new Docker(options));
  const dial: Route['dial'] = (method, path, signal) => {
    if (signal !== undefined) setMaxListeners(0, signal); // One signal ends a thousand requests; Node would warn of a leak on stderr.
    return new Promise((resolve, reject) => {
      // The modem takes a trailing "?" off again, and any last character in its stead.
      const request = { method, path: `${prefix}${path}?`, statusCodes: EVERY_STATUS, isStream: true, ...(signal === undefined ? {} : { abortSignal: signal }) };
      modem.dial(request, (error: unknown, response: unknown) => {
        if (error === null) resolve(answerOf(response as IncomingMessage)); // What `isStream` stands for.
        else reject(failure(error, endpoint, signal?.aborted === true));
      });
    });
  };
  return { dial, close: () => { agent.destroy(); } };
}

function answerOf(response: IncomingMessage): WireAnswer {
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
  const { statusCode: status = 0, statusMessage: statusText = '' } = response;
  return { status, statusText, headers, read: (take) => readBody(response, take), leave: () => void response.resume() };
}

function readBody(response: IncomingMessage, take: (chunk: Uint8Array) => boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    response.on('data', (chunk: Uint8Array) => {
      if (take(chunk)) return;
      resolve(false);
      response.destroy();
    });
    response.on('end', () => { resolve(true); });
    response.on('error', reject);
    response.on('close', () => { reject(new Error('the answer broke off')); });
  });
}

/** The modem reads DOCKER_HOST of its own accord, and fails on what it cannot read even where `-H` names another. */
function hidingDockerHost<T>(make: () => T): T {
  const { DOCKER_HOST } = process.env;
  delete process.env['DOCKER_HOST'];
  try {
    return make();
  } finally {
    if (DOCKER_HOST !== undefined) process.env['DOCKER_HOST'] = DOCKER_HOST;
  }
}
