import { createHttp } from '#evidence/http/sensor.js';
import { createRedactor } from '#evidence/redact.js';
import type { SensorContext } from '#evidence/sensor-context.js';

/** Real HTTP, nobody's environment. */
export const sensorContext = (over: Partial<SensorContext> = {}): SensorContext => ({
  signal: new AbortController().signal,
  deadline: 5_000,
  redactor: createRedactor('5a17'),
  http: createHttp(),
  masters: [],
  env: new Map(),
  now: () => new Date(0),
  ...over,
});
