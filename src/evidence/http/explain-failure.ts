import type { HttpAnswer } from '../http.js';

/** Node's error codes in plain words (Node 20, errno and TLS codes). What is not here keeps its code. */
const UNREACHABLE = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset'],
  ['EPIPE', 'connection reset'],
  ['ENOTFOUND', 'unknown host name'],
  ['EAI_AGAIN', 'the host name could not be looked up'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'no route to the network'],
  ['EHOSTDOWN', 'the host is down'],
  ['EADDRNOTAVAIL', 'the address is not available'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS: the certificate signs itself'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'TLS: the certificate chain signs itself'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'TLS: the certificate could not be verified'],
  ['CERT_HAS_EXPIRED', 'TLS: the certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS: the certificate is for another name'],
  ['EPROTO', 'TLS: the other side does not speak it'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'TLS: the other side does not speak it'],
]);

/** What went wrong on the wire, as an answer. Never the error's own message: it may carry an address with credentials. */
export function explainFailure(code: string | undefined): HttpAnswer {
  if (code === undefined) return { kind: 'unreachable', detail: 'the connection failed' };
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') return { kind: 'timed-out' };
  if (code === 'ERR_INVALID_URL' || code === 'ERR_INVALID_PROTOCOL') return { kind: 'unreachable', detail: 'not an http address' };
  if (code.startsWith('HPE_')) return { kind: 'unreadable', detail: `does not speak HTTP (${code})` };
  return { kind: 'unreachable', detail: UNREACHABLE.get(code) ?? code };
}
