import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

import { ENVIRONMENT, inLab } from './machine/place.js';
import { must, run } from './machine/run.js';
import { installTools } from './machine/tools.js';

const ROOT = join(import.meta.dirname, '..', '..');
const K2DOCTOR = join(ROOT, 'bin', 'k2doctor.js');
const LINES = { 'k2doctor che': 'k2doctor check', 'k2doctor demo --form': '--format', 'k2doctor explain drift/stale-comm': 'drift/stale-command', 'k2doctor check --fail-on warn': 'warning' };

const demo = (...args: readonly string[]) => run('node', [K2DOCTOR, 'demo', ...args]);

/** A folder that is gone when the test ends. */
async function temporary(): Promise<string> {
  const folder = await mkdtemp(inLab('consumer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

beforeAll(installTools);

test('promtool finds nothing to say about the metrics', async () => {
  const { stdout } = await demo('--format', 'prometheus');

  expect(await run('promtool', ['check', 'metrics'], { input: stdout })).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('mandoc finds nothing to say about the manual page', async () => {
  expect(await run('mandoc', ['-T', 'lint', join(ROOT, 'man', 'k2doctor.1')])).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('shellcheck finds nothing to say about the completion of bash', async () => {
  expect(await run('shellcheck', [join(ROOT, 'completions', 'k2doctor.bash')])).toMatchObject({ code: 0, stdout: '' });
});

test.each(Object.entries(LINES))('bash completes %s', async (line, completed) => {
  const words = line.split(' ');
  const script = `source completions/k2doctor.bash; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${String(words.length - 1)}; _k2doctor; printf '%s\\n' "\${COMPREPLY[@]}"`;

  expect((await must('bash', ['-c', script], { cwd: ROOT })).split('\n')).toContain(completed.replace('k2doctor ', ''));
});

test.each(Object.entries(LINES))('fish completes %s', async (line, completed) => {
  const { stdout, stderr } = await run('fish', ['--no-config', '-c', `source completions/k2doctor.fish; complete -C '${line}'`], { cwd: ROOT });

  expect(stderr).toBe('');
  expect(stdout.split(/[\t\n]/)).toContain(completed.replace('k2doctor ', ''));
});

test.each(Object.entries(LINES))('zsh completes %s', async (line, completed) => {
  const screen = await must('zsh', ['-f', join(import.meta.dirname, 'consumers', 'type-tab.zsh'), join(ROOT, 'completions'), line, completed], { cwd: ROOT });

  expect(screen).toContain(completed);
});

test('services are completed from the compose file of the folder', async () => {
  const folder = await temporary();
  await writeFile(join(folder, 'compose.yaml'), 'services: { spark-master: { image: spark }, silver-job: { image: spark } }\n');
  await writeFile(join(folder, 'k2doctor'), `#!/bin/sh\nexec node -- '${K2DOCTOR}' "$@"\n`, { mode: 0o755 });
  const script = `source '${join(ROOT, 'completions', 'k2doctor.bash')}'; COMP_WORDS=(k2doctor check si); COMP_CWORD=2; _k2doctor; echo "\${COMPREPLY[@]}"`;

  expect(await must('bash', ['-c', script], { cwd: folder, env: { PATH: `${folder}${delimiter}${ENVIRONMENT['PATH'] ?? ''}` } })).toBe('silver-job\n');
});

test.each(['text', 'json', 'sarif', 'junit', 'gitlab', 'github', 'markdown', 'html', 'prometheus'])('a reader of --format %s that goes away is no error', async (format) => {
  const script = `node '${K2DOCTOR}' demo --format ${format} | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`;

  expect(await run('bash', ['-c', script])).toMatchObject({ stdout: '1\n', stderr: '' });
});

test.each([
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)('Chromium draws the page %i wide in the %s', async (width, scheme) => {
  const folder = await temporary();
  await demo('--output', `html=${join(folder, 'report.html')}`);
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', ...(scheme === 'dark' ? ['--blink-settings=preferredColorScheme=0'] : [])];
  const { stderr } = await run('chromium', [...flags, '--enable-logging=stderr', `--window-size=${String(width)},900`, `--screenshot=${join(folder, 'page.png')}`, `file://${join(folder, 'report.html')}`], { env: { HOME: folder } });

  const picture = await readFile(join(folder, 'page.png'));
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect(picture.readUInt32BE(16)).toBe(width);
  // What the page's own policy refuses, or what is broken in it, is a line of its console.
  expect(stderr.split('\n').filter((line) => line.includes('CONSOLE'))).toEqual([]);
});
