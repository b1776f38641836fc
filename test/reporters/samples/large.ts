import type { Report } from '#diagnosis/report.js';

import { amounts, EMPTY, job, RULES, service, verdicts, worker } from './base.js';

const number = (at: number) => String(at + 1).padStart(3, '0');
const names = Array.from({ length: 200 }, (_, at) => `job-${number(at)}`);
const GIB = 2 ** 30;

/** 200 jobs on 40 workers; every tenth job waits, every twentieth runs an older image. */
export const large: Report = {
  ...EMPTY,
  exitCode: 1,
  cluster: {
    masters: [{ url: 'spark://spark-master:7077', status: 'ALIVE', ui: 'http://127.0.0.1:8090', service: 'spark-master' }],
    sparkVersion: '4.0.1',
    cores: amounts(480, 360),
    memoryBytes: amounts(40 * 48 * GIB, 360 * GIB),
    headroom: 0.25,
    workers: Array.from({ length: 40 }, (_, at) =>
      worker(`spark-worker-${String(at + 1)}`, `worker-${String(at)}`, 9, {
        state: at === 7 ? 'DEAD' : 'ALIVE',
        cores: amounts(12, 9),
        memoryBytes: amounts(48 * GIB, 9 * GIB),
      }),
    ),
    seen: true,
  },
  jobs: names.map((name, at) =>
    job(name, 2, {
      application: {
        id: `app-${number(at)}`,
        name,
        state: at % 10 === 0 ? 'WAITING' : 'RUNNING',
        waitingSeconds: at % 10 === 0 ? 400 : null,
        runningSeconds: at % 10 === 0 ? null : 90_000,
        matchedBy: 'address',
      },
      granted: at % 10 === 0 ? { cores: 0, executors: 0, memoryBytes: 0 } : { cores: 2, executors: 1, memoryBytes: GIB },
    }),
  ),
  services: names.map((name, at) =>
    service(name, 'job', {
      drift:
        at % 20 === 0
          ? [{ field: 'image', declared: 'registry.example/job:2', deployed: 'registry.example/job:1', place: { file: 'compose.yaml', line: 10 + at, column: 5 }, via: [], kind: 'edited-not-applied', ignored: null }]
          : [],
    }),
  ),
  findings: names
    .filter((_, at) => at % 10 === 0)
    .map((name, at) => ({
      rule: 'capacity/waiting-application',
      severity: 'critical',
      subject: { kind: 'application', name },
      message: `waits with 0 of 2 cores behind ${String(at)} others: no worker has 2 cores free`,
      explainedBy: null,
      exhibits: [{ label: 'spark.cores.max = 2', plane: 'requested', place: null }],
      remedy: { summary: 'lower the demand or add a worker', commands: [], effect: null },
      fingerprint: `waiting/${name}`,
      confidence: 'seen',
    })),
  coverage: { compared: 6000, inStep: 5990, unknown: 0 },
  verdicts: verdicts({ 'capacity/waiting-application': { verdict: 'ill', examined: 200 } }),
  rules: RULES,
};
