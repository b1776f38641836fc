import type { WireAnswer } from '../../http/wire/answer.js';
import { readFirst, readWhole } from '../../http/wire/answer.js';
import type { Engine, EngineHeaders, EngineRequest } from '../engine.js';
import { EngineError } from '../engine-error.js';
import { headersSeen, messageOf, parseJson } from './answer.js';
import type { Dial, Route } from './dial/sensor.js';
import { chooseEndpoint, type Endpoint, type EngineChoice } from './endpoint.js';
import { connectionFailure, refusal } from './failure.js';
import { localRoute } from './local/sensor.js';

export type { EngineChoice } from './endpoint.js';

/** An answer longer than this is not the engine's: a list of 10,000 containers has 20 MiB. */
const JSON_LIMIT = 32 * 1024 * 1024;
const MESSAGE_LIMIT = 64 * 1024;

/**
 * Makes ready to ask the engine that the user's flags, environment and Docker contexts name; nothing is sent yet.
 * Throws an `EngineAddressError` where they name none.
 */
export function connectEngine(choice: EngineChoice): Engine {
  const endpoint = chooseEndpoint(choice);
  const { dial, close } = endpoint.address.kind === 'socket' ? localRoute(endpoint, endpoint.address.path) : routeByModem(endpoint, choice.env);
  let seen: EngineHeaders = {};
  let version = endpoint.apiVersion === undefined ? '' : `/v${endpoint.apiVersion.replace(/^v/, '')}`;

  async function ask(method: 'GET' | 'HEAD', path: string, signal: AbortSignal | undefined): Promise<WireAnswer> {
    const response = await dial(method, version + path, signal);
    seen = { ...seen, ...headersSeen(response.headers) };
    const { status } = response;
    if (method === 'HEAD') response.leave(); // Without a body too, the connection is free only once the answer was read.
    if (status >= 200 && status < 300) return response;
    const { body } = method === 'HEAD' ? { body: '' } : await readFirst(response, MESSAGE_LIMIT);
    throw refusal(status, messageOf(String(body)), endpoint.target);
  }

  /**
   * Paths go without a version, which every engine takes as its own newest. DOCKER_API_VERSION may name one
   * the engine does not know, and an engine may come that wants one: then its own is used.
   */
  async function open(method: 'GET' | 'HEAD', path: string, signal: AbortSignal | undefined): Promise<WireAnswer> {
    const before = version;
    try {
      return await ask(method, path, signal);
    } catch (error) {
      if (!(error instanceof EngineError) || !refusesVersion(error)) throw error;
      if (version === before) version = await ownVersion(dial, signal);
      if (version === before) throw error;
      return ask(method, path, signal);
    }
  }

  async function reading<T>(path: string, { signal }: EngineRequest, read: (response: WireAnswer) => Promise<T>): Promise<T> {
    const response = await open('GET', path, signal);
    try {
      return await read(response);
    } catch (error) {
      throw error instanceof EngineError ? error : connectionFailure(error, endpoint, signal?.aborted === true);
    }
  }

  return {
    host: endpoint.target,
    json: (path, options = {}) => reading(path, options, (response) => readJson(response, options.limit ?? JSON_LIMIT, endpoint.target)),
    bytes: (path, options = {}) => reading(path, options, async (response) => (await readFirst(response, options.limit ?? JSON_LIMIT)).body),
    stream: (path, take, options = {}) => reading(path, options, (response) => response.read(take)),
    head: async (path, options = {}) => {
      const { headers } = await open('HEAD', path, options.signal);
      return new Map(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
    },
    seen: () => seen,
    close,
  };
}

async function readJson(response: WireAnswer, limit: number, target: string): Promise<unknown> {
  const body = await readWhole(response, limit);
  if (body === undefined) throw new EngineError('unreadable', target, `the answer is longer than ${String(limit)} bytes`);
  const parsed = parseJson(body.toString('utf8'));
  if (parsed !== undefined) return parsed;
  throw new EngineError('unreadable', target, `the answer is not JSON (${messageOf(body.toString('utf8'))}): is this a Docker engine?`);
}

/** 400 "client version 1.99 is too new. Maximum supported API version is 1.41"; 404 "page not found" for a path that the router does not know. */
const refusesVersion = ({ status, detail }: EngineError) =>
  (status === 400 && /client version/i.test(detail)) || (status === 404 && /^page not found$/i.test(detail));

async function ownVersion(dial: Dial, signal: AbortSignal | undefined): Promise<string> {
  const response = await dial('GET', '/_ping', signal);
  response.leave();
  const { apiVersion } = headersSeen(response.headers);
  return apiVersion === undefined ? '' : `/v${apiVersion}`;
}

/** dockerode's transport, loaded when it is first needed; and the connections under it, which may be an `ssh` each. */
function routeByModem(endpoint: Endpoint, env: EngineChoice['env']): Route {
  const loading = import('./modem/sensor.js').then(({ modemRoute }) => modemRoute(endpoint, env, connectionFailure));
  return { dial: async (...request) => (await loading).dial(...request), close: () => void loading.then(({ close }) => { close(); }) };
}
