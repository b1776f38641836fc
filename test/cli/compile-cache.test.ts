import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'compile-cache-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const program = join(folder, 'program.cjs');
const more = Array.from({ length: 200 }, (_, at) => `const more${String(at)} = (a, b) => [a, b].map((each) => each * ${String(at)} + ${String(at)}).filter((each) => each > 'more ${String(at)}'.length);`);
writeFileSync(program, `(function (exports, require, module, __filename) {${more.join('\n')}
if (process.env.USE === 'all') { process.exitCode = 1;${more.map((_, at) => `more${String(at)}(1, 2);`).join('')}}
console.log(require("node:path").basename(__filename));})`);
const cache = join(import.meta.dirname, '../../bin/compile-cache.js');

/** What the program says when it is run through the cache. A start that never ends fails by its time. */
async function start(home: string, use = ''): Promise<string> {
  const code = `require(${JSON.stringify(cache)}).run(${JSON.stringify(program)})`;
  const ended = promisify(execFile)(process.execPath, ['-e', code], { env: { XDG_CACHE_HOME: home, USE: use }, timeout: 60_000 });
  return (await ended.catch((error: unknown) => error as { readonly stdout: string })).stdout;
}

test('the compiled form is kept at the first start and used at the second', async () => {
  const home = mkdtempSync(join(folder, 'home-'));

  expect([await start(home), await start(home)]).toEqual(['program.cjs\n', 'program.cjs\n']);
  expect(readdirSync(join(home, 'k2doctor'))).toHaveLength(1);
});

test('a damaged compiled form is replaced', async () => {
  const home = mkdtempSync(join(folder, 'home-'));
  await start(home);
  const [name = ''] = readdirSync(join(home, 'k2doctor'));
  const file = join(home, 'k2doctor', name);
  const whole = readFileSync(file).length;
  writeFileSync(file, readFileSync(file).subarray(0, 100));

  expect(await start(home)).toBe('program.cjs\n');
  expect(readFileSync(file).length).toBeGreaterThan(whole / 2);
});

test('what a run that ends otherwise uses is added once, and stays', async () => {
  const home = mkdtempSync(join(folder, 'home-'));
  const sizes: number[] = [];
  for (const use of ['', 'all', 'all', '']) {
    await start(home, use);
    sizes.push(statSync(join(home, 'k2doctor', readdirSync(join(home, 'k2doctor'))[0] ?? '')).size);
  }
  const [short = 0, all] = sizes;

  expect(all).toBeGreaterThan(short + 1000);
  expect(sizes).toEqual([short, all, all, all]);
});

test.each(['/proc/nowhere', '/dev/null', '/nowhere/at/all', 'relative'])('a cache folder %s that cannot be made is no trouble', async (home) => {
  expect(await start(home)).toBe('program.cjs\n');
});
