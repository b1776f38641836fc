import { EngineError } from '../engine-error.js';
import type { Endpoint } from './endpoint.js';

/** Names what went wrong before an answer came, and what to do about it. */
export function connectionFailure(error: unknown, endpoint: Endpoint, aborted: boolean): EngineError {
  const { target } = endpoint;
  if (aborted) return new EngineError('timed-out', target, 'no answer in time', { cause: error });
  if (error instanceof Error && error.message.startsWith('Max redirects exceeded'))
    return new EngineError('unreadable', target, 'the answer is a redirect: is this a Docker engine?', { cause: error });
  const code = codeOf(error);
  if (code === 'ESSH') return new EngineError('unreachable', target, error instanceof Error ? error.message : 'ssh failed', { cause: error });

  const known = endpoint.address.kind === 'socket' ? socketFailure(code) : networkFailure(code, endpoint, error);
  if (known !== undefined) return new EngineError(code === 'EACCES' || code === 'EPERM' ? 'refused' : 'unreachable', target, known, { cause: error });
  return new EngineError('unreachable', target, error instanceof Error ? error.message : String(error), { cause: error });
}

const NAME_ANOTHER = 'or name the engine with -H, -c or DOCKER_HOST';

function socketFailure(code: string): string | undefined {
  switch (code) {
    case 'ENOENT':
      return `there is no such socket: start Docker, ${NAME_ANOTHER}`;
    case 'ECONNREFUSED':
      return `no engine listens on this socket: start Docker, ${NAME_ANOTHER}`;
    case 'EACCES':
    case 'EPERM':
      return 'permission denied: join the group of the socket (usually docker), or run as a user who may use it';
    case 'ENOTSOCK':
    case 'ENOTDIR':
      return `this is no socket: ${NAME_ANOTHER.slice(3)}`;
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the engine closed the connection without an answer';
    default:
      return undefined;
  }
}

function networkFailure(code: string, { tls }: Endpoint, error: unknown): string | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return `connection refused: no engine listens there; start it, ${NAME_ANOTHER}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name is not known';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return 'the host does not answer';
    case 'ECONNRESET':
    case 'EPIPE':
      return tls === undefined
        ? 'the engine closed the connection without an answer: if it expects TLS, set DOCKER_TLS_VERIFY=1'
        : 'the engine closed the connection: does it accept the client certificate?';
    default:
      return tls === undefined ? undefined : tlsFailure(code, error);
  }
}

function tlsFailure(code: string, error: unknown): string | undefined {
  if (code === 'EPROTO' && error instanceof Error && /wrong version number|packet length too long/.test(error.message))
    return 'the engine does not speak TLS: unset DOCKER_TLS_VERIFY';
  if (/ALERT|HANDSHAKE/.test(code)) return 'TLS: the engine refused the client certificate: see DOCKER_CERT_PATH';
  if (/CERT|SIGNATURE|ISSUER/.test(code)) return `TLS: the engine's certificate is not trusted (${code}): see DOCKER_CERT_PATH`;
  if (/^(EPROTO|ERR_(SSL|TLS|OSSL)_)/.test(code)) return `TLS failed (${code}): see DOCKER_CERT_PATH`;
  return undefined;
}

/** Node gathers the errors of several addresses in one without a code of its own. */
function codeOf(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
}

const HTTP_TO_HTTPS = /HTTP request to an HTTPS server/i;

/** An answer that is no success. `message` is the engine's own, or the beginning of what a proxy said. */
export function refusal(status: number, message: string, target: string): EngineError {
  const said = message === '' ? '' : `: ${message}`;
  if (HTTP_TO_HTTPS.test(message)) return new EngineError('unreachable', target, 'the engine expects TLS: set DOCKER_TLS_VERIFY=1', { status });
  if (status >= 301 && status <= 308) return new EngineError('unreadable', target, 'the answer is a redirect: is this a Docker engine?', { status });
  if (status === 404) return new EngineError('not-found', target, message === '' ? 'HTTP 404' : message, { status });
  if (status === 401 || status === 403 || status === 407)
    return new EngineError('refused', target, `HTTP ${String(status)}${said}; a proxy in front of the engine must allow GET`, { status });
  return new EngineError('unreadable', target, `HTTP ${String(status)}${said}`, { status });
}
