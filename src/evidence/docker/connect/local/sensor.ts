import { setMaxListeners } from 'node:events';
import { request, type Agent } from 'node:http';

import type { Dial } from '../dial/sensor.js';
import type { Endpoint } from '../endpoint.js';
import { connectionFailure } from '../failure.js';

/** Over a socket of this machine: plain HTTP, nothing to load for it. That is nearly every run, and saves it 10 to 15 ms. */
export function dialLocally(endpoint: Endpoint, agent: Agent): Dial {
  const headers = { ...endpoint.headers, Host: 'docker' };
  return (method, path, signal) => {
    if (signal !== undefined) setMaxListeners(0, signal); // One signal ends a thousand requests; Node would warn of a leak on stderr.
    return new Promise((resolve, reject) => {
      const asked = request({ agent, method, path, headers, ...(signal === undefined ? {} : { signal }) }, resolve);
      asked.on('error', (error) => { reject(connectionFailure(error, endpoint, signal?.aborted === true)); });
      asked.end();
    });
  };
}
