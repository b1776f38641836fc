import { readRedirect } from '../redirect.js';
import { readWhole, type WireAnswer } from '../wire/answer.js';
import { linesTo, type Lines } from '../wire/sensor.js';
import { plainSocket } from '../wire/socket/sensor.js';

/** What one GET may take. */
export interface Bounds {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds left. */
  readonly left: () => number;
  /** Bytes. */
  readonly limit: number;
  /** How many are followed. */
  readonly redirects: number;
}

export interface Received {
  readonly status: number;
  readonly statusText: string;
  readonly contentType: string;
  readonly body: string;
}

/** An answer came and cannot be used. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export const LIMIT = 16 * 1024 ** 2;
export const REDIRECTS = 5;
/**
 * To one origin. Spark's UIs listen with a backlog of one on machines of few processors (JettyUtils: as many as acceptors):
 * of three connections opened at once the third is made again by the kernel a whole second later (3.5.3, measured).
 */
const AT_ONCE = 2;
export const HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'k2doctor' } as const;

/** GET, following redirects within one origin. Rejects with a `Refusal`, or with Node's own error where no answer came. */
export type Receive = (from: string, bounds: Bounds) => Promise<Received>;

/** Keeps its connections for the next request to the same origin. */
export function receiver(): Receive {
  const origins = new Map<string, Lines>();
  const linesFor = (url: URL): Lines => {
    const known = origins.get(url.origin);
    if (known !== undefined) return known;
    const made = linesTo((take) => connect(url, take), { few: AT_ONCE, most: AT_ONCE });
    origins.set(url.origin, made);
    return made;
  };
  return async (from, { headers, signal, left, limit, redirects }) => {
    let url = new URL(from);
    for (let hop = 0; hop <= redirects; hop += 1) {
      const answer = await linesFor(url).ask({ method: 'GET', path: url.pathname + url.search, headers: { Host: url.host, ...authorization(url), ...headers }, signal, timeout: left() });
      const redirect = readRedirect(answer.status, answer.headers['location'], url);
      if (redirect.kind === 'none') return { status: answer.status, statusText: answer.statusText, contentType: answer.headers['content-type'] ?? '', body: await readText(answer, limit) };
      answer.leave();
      if (redirect.kind === 'leaves') throw new Refusal(`redirects to ${redirect.target}`);
      url = redirect.url;
    }
    throw new Refusal(`redirects more than ${redirects} times`);
  };
}

function connect(url: URL, take: (chunk: Buffer) => void) {
  const { protocol, port } = url;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'http:') return plainSocket({ host, port: Number(port || 80) }, take);
  if (protocol !== 'https:') throw Object.assign(new Error('not an http address'), { code: 'ERR_INVALID_PROTOCOL' });
  return Promise.all([import('node:tls'), import('node:net')]).then(([tls, { isIP }]) => tls.connect({ host, port: Number(port || 443), ...(isIP(host) === 0 ? { servername: host } : {}) }).on('data', take));
}

/** Credentials of the address, as every HTTP client sends them (RFC 7617). */
const authorization = ({ username, password }: URL) =>
  username === '' && password === '' ? {} : { Authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}` };

async function readText(answer: WireAnswer, limit: number): Promise<string> {
  const body = await readWhole(answer, limit).catch((error: unknown) => {
    throw codeOf(error) === undefined ? new Refusal('ends before it is complete') : error;
  });
  if (body === undefined) throw new Refusal(`is larger than ${limit} bytes`);
  return body.toString(charsetOf(answer));
}

/** Jetty's own error pages are Latin-1, all else of Spark is UTF-8. Bytes that are neither become U+FFFD, never an error. */
const charsetOf = ({ headers }: WireAnswer) => ((headers['content-type'] ?? '').toLowerCase().includes('iso-8859-1') ? 'latin1' : 'utf8');

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
