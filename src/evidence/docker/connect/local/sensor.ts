import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';

import { linesTo } from '../../../http/wire/sensor.js';
import type { Route } from '../dial/sensor.js';
import type { Endpoint } from '../endpoint.js';
import { connectionFailure } from '../failure.js';

/** Over a socket of this machine: plain HTTP, nothing to load for it. That is nearly every run, and saves it 10 to 15 ms. */
export function localRoute(endpoint: Endpoint, path: string, atOnce: number): Route {
  const headers = { ...endpoint.headers, Host: 'docker' };
  const lines = linesTo(() => connect({ path }), atOnce);
  return {
    dial: async (method, resource, signal) => {
      if (signal !== undefined) setMaxListeners(0, signal); // One signal ends a thousand requests; Node would warn of a leak on stderr.
      try {
        return await lines.ask({ method, path: resource, headers, signal });
      } catch (error) {
        throw connectionFailure(error, endpoint, signal?.aborted === true);
      }
    },
    close: lines.close,
  };
}
