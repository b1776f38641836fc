import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

import { afterEach, expect, test } from 'vitest';

import { readFirst } from '#evidence/http/wire/answer.js';
import { linesTo, type Lines } from '#evidence/http/wire/sensor.js';
import { plainSocket } from '#evidence/http/wire/socket/sensor.js';

const open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

interface Fake {
  readonly lines: Lines;
  /** Connections made so far. */
  readonly connections: () => number;
  /** Request heads, in the order in which they came. */
  readonly heard: readonly string[];
}

/** A server that answers the nth request on a connection with whatever `answer` writes. */
async function fake(answer: (socket: Socket, head: string, turn: number) => unknown, few = 2, most = few): Promise<Fake> {
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    let turn = 0;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      heard.push(chunk.toString('latin1'));
      answer(socket, chunk.toString('latin1'), turn);
      turn += 1;
    });
  }).listen(0, '127.0.0.1');
  open.push({ server, sockets });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { lines: linesTo((take) => plainSocket({ host: '127.0.0.1', port }, take), { few, most }), connections: () => sockets.size, heard };
}

const asking = (lines: Lines, more: Partial<Parameters<Lines['ask']>[0]> = {}) => lines.ask({ method: 'GET', path: '/', headers: { Host: 'here' }, ...more });
async function text(lines: Lines, more: Partial<Parameters<Lines['ask']>[0]> = {}): Promise<string> {
  const { body, ended } = await readFirst(await asking(lines, more), 1000);
  return `${body.toString('utf8')}${ended ? '' : ' (cut)'}`;
}
const sized = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;

test('what is asked goes out as HTTP/1.1 with its headers', async () => {
  const { lines, heard } = await fake((socket) => socket.write(sized('yes')));

  expect(await text(lines, { path: '/a?b=c', headers: { Host: 'here', Accept: '*/*' } })).toBe('yes');
  expect(heard).toEqual(['GET /a?b=c HTTP/1.1\r\nHost: here\r\nAccept: */*\r\n\r\n']);
});

test('a connection is kept for the next request, and no more are open than may be', async () => {
  const { lines, connections } = await fake((socket) => setTimeout(() => socket.write(sized('yes')), 5));

  expect(await Promise.all(Array.from({ length: 9 }, () => text(lines)))).toEqual(Array.from({ length: 9 }, () => 'yes'));
  expect(connections()).toBe(2);
});

test('more connections are opened where few are too slow, and no more than may be', async () => {
  const slow = await fake((socket) => setTimeout(() => socket.write(sized('yes')), 60), 1, 3);
  const quick = await fake((socket) => socket.write(sized('yes')), 1, 3);

  expect(await Promise.all(Array.from({ length: 6 }, () => text(slow.lines)))).toHaveLength(6);
  await text(quick.lines);
  await text(quick.lines);
  expect([slow.connections(), quick.connections()]).toEqual([3, 1]);
});

test.each([
  ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;note=x\r\nab\n\r\n2\r\ncd\r\n0\r\nTrailer: t\r\n\r\n', 'ab\ncd'],
  ['until the end', 'HTTP/1.0 200 OK\r\n\r\nabc', 'abc'],
  ['of no length', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', ''],
  ['after a word in between', `HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n${sized('abc')}`, 'abc'],
])('a body %s is read, byte by byte too', async (_, answer, body) => {
  const whole = await fake((socket) => (answer.startsWith('HTTP/1.0') ? socket.end(answer) : socket.write(answer)));
  const drip = await fake((socket) => {
    void (async () => {
      for (const byte of answer) {
        socket.write(byte);
        await new Promise(setImmediate);
      }
      if (answer.startsWith('HTTP/1.0')) socket.end();
    })();
  });

  expect(await text(whole.lines)).toBe(body);
  expect(await text(drip.lines)).toBe(body);
});

test('headers are found by their names in lower case', async () => {
  const { lines } = await fake((socket) => socket.write('HTTP/1.1 404 Not Found\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n'));
  const answer = await asking(lines);

  expect([answer.status, answer.statusText, answer.headers['api-version']]).toEqual([404, 'Not Found', '1.41']);
});

test('the answer to HEAD has no body, whatever length it names, and its connection serves the next request', async () => {
  const { lines, connections } = await fake((socket, head) => socket.write(head.startsWith('HEAD') ? 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\nX: y\r\n\r\n' : sized('next')));
  const answer = await asking(lines, { method: 'HEAD' });
  answer.leave();

  expect([answer.headers['x'], await text(lines), connections()]).toEqual(['y', 'next', 1]);
});

test('a kept connection that was closed in the meantime is no failure: the request goes out anew', async () => {
  const { lines, connections } = await fake((socket, _, turn) => (turn === 0 ? socket.write(sized('yes')) : socket.destroy()), 1);

  expect([await text(lines), await text(lines), connections()]).toEqual(['yes', 'yes', 2]);
});

test('a connection that is said to close is not used again', async () => {
  const { lines, connections } = await fake((socket) => socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx'));

  expect([await text(lines), await text(lines), connections()]).toEqual(['x', 'x', 2]);
});

test('who has read enough ends the connection, and the next request gets another', async () => {
  const { lines, connections } = await fake((socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n${'x'.repeat(5000)}`), 1);

  expect(await text(lines)).toBe(`${'x'.repeat(1000)} (cut)`);
  expect(await text(lines)).toBe(`${'x'.repeat(1000)} (cut)`);
  expect(connections()).toBe(2);
});

test('a body left unread ends its own connection alone', async () => {
  const { lines } = await fake((socket) => socket.write(sized('yes')), 1);
  const left = await asking(lines);
  const next = text(lines);
  left.leave();

  expect(await next).toBe('yes');
});

test.each([
  ['closes without a word', (socket: Socket) => socket.destroy(), 'ECONNRESET'],
  ['speaks something else', (socket: Socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'), /^HPE_/],
  ['speaks something else and closes', (socket: Socket) => socket.end('220 ready'), /^HPE_/],
  ['sends headers without end', (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(40_000)}`), /^HPE_/],
  ['names two lengths', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'), /^HPE_/],
])('a server that %s is an error with a code', async (_, answer, code) => {
  const { lines } = await fake(answer);

  await expect(asking(lines)).rejects.toMatchObject({ code: expect.stringMatching(code) as unknown });
});

test('a body that breaks off rejects whoever reads it', async () => {
  const { lines } = await fake((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'));

  await expect(text(lines)).rejects.toThrow('the answer broke off');
});

test('clock and signal end a request under way and one that waits for a place, and the place is free again', async () => {
  let quiet = true;
  const { lines } = await fake((socket) => quiet || socket.write(sized('yes')), 1);
  const over = new AbortController();
  const outcomes = Promise.allSettled([asking(lines, { timeout: 30 }), asking(lines, { signal: over.signal }), asking(lines, { timeout: 5 })]);
  setTimeout(() => { over.abort(); }, 60);

  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  quiet = false;
  expect(await text(lines)).toBe('yes');
  await expect(asking(lines, { signal: over.signal })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
});

test.each(['/a\r\nX: y', '/a b\n', '/\u0100'])('a path that would be more than a path is never sent: %j', async (path) => {
  const { lines, heard } = await fake((socket) => socket.write(sized('yes')));

  await expect(asking(lines, { path })).rejects.toThrow('no request may');
  expect(heard).toEqual([]);
});

test('a great many requests under one signal are no leak to warn of', async () => {
  const { lines } = await fake((socket) => socket.write(sized('yes')));
  const warnings: Error[] = [];
  const note = (warning: Error) => { warnings.push(warning); };
  process.on('warning', note);
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 40 }, () => text(lines, { signal })));
  await new Promise(setImmediate);
  process.off('warning', note);

  expect(warnings).toEqual([]);
});

test('a connection that cannot even be tried is an error each time, and takes no place', async () => {
  const lines = linesTo(() => { throw new RangeError('no such port'); }, { few: 1, most: 1 });

  for (let turn = 0; turn < 3; turn += 1) await expect(asking(lines)).rejects.toThrow('no such port');
});

test('a place that nobody listens at is an error with its code', async () => {
  const lines = linesTo((take) => plainSocket({ path: '/nowhere/docker.sock' }, take), { few: 1, most: 1 });

  await expect(asking(lines)).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(asking(lines)).rejects.toMatchObject({ code: 'ENOENT' });
});
