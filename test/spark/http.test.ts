import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';

import { describe, expect, test } from 'vitest';

import { createPlainHttp } from '#evidence/http/plain/sensor.js';
import { createHttp } from '#evidence/http/sensor.js';

import { json, page, serveSparkUi, type Fault } from '../fakes/spark-ui.js';

const pem = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

describe.each([
  { client: 'axios', make: createHttp },
  { client: 'the plain client', make: createPlainHttp },
])('with $client', ({ make }) => {
  const get = make().get;
  const ui = () => serveSparkUi((path) => (path === '/json/' ? json({ status: 'ALIVE' }) : path === '/json' ? { status: 302, type: 'text/plain', body: '', location: '/json/' } : undefined));

  test('an answer comes with its status, content type and body', async () => {
    await using server = await ui();

    const answer = await get(`${server.url}/json/`);

    expect(answer).toEqual({ kind: 'answered', status: 200, contentType: 'text/json;charset=utf-8', body: '{"status":"ALIVE"}' });
  });

  test('a redirect within the origin is followed', async () => {
    await using server = await ui();

    const answer = await get(`${server.url}/json`);

    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect(server.requests).toEqual(['GET /json', 'GET /json/']);
  });

  test('none is followed where the page alone is wanted', async () => {
    await using server = await ui();

    const answer = await get(`${server.url}/json`, { redirects: 0 });

    expect(answer).toEqual({ kind: 'unreadable', detail: 'redirects more than 0 times' });
    expect(server.requests).toEqual(['GET /json']);
  });

  test('an origin is asked over two connections at most: more would wait for a second in a backlog of one', async () => {
    let [open, peak] = [0, 0];
    await using server = await serveSparkUi(() => { open -= 1; return json({}); }, { delay: () => { open += 1; peak = Math.max(peak, open); return 30; } });

    await Promise.all(Array.from({ length: 8 }, (_, at) => get(`${server.url}/${String(at)}`)));

    expect(server.requests).toHaveLength(8);
    expect(peak).toBeLessThanOrEqual(2);
  });

  test.each<readonly [Fault, object]>([
    ['redirect-away', { kind: 'unreadable', detail: 'redirects to https://elsewhere.example:8480/json/' }],
    ['redirect-loop', { kind: 'unreadable', detail: 'redirects more than 5 times' }],
    ['huge', { kind: 'unreadable', detail: 'is larger than 100000 bytes' }],
    ['reset', { kind: 'unreachable', detail: 'connection reset' }],
    ['hang', { kind: 'timed-out' }],
    ['drip', { kind: 'timed-out' }],
    ['half', { kind: 'unreadable', detail: 'ends before it is complete' }],
    ['not-http', { kind: 'unreadable', detail: expect.stringContaining('does not speak HTTP') as string }],
    ['not-utf8', { kind: 'answered', status: 200, body: '{\uFFFD\uFFFD\uFFFD}' }],
    [404, { kind: 'answered', status: 404 }],
    [500, { kind: 'answered', status: 500 }],
  ])('%s is an answer, never an exception', async (fault, expected) => {
    await using server = await ui();
    server.faults.set('*', fault);

    const answer = await get(`${server.url}/json/`, { timeout: 400, limit: 100_000 });

    expect(answer).toMatchObject(expected);
  });

  test('a drip of bytes does not outlast the time limit', async () => {
    await using server = await ui();
    server.faults.set('*', 'drip');
    const began = performance.now();

    await get(`${server.url}/json/`, { timeout: 200 });

    expect(performance.now() - began).toBeLessThan(1_500);
  });

  test('a closed port is unreachable', async () => {
    const server = await ui();
    await server[Symbol.asyncDispose]();

    expect(await get(`${server.url}/json/`)).toEqual({ kind: 'unreachable', detail: 'connection refused' });
  });

  test('an unknown host and a senseless address are unreachable', async () => {
    expect(await get('http://no-such-host.invalid:8080/json/', { timeout: 5_000 })).toMatchObject({ kind: expect.stringMatching('unreachable|timed-out') as string });
    expect(await get('nonsense')).toMatchObject({ kind: 'unreachable' });
    expect(await get('ftp://127.0.0.1/json/')).toMatchObject({ kind: 'unreachable' });
  });

  test('https to a port without TLS is unreachable, and says TLS', async () => {
    await using server = await ui();

    const answer = await get(`${server.url.replace('http:', 'https:')}/json/`, { timeout: 2_000 });

    expect(answer).toEqual({ kind: 'unreachable', detail: 'TLS: the other side does not speak it' });
  });

  test('a page behind TLS whose signer nobody knows is named so', async () => {
    const server = createTlsServer({ key: pem('server-key'), cert: pem('server') }, (_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();

    const answer = await get(`https://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/json/`);
    server.close();

    expect(answer).toEqual({ kind: 'unreachable', detail: 'TLS: the certificate could not be verified' });
  });

  test('the run that ends ends the request', async () => {
    await using server = await ui();
    server.faults.set('*', 'hang');
    const run = new AbortController();
    setTimeout(() => { run.abort(); }, 50);

    expect(await get(`${server.url}/json/`, { signal: run.signal })).toEqual({ kind: 'timed-out' });
    expect(await get(`${server.url}/json/`, { signal: run.signal })).toEqual({ kind: 'timed-out' });
  });

  test('proxies of the environment are not asked', async () => {
    await using server = await ui();
    await using proxy = await serveSparkUi(() => page('proxy'));
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = proxy.url;

    const answer = await get(`${server.url}/json/`);
    delete process.env['HTTP_PROXY'];
    delete process.env['http_proxy'];

    expect(answer).toMatchObject({ body: '{"status":"ALIVE"}' });
    expect(proxy.requests).toEqual([]);
  });

  test('credentials of the address are sent, and stay out of what is said', async () => {
    const seen: (string | undefined)[] = [];
    await using server = await serveSparkUi(() => json({}));
    const withSecret = server.url.replace('//', '//user:hunter2@');
    server.faults.set('/away/', 'redirect-away');

    const away = await get(`${withSecret}/away/`);
    const plain = await get(`${withSecret}/json/`);
    seen.push(JSON.stringify([away, plain]));

    expect(seen.join()).not.toContain('hunter2');
  });

  test('a kept connection that the other side has closed is opened anew', async () => {
    const http = make();
    await using server = await ui();
    await http.get(`${server.url}/json/`);
    server.faults.set('/last/', 'half');
    await http.get(`${server.url}/last/`);

    expect(await http.get(`${server.url}/json/`)).toMatchObject({ kind: 'answered' });
  });
});
