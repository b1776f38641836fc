import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { connectEngine, type EngineChoice } from '#evidence/docker/connect/sensor.js';
import type { Engine } from '#evidence/docker/engine.js';
import { createRedactor } from '#evidence/redact.js';
import type { SensorContext } from '#evidence/sensor-context.js';

/** An engine as the command line would name it, with nothing of this machine's own Docker configuration. */
export const connect = (host: string, more: Partial<EngineChoice> = {}): Engine =>
  connectEngine({ host, env: {}, home: mkdtempSync(`${tmpdir()}/k2doctor-home-`), readFile: (path) => readFileSync(path, 'utf8'), ...more });

export const contextFor = (engine: Engine | undefined, more: Partial<SensorContext> = {}): SensorContext => ({
  signal: new AbortController().signal,
  deadline: 10_000,
  redactor: createRedactor('5a17'),
  http: { get: () => Promise.reject(new Error('no HTTP in this test')) },
  masters: [],
  env: new Map(),
  now: () => new Date('2026-11-22T20:36:10.000Z'),
  ...(engine === undefined ? {} : { engine }),
  ...more,
});
