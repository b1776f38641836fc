import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

import { pathStat, tarOf, type FakeFile } from './archive.js';
import { readDockerRecording, type DockerRecording, type RecordedContainer } from './docker-recording.js';
import { selectFrames } from './multiplexed.js';

/** An engine on a real socket that answers as a recorded one did, writes down what it was asked, and can be told to misbehave. */
export interface FakeEngine {
  /** `unix:///tmp/...sock` or `tcp://127.0.0.1:port`. */
  readonly host: string;
  readonly requests: { readonly method: string; readonly path: string }[];
  readonly close: () => Promise<void>;
}

export interface FakeEngineOptions {
  /** `3.5.3/02-founding`; without it only `answer` speaks. */
  readonly recording?: string | DockerRecording;
  readonly listen?: 'unix' | 'tcp';
  /** What `archive` finds in any container, by path. */
  readonly files?: Readonly<Record<string, FakeFile>>;
  /** Certificates: the engine then speaks TLS, and asks for a client's certificate where `ca` is given. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string };
  /** Goes before the recording. The path comes without the version and with its query. */
  readonly answer?: (path: string, method: string, versioned: string) => Misbehaviour | undefined;
}

export type Misbehaviour =
  | 'hang'
  | 'close'
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Uint8Array; /** Never ends the body. */ readonly endless?: boolean };

export async function startFakeEngine(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  const recording = typeof options.recording === 'string' ? readDockerRecording(options.recording) : options.recording;
  const requests: { method: string; path: string }[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '' } = request;
    requests.push({ method, path: url });
    const path = url.replace(/^\/v\d+[.]\d+(?=\/)/, '');
    send(response, options.answer?.(path, method, url) ?? replay(path, method, recording, options.files), method);
  };
  const server = options.tls === undefined ? createServer(handle) : createTlsServer({ ...options.tls, requestCert: options.tls.ca !== undefined }, handle);
  const host = await listen(server, options.listen ?? (options.tls === undefined ? 'unix' : 'tcp'));
  return {
    host,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, kind: 'unix' | 'tcp'): Promise<string> {
  const socket = `${tmpdir()}/k2doctor-${randomBytes(6).toString('hex')}.sock`;
  return new Promise((resolve) => {
    if (kind === 'unix') server.listen(socket, () => resolve(`unix://${socket}`));
    else server.listen(0, '127.0.0.1', () => resolve(`tcp://127.0.0.1:${String((server.address() as AddressInfo).port)}`));
  });
}

function send(response: ServerResponse, answer: Misbehaviour, method: string): void {
  if (answer === 'hang') return;
  if (answer === 'close') return void response.socket?.destroy();
  response.writeHead(answer.status ?? 200, {
    'Api-Version': '1.41',
    Ostype: 'linux',
    Server: 'Docker/20.10.24 (linux)',
    'Content-Type': 'application/json',
    ...answer.headers,
  });
  if (method !== 'HEAD') response.write(answer.body ?? '');
  if (answer.endless !== true) response.end();
}

const json = (value: unknown): Misbehaviour => (value === undefined ? notFound('nothing was recorded') : { body: JSON.stringify(value) });
export const notFound = (message: string): Misbehaviour => ({ status: 404, body: JSON.stringify({ message }) });

function replay(path: string, method: string, recording: DockerRecording | undefined, files: FakeEngineOptions['files']): Misbehaviour {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: JSON.stringify({ message: 'this proxy is read-only' }) };
  const url = new URL(path, 'http://docker');
  if (url.pathname === '/_ping') return { body: 'OK', headers: { 'Content-Type': 'text/plain' } };
  if (recording === undefined) return notFound('page not found');

  const [, reference = '', part = ''] = /^\/containers\/([^/]+)\/([a-z]+)$/.exec(url.pathname) ?? [];
  if (reference !== '') {
    const container = recording.container(decodeURIComponent(reference));
    return container === undefined ? notFound(`No such container: ${reference}`) : replayContainer(part, url.searchParams, container, files);
  }
  const image = /^\/images\/(.+)\/json$/.exec(url.pathname)?.[1];
  if (image !== undefined) return recording.image(decodeURIComponent(image)) === undefined ? notFound(`No such image: ${image}`) : json(recording.image(decodeURIComponent(image)));
  switch (url.pathname) {
    case '/containers/json':
      return json(recording.containers);
    case '/networks':
      return json(recording.networks);
    case '/volumes':
      return json({ Volumes: null, Warnings: null });
    case '/info':
      return json(recording.info);
    case '/version':
      return json(recording.version);
    case '/events':
      return { body: recording.events };
    default:
      return { status: 404, body: JSON.stringify({ message: 'page not found' }) };
  }
}

function replayContainer(part: string, query: URLSearchParams, container: RecordedContainer, files: FakeEngineOptions['files']): Misbehaviour {
  switch (part) {
    case 'json':
      return json(container.inspect);
    case 'top':
      return json(container.top);
    case 'stats':
      return json(container.stats);
    case 'logs':
      return { body: selectFrames(container.log, query), headers: { 'Content-Type': 'application/octet-stream' } };
    case 'archive':
      return replayArchive(query.get('path') ?? '', files);
    default:
      return notFound('page not found');
  }
}

function replayArchive(path: string, files: FakeEngineOptions['files']): Misbehaviour {
  const file = files?.[path];
  if (file === undefined) return notFound(`Could not find the file ${path}`);
  return { headers: { 'X-Docker-Container-Path-Stat': pathStat(path, file), 'Content-Type': 'application/x-tar' }, body: tarOf(path, file.content ?? '') };
}
