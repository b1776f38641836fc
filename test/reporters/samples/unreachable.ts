import type { Report } from '#diagnosis/report.js';

import { EMPTY, job, RULES, service, verdicts } from './base.js';

const place = { file: 'docker-compose.yml', line: 16, column: 20 };

/** No master answers, so nothing is known of the cluster; the drift that Docker shows is told all the same. */
export const unreachable: Report = {
  ...EMPTY,
  exitCode: 3,
  cluster: null,
  jobs: [job('nightly-etl', 2, { settings: { coresMax: { declared: 2, deployed: 2, requested: null } }, granted: null })],
  services: [
    service('nightly-etl', 'job'),
    service('spark-worker-1', 'worker', {
      drift: [
        { field: 'environment.SPARK_WORKER_MEMORY', declared: '3g', deployed: '2g', place, via: ['.env:4'], kind: 'edited-not-applied', ignored: null },
      ],
      recreate: true,
      remedy: ['docker compose up -d spark-worker-1'],
    }),
  ],
  findings: [
    {
      rule: 'drift/stale-environment',
      severity: 'warning',
      subject: { kind: 'service', name: 'spark-worker-1' },
      message: 'runs with other environment variables than the file declares: SPARK_WORKER_MEMORY 2g -> 3g',
      explainedBy: null,
      exhibits: [
        { label: 'environment.SPARK_WORKER_MEMORY = 3g', plane: 'declared', place },
        { label: 'environment.SPARK_WORKER_MEMORY = 2g', plane: 'deployed', place: null },
      ],
      remedy: { summary: 'create the container anew from the file', commands: ['docker compose up -d spark-worker-1'], effect: 'restarts 1 worker' },
      fingerprint: 'stale-environment/spark-worker-1',
      confidence: 'seen',
    },
  ],
  fix: { commands: ['docker compose up -d spark-worker-1'], effect: 'recreates 1 worker', prediction: null, alternative: null },
  coverage: { compared: 40, inStep: 39, unknown: 0 },
  blindSpots: [
    {
      source: 'spark-master',
      subject: 'http://127.0.0.1:8090',
      reason: 'connection refused; container k2-spark-master is running and publishes 8090, but nothing listens behind it yet',
      remedy: 'k2doctor check --master http://HOST:PORT',
      required: true,
    },
    { source: 'spark-workers', subject: 'spark-worker-1', reason: 'timed out after 10 s', remedy: null, required: false },
  ],
  verdicts: verdicts({
    'drift/stale-environment': { verdict: 'ill' },
    'capacity/waiting-application': { verdict: 'unknown', examined: 0, detail: 'not seen: cluster' },
    'capacity/low-headroom': { verdict: 'unknown', examined: 0, detail: 'not seen: cluster' },
    'memory/worker-over-limit': { verdict: 'crashed', examined: 0, detail: 'TypeError: undefined is not iterable' },
  }),
  rules: RULES,
};
