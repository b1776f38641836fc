import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';

import type { Tls } from '../tls.js';

/** A connection to an engine behind TLS, with the client's certificate where there is one. */
export function connectTls({ host, port }: { readonly host: string; readonly port: number }, { ca, cert, key, verify }: Tls): TLSSocket {
  return connect({
    host,
    port,
    rejectUnauthorized: verify,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  });
}
