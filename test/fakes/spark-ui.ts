import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export const RECORDINGS = join(import.meta.dirname, '../../fixtures/recordings');

/** What a fake does instead of answering. Numbers are HTTP statuses with a page of Jetty's. */
export type Fault = 'hang' | 'drip' | 'half' | 'reset' | 'html' | 'starting' | 'redirect-loop' | 'redirect-away' | 'huge' | 'not-utf8' | 'not-http' | number;

export interface Reply {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly location?: string;
}

export interface SparkUi {
  readonly url: string;
  readonly port: number;
  /** Every request as it came: "GET /json/". */
  readonly requests: string[];
  /** The most requests that were open at one time. */
  readonly peak: () => number;
  /** Faults by path, without the query; "*" is every path. May be changed while it runs. */
  readonly faults: Map<string, Fault>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export type Route = (path: string, query: URLSearchParams) => Reply | undefined;

export const json = (value: unknown): Reply => ({ type: 'text/json;charset=utf-8', body: typeof value === 'string' ? value : JSON.stringify(value) });
export const page = (body: string): Reply => ({ type: 'text/html;charset=utf-8', body });

/** A Spark UI on a real socket: paths that `route` does not know answer 200 with a page, as Spark's do. Only GET and HEAD are let in. */
export async function serveSparkUi(route: Route, options: { readonly delay?: (path: string) => number } = {}): Promise<SparkUi> {
  const requests: string[] = [];
  const faults = new Map<string, Fault>();
  let open = 0;
  let peak = 0;
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    open += 1;
    peak = Math.max(peak, open);
    response.on('close', () => (open -= 1));
    const url = new URL(request.url ?? '/', 'http://fake');
    const fault = faults.get(url.pathname) ?? faults.get('*');
    const answer = () => {
      if (fault !== undefined) fail(fault, request, response);
      else send(route(url.pathname, url.searchParams) ?? page(INDEX), response);
    };
    setTimeout(answer, options.delay?.(url.pathname) ?? 0);
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    peak: () => peak,
    faults,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => { closed(); }));
    },
  };
}

const INDEX = '<!DOCTYPE html><html><body><span class="version">3.5.3</span><h3>Spark Master at spark://fake:7077</h3></body></html>';
const STARTING = '<html><body>Spark is starting up. Please wait a while until it\'s ready.</body></html>';

function send({ status = 200, type, body, location }: Reply, response: ServerResponse): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache, no-store, must-revalidate', ...(location === undefined ? {} : { Location: location }) });
  response.end(body);
}

function fail(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault) {
    case 'hang':
      return;
    case 'drip': {
      response.writeHead(200, { 'Content-Type': 'text/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => { clearInterval(timer); });
      return;
    }
    case 'half':
      response.writeHead(200, { 'Content-Type': 'text/json', 'Content-Length': '1000' });
      response.write('{"url":');
      setTimeout(() => request.socket.destroy(), 20);
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'html':
      { send(page(INDEX), response); return; }
    case 'starting':
      { send(page(STARTING), response); return; }
    case 'redirect-loop':
      { send({ status: 302, type: 'text/plain', body: '', location: request.url ?? '/' }, response); return; }
    case 'redirect-away':
      { send({ status: 302, type: 'text/plain', body: '', location: 'https://elsewhere.example:8480/json/' }, response); return; }
    case 'huge':
      response.writeHead(200, { 'Content-Type': 'text/json' });
      { flood(response); return; }
    case 'not-utf8':
      { send({ type: 'text/json;charset=utf-8', body: Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d]) }, response); return; }
    case 'not-http':
      request.socket.end('\0\0\0\x15nonsense');
      return;
    default:
      { send({ status: fault, type: 'text/html;charset=iso-8859-1', body: `<html><body><h2>HTTP ERROR ${fault}</h2></body></html>` }, response); return; }
  }
}

function flood(response: ServerResponse): void {
  const block = Buffer.alloc(64 * 1024, ' ');
  const more = () => { while (!response.destroyed && response.write(block)); };
  response.on('drain', more);
  more();
}

const listen = (server: Server) => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));

export const recorded = (...path: readonly string[]): string => readFileSync(join(RECORDINGS, ...path), 'utf8');
/** Paths of recorded files below the recordings' folder. */
export const allRecorded = (pattern: RegExp): readonly string[] => readdirSync(RECORDINGS, { recursive: true, encoding: 'utf8' }).filter((path) => pattern.test(path)).sort();
export const filesIn = (...path: readonly string[]): readonly string[] => readdirSync(join(RECORDINGS, ...path)).sort();

/** The routes of a recorded master; `edit` changes the document, say to point workers at their fakes. */
export function masterRoutes(folder: string, edit: (text: string) => string = (text) => text): Route {
  return (path, query) => {
    if (path === '/json') return { status: 302, type: 'text/plain', body: '', location: '/json/' };
    if (path.startsWith('/json/')) return json(edit(recorded(folder, 'json.json')));
    if (path !== '/app/') return undefined;
    const name = `app-${query.get('appId') ?? ''}.html`;
    return page(filesIn(folder).includes(name) ? edit(recorded(folder, name)) : recorded('3.5.3/01-healthy/master/app-nonsense.html'));
  };
}

export function workerRoutes(folder: string, edit: (text: string) => string = (text) => text): Route {
  return (path, query) => {
    if (path === '/json/') return json(edit(recorded(folder, 'json.json')));
    if (path !== '/log/') return undefined;
    const driver = query.get('driverId');
    const whose = driver ?? `${query.get('appId') ?? ''}-${query.get('executorId') ?? ''}`;
    const name = `log-${whose}-${query.get('logType') ?? ''}.txt`;
    return { type: 'text/plain;charset=utf-8', body: filesIn(folder).includes(name) ? recorded(folder, name) : 'Error: invalid log directory /opt/spark/work/nonsense/0/' };
  };
}

/** REST, metrics and pages of a recorded driver; what was not recorded is as if it did not exist. */
export function driverRoutes(folder: string, more: Readonly<Record<string, string>> = {}): Route {
  const files = filesIn(folder);
  return (path, query) => {
    if (path === '/environment/') return page(files.includes('environment-page.html') ? recorded(folder, 'environment-page.html') : environmentPage({ ...propertiesOf(folder), ...more }));
    const rest = /^\/api\/v1\/applications\/[^/]+\/(\w+)$/.exec(path)?.[1];
    // An application without streams has no such tab, and Spark's UI leads from what it does not know to its first page.
    if (path === '/StreamingQuery/' && !files.includes('StreamingQuery.html')) return { status: 302, type: 'text/plain', body: '', location: '/jobs/' };
    const pages = new Map([['/StreamingQuery/statistics/', `StreamingQuery-${query.get('id') ?? ''}.html`], ['/api/v1/applications', 'applications.json'], ['/metrics/json/', 'metrics.json'], ['/StreamingQuery/', 'StreamingQuery.html']]);
    const name = pages.get(path) ?? `${rest ?? 'nothing'}.json`;
    if (!files.includes(name)) return undefined;
    return { type: name.endsWith('.html') ? 'text/html;charset=utf-8' : 'application/json', body: recorded(folder, name) };
  };
}

function propertiesOf(folder: string): Record<string, string> {
  if (filesIn(folder).includes('environment.json')) return Object.fromEntries((JSON.parse(recorded(folder, 'environment.json')) as { sparkProperties: [string, string][] }).sparkProperties);
  const [application] = JSON.parse(recorded(folder, 'applications.json')) as { id: string; name: string }[];
  return { 'spark.app.id': application?.id ?? '', 'spark.app.name': application?.name ?? '' };
}

/** As Spark 3.5.3 writes it, without the tables that nobody reads. */
export function environmentPage(properties: Readonly<Record<string, string>>): string {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const rows = Object.entries(properties).map(([key, value]) => `<tr><td>${escape(key)}</td><td>${escape(value)}</td></tr>`);
  const table = (body: string) => `<table class="table sortable">\n      <thead><th width="50.0%" class="sorttable_alpha">Name</th><th width="50.0%" class="sorttable_alpha">Value</th></thead>\n      <tbody>\n        ${body}\n      </tbody>\n    </table>`;
  return `<!DOCTYPE html><html><body><span class="version">3.5.3</span>${table('<tr><td>Java Version</td><td>17.0.19</td></tr>')}${table(rows.join(''))}</body></html>`;
}
