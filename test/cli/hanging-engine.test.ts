import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';

const K2DOCTOR = join(import.meta.dirname, '..', '..', 'bin', 'k2doctor.js');

let folder: string;
let engine: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'k2doctor-hanging-'));
  writeFileSync(join(folder, 'compose.yaml'), 'name: hanging\nservices: { web: { image: x } }\n');
  engine = createServer(() => undefined);
  await new Promise<void>((ready) => engine.listen(join(folder, 'engine.sock'), ready));
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an engine that takes the connection and never answers is named, with exit code 3', async () => {
  const program = spawn(process.execPath, [K2DOCTOR, 'check', '--timeout', '1', '--format', 'json'], {
    cwd: folder,
    env: { ...process.env, DOCKER_HOST: `unix://${join(folder, 'engine.sock')}` },
  });
  const ended = new Promise<number | null>((resolve) => program.once('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([text(program.stdout), text(program.stderr), ended]);

  expect(code).toBe(3);
  expect(stderr).not.toContain('bug');
  expect(JSON.parse(stdout)).toMatchObject({ exitCode: 3, blindSpots: expect.arrayContaining([expect.objectContaining({ source: 'docker', required: true })]) as unknown });
});
