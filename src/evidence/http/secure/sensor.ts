import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { connect, rootCertificates, type TLSSocket } from 'node:tls';

/** Where `bin/k2doctor.js` keeps NODE_EXTRA_CA_CERTS: Node would read those certificates before our first line, 45 ms of every start, and nearly none needs them. */
const KEPT = '_K2DOCTOR_CA';

/** Who is trusted beside what the caller names: Node's own authorities and, as Node would have it, those of NODE_EXTRA_CA_CERTS. */
export function authorities(): { readonly ca?: string[] } {
  const file = process.env[KEPT];
  if (file === undefined || file === '') return {};
  try {
    return { ca: [...rootCertificates, readFileSync(file, 'utf8')] };
  } catch {
    return {}; // Node goes on without them too.
  }
}

/** TLS to a web page. */
export const connectSecurely = (host: string, port: number): TLSSocket => connect({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...authorities() });
