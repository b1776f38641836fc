import { createServer, request } from 'node:http';

import { SOCKET } from './machine/place.js';

/** The engine behind a proxy that passes on GET and HEAD, refuses everything else, and remembers what it refused. */
export async function readOnlyEngine() {
  const refused: string[] = [];
  const server = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming;
    if (method !== 'GET' && method !== 'HEAD') {
      refused.push(`${method} ${url}`);
      answer.writeHead(403).end(JSON.stringify({ message: 'read-only' }));
      return;
    }
    const onward = request({ socketPath: SOCKET, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    onward.end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port on the loopback interface');

  return {
    host: `tcp://127.0.0.1:${address.port}`,
    refused,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
