import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'compile-cache-'));
afterAll(() => { rmSync(folder, { recursive: true }); });

const program = join(folder, 'program.cjs');
writeFileSync(program, 'console.log(require("node:path").basename(__filename));');
const cache = join(import.meta.dirname, '../../bin/compile-cache.js');

/** What the program says when it is run through the cache. A start that never ends fails by its time. */
async function start(home: string): Promise<string> {
  const code = `require(${JSON.stringify(cache)}).run(${JSON.stringify(program)})`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { env: { XDG_CACHE_HOME: home }, timeout: 60_000 });
  return stdout;
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

test.each(['/proc/nowhere', '/dev/null', '/nowhere/at/all', 'relative'])('a cache folder %s that cannot be made is no trouble', async (home) => {
  expect(await start(home)).toBe('program.cjs\n');
});
