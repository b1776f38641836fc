import type { Report } from '#diagnosis/report.js';

import { amounts, EMPTY, job, RULES, service, verdicts, worker } from './base.js';

const GIB = 2 ** 30;
const place = { file: 'docker-compose.yml', line: 29, column: 14 };
const declared = (cores: number) => ({ settings: { coresMax: { declared: cores, deployed: null, requested: null } }, granted: null, container: null });

/** Files only, for a pull request: three jobs ask for more than the two declared workers offer. */
export const offline: Report = {
  ...EMPTY,
  mode: 'offline',
  exitCode: 1,
  project: { name: 'k2', files: ['docker-compose.yml', 'docker-compose.override.yml'] },
  cluster: {
    masters: [{ url: 'spark://spark-master:7077', status: 'declared', ui: 'http://localhost:8090', service: 'spark-master' }],
    sparkVersion: null,
    cores: amounts(6, 0),
    memoryBytes: amounts(6 * GIB, 0),
    headroom: null,
    workers: [worker('spark-worker-1', 'spark-worker-1', 0, { state: 'declared' }), worker('spark-worker-2', 'spark-worker-2', 0, { state: 'declared' })],
    seen: false,
  },
  jobs: [job('bronze-stream', 2, declared(2)), job('silver-stream', 2, declared(2)), job('gold-report', 4, declared(4))],
  services: [service('bronze-stream', 'job'), service('silver-stream', 'job'), service('gold-report', 'job')],
  findings: [
    {
      rule: 'capacity/executor-larger-than-any-worker',
      severity: 'critical',
      subject: { kind: 'service', name: 'gold-report' },
      message: 'asks 4 cores for an executor; the largest worker declares 3',
      explainedBy: null,
      exhibits: [{ label: '--executor-cores 4', plane: 'declared', place }],
      remedy: { summary: 'ask for at most 3 cores an executor, or declare a larger worker', commands: [], effect: null },
      fingerprint: 'executor-larger/gold-report',
      confidence: 'seen',
    },
  ],
  verdicts: verdicts({ 'capacity/executor-larger-than-any-worker': { verdict: 'ill', examined: 3 } }),
  rules: RULES,
  coverage: { compared: 0, inStep: 0, unknown: 0 },
  fit: {
    capacity: { cores: 6, memoryBytes: 6 * GIB },
    demand: { cores: 8 },
    headroom: 0,
    wantedHeadroom: 0.3,
    keepsHeadroom: 'no',
    unknown: [],
    jobs: [
      { service: 'bronze-stream', verdict: 'runs', cores: 2, coresRange: { least: 2, most: 2 }, reason: null, waysOut: [] },
      { service: 'silver-stream', verdict: 'runs', cores: 2, coresRange: { least: 2, most: 2 }, reason: null, waysOut: [] },
      { service: 'gold-report', verdict: 'waits', cores: 0, coresRange: { least: 0, most: 0 }, reason: 'an executor needs 4 cores and no worker has more than 3', waysOut: [{ changes: 'job', sentence: 'give it less', cores: 1 }] },
    ],
    compared: { with: 'main', lines: ['declared cores 12 -> 6', 'gold-report: runs -> waits'] },
  },
};
