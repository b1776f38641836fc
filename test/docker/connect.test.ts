import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';

import { EngineError } from '#evidence/docker/engine-error.js';
import type { Engine } from '#evidence/docker/engine.js';

import { startFakeEngine, type FakeEngine, type FakeEngineOptions } from '../fakes/docker-engine.js';
import { connect } from './connecting.js';

const pem = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

const open: { fakes: FakeEngine[]; engines: Engine[] } = { fakes: [], engines: [] };
afterEach(async () => {
  open.engines.splice(0).forEach((engine) => engine.close());
  await Promise.all(open.fakes.splice(0).map((fake) => fake.close()));
});

async function start(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  const fake = await startFakeEngine(options);
  open.fakes.push(fake);
  return fake;
}

function connected(...[host, more]: Parameters<typeof connect>): Engine {
  const engine = connect(host, more);
  open.engines.push(engine);
  return engine;
}

const failure = (asked: Promise<unknown>): Promise<EngineError> =>
  asked.then(
    () => Promise.reject(new Error('the request succeeded')),
    (error: unknown) => (error instanceof EngineError ? error : Promise.reject(error as Error)),
  );

describe('a connection', () => {
  it.each(['unix', 'tcp'] as const)('over %s asks without a version and learns it from the answer', async (listen) => {
    const fake = await start({ recording: '3.5.3/02-founding', listen });
    const engine = connected(fake.host);

    const containers = await engine.json('/containers/json?all=1');

    expect(containers).toHaveLength(7);
    expect(fake.requests).toEqual([{ method: 'GET', path: '/containers/json?all=1' }]);
    expect(engine.seen()).toMatchObject({ apiVersion: '1.41', osType: 'linux', server: 'Docker/20.10.24 (linux)', date: expect.any(Date) as Date });
  });

  it('takes DOCKER_API_VERSION, and the engine’s own where that is too new for it', async () => {
    const fake = await start({
      recording: '3.5.3/02-founding',
      answer: (_, __, asked) => (asked.startsWith('/v1.99/') ? { status: 400, body: '{"message":"client version 1.99 is too new. Maximum supported API version is 1.41"}' } : undefined),
    });

    await connected(fake.host, { env: { DOCKER_API_VERSION: '1.40' } }).json('/info');
    const newer = connected(fake.host, { env: { DOCKER_API_VERSION: '1.99' } });
    await Promise.all([newer.json('/info'), newer.json('/networks')]);

    expect(fake.requests.map(({ path }) => path)).toEqual(expect.arrayContaining(['/v1.40/info', '/v1.99/info', '/_ping', '/v1.41/info', '/v1.41/networks']));
  });

  it('asks with a version where the engine wants one', async () => {
    const fake = await start({
      recording: '3.5.3/02-founding',
      answer: (path, _, asked) => (path === asked && path !== '/_ping' ? { status: 404, body: '{"message":"page not found"}' } : undefined),
    });

    expect(await connected(fake.host).json('/info')).toMatchObject({ NCPU: 2 });
  });

  it('ignores the DOCKER_HOST of the process when it is told another', async () => {
    const fake = await start({ recording: '3.5.3/02-founding' });
    process.env['DOCKER_HOST'] = 'tcp://no such host:port';

    const info = await connected(fake.host).json('/info');

    expect(info).toMatchObject({ NCPU: 2 });
    expect(process.env['DOCKER_HOST']).toBe('tcp://no such host:port');
    delete process.env['DOCKER_HOST'];
  });

  it('sends the headers of Docker’s configuration, and the host’s own name', async () => {
    const home = mkdtempSync(`${tmpdir()}/k2doctor-home-`);
    writeFileSync(`${home}/config.json`, JSON.stringify({ HttpHeaders: { 'X-Proxy': 'yes' } }));
    const server = createServer((socket) => socket.once('data', (data) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${JSON.stringify(data.toString())}`)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };

    const request = await connected(`tcp://127.0.0.1:${String(port)}/base/`, { env: { DOCKER_CONFIG: home } }).json('/info');

    expect(request).toContain('GET /base/info HTTP/1.1');
    expect(request).toContain(`Host: 127.0.0.1:${String(port)}`);
    expect(request).toContain('X-Proxy: yes');
    server.close();
  });
});

describe('a connection that fails', () => {
  it.each([
    ['a socket that is not there', 'unix:///no/such/docker.sock', 'unreachable', 'there is no such socket'],
    ['a file that is no socket', `unix://${import.meta.filename}`, 'unreachable', 'socket'],
    ['a port where nobody listens', 'tcp://127.0.0.1:1', 'unreachable', 'connection refused'],
    ['a host without an address', 'tcp://engine.invalid:2375', 'unreachable', 'the host name is not known'],
  ])('names %s', async (_, host, kind, detail) => {
    const error = await failure(connected(host).json('/info'));

    expect(error).toMatchObject({ kind, target: host, detail: expect.stringContaining(detail) as string });
  });

  it('names a socket that one may not use', async () => {
    if (process.getuid?.() === 0) return; // Root may use any.
    const fake = await start();
    chmodSync(fake.host.slice('unix://'.length), 0);

    expect(await failure(connected(fake.host).json('/info'))).toMatchObject({ kind: 'refused', detail: expect.stringContaining('permission denied') as string });
  });

  it.each([
    ['hangs', 'hang', { kind: 'timed-out' }],
    ['hangs in the middle of an answer', { body: '{"a":', endless: true }, { kind: 'timed-out' }],
    ['hangs up', 'close', { kind: 'unreachable', detail: 'the engine closed the connection without an answer' }],
    ['breaks', { status: 500, body: '{"message":"driver failed"}' }, { kind: 'unreadable', detail: 'HTTP 500: driver failed' }],
    ['is forbidden by a proxy', { status: 403, body: '<html>403 Forbidden</html>' }, { kind: 'refused', detail: 'HTTP 403: an HTML page; a proxy in front of the engine must allow GET' }],
    ['is no engine', { body: '<html>hello</html>' }, { kind: 'unreadable', detail: 'the answer is not JSON (an HTML page): is this a Docker engine?' }],
    ['redirects', { status: 301, headers: { Location: 'http://127.0.0.1:1/' } }, { kind: 'unreadable', detail: 'the answer is a redirect: is this a Docker engine?' }],
    ['does not know the thing', { status: 404, body: '{"message":"No such container: x"}' }, { kind: 'not-found', detail: 'No such container: x' }],
  ] as const)('names an engine that %s', async (_, answer, expected) => {
    const fake = await start({ answer: () => answer });

    expect(await failure(connected(fake.host).json('/info', { signal: AbortSignal.timeout(300) }))).toMatchObject(expected);
  });

  it('does not read an endless list', async () => {
    const fake = await start({ answer: () => ({ body: '['.repeat(100_000), endless: true }) });

    expect(await failure(connected(fake.host).json('/containers/json', { limit: 1000 }))).toMatchObject({ kind: 'unreadable', detail: 'the answer is longer than 1000 bytes' });
  });
});

describe('a body that is read in part', () => {
  it('stops at the limit', async () => {
    const fake = await start({ answer: () => ({ body: 'x'.repeat(100_000), endless: true }) });

    expect(await connected(fake.host).bytes('/logs', { limit: 10 })).toHaveLength(10);
  });

  it('stops when the taker has enough, and says whether the end was seen', async () => {
    const fake = await start({ answer: (path) => ({ body: 'enough', endless: path === '/endless' }) });
    const engine = connected(fake.host);

    expect(await engine.stream('/endless', () => false)).toBe(false);
    expect(await engine.stream('/short', () => true)).toBe(true);
  });

  it('leaves no warning behind when one signal guards many requests', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const fake = await start({ recording: '3.5.3/02-founding' });
    const engine = connected(fake.host);
    const { signal } = new AbortController();

    await Promise.all(Array.from({ length: 40 }, () => engine.json('/info', { signal })));
    await new Promise((resolve) => setImmediate(resolve));

    expect(warnings).toEqual([]);
    process.off('warning', note);
  });
});

describe('TLS', () => {
  const certificates = { key: pem('server-key'), cert: pem('server'), ca: pem('ca') };
  const env = (more: Record<string, string>) => ({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs', ...more });
  const files = (names: Readonly<Record<string, string>>) => (path: string) => {
    const name = names[path];
    if (name === undefined) throw new Error(`ENOENT: ${path}`);
    return pem(name);
  };
  const CLIENT = { '/certs/ca.pem': 'ca', '/certs/cert.pem': 'client', '/certs/key.pem': 'client-key' };

  it('reaches an engine that asks for a certificate', async () => {
    const fake = await start({ recording: '3.5.3/02-founding', tls: certificates });

    expect(await connected(fake.host, { env: env({}), readFile: files(CLIENT) }).json('/info')).toMatchObject({ NCPU: 2 });
  });

  it('names a certificate that cannot be trusted', async () => {
    const fake = await start({ tls: certificates });

    const error = await failure(connected(fake.host, { env: env({}), readFile: files({ ...CLIENT, '/certs/ca.pem': 'client' }) }).json('/info'));

    expect(error).toMatchObject({ kind: 'unreachable', detail: expect.stringMatching(/^TLS: the engine's certificate is not trusted/) as string });
  });

  it('takes any certificate where the check is off', async () => {
    const fake = await start({ recording: '3.5.3/02-founding', tls: certificates });
    const choice = { env: { DOCKER_TLS: '1', DOCKER_CERT_PATH: '/certs' }, readFile: files({ ...CLIENT, '/certs/ca.pem': 'client' }) };

    expect(await connected(fake.host, choice).json('/info')).toMatchObject({ NCPU: 2 });
  });

  it('is missed, or not spoken, on the other side', async () => {
    const [plain, secure] = await Promise.all([start({ listen: 'tcp' }), start({ tls: certificates })]);

    expect(await failure(connected(plain.host, { env: env({}), readFile: files(CLIENT) }).json('/info'))).toMatchObject({ detail: 'the engine does not speak TLS: unset DOCKER_TLS_VERIFY' });
    expect((await failure(connected(secure.host).json('/info'))).detail).toMatch(/DOCKER_TLS_VERIFY=1/);
  });
});

describe('ssh', () => {
  /** Stands in for the user's ssh: notes its arguments and connects to the engine's socket, or fails as told. */
  function sshProgram(script: string): string {
    const folder = mkdtempSync(`${tmpdir()}/k2doctor-ssh-`);
    writeFileSync(`${folder}/ssh`, `#!${process.execPath}\n${script}`, { mode: 0o755 });
    return folder;
  }

  it('runs the command that docker runs, once for requests one after the other', async () => {
    const fake = await start({ recording: '3.5.3/02-founding' });
    const folder = sshProgram(`
      require('fs').appendFileSync(__dirname + '/arguments', JSON.stringify(process.argv.slice(2)) + '\\n');
      const socket = require('net').connect(${JSON.stringify(fake.host.slice('unix://'.length))});
      process.stdin.pipe(socket).pipe(process.stdout);`);
    const engine = connected('ssh://me@far.example:2222', { env: { PATH: folder } });

    const first = await engine.json('/info');
    const second = await engine.json('/networks');

    expect(first).toMatchObject({ NCPU: 2 });
    expect(second).toHaveLength(1);
    const calls = readFileSync(`${folder}/arguments`, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as string[]);
    expect(calls).toEqual([['-l', 'me', '-p', '2222', '-o', 'ConnectTimeout=10', '-o', 'BatchMode=yes', '-T', '--', 'far.example', 'docker system dial-stdio']]);
  });

  it('names its own last words as the reason', async () => {
    const folder = sshProgram(`console.error('Warning: a banner\\nme@far.example: Permission denied (publickey).'); process.exit(255);`);

    const error = await failure(connected('ssh://me@far.example', { env: { PATH: folder } }).json('/info'));

    expect(error).toMatchObject({ kind: 'unreachable', target: 'ssh://me@far.example', detail: expect.stringContaining('Permission denied (publickey)') as string });
  });

  it('that is not installed is named', async () => {
    expect(await failure(connected('ssh://far.example', { env: { PATH: '/nowhere' } }).json('/info'))).toMatchObject({ detail: 'there is no ssh program in PATH' });
  });

  it('that hangs is given up in time', async () => {
    const folder = sshProgram('process.stdin.resume();');

    expect(await failure(connected('ssh://far.example', { env: { PATH: folder } }).json('/info', { signal: AbortSignal.timeout(500) }))).toMatchObject({ kind: 'timed-out' });
  });
});
