import type { Report } from '#diagnosis/report.js';

import { amounts, EMPTY, job, RULES, service, verdicts, worker } from './base.js';

const GIB = 2 ** 30;
const JOBS = ['bronze-binance-stream', 'bronze-kraken-stream', 'silver-binance-transformation', 'silver-kraken-transformation'];

/** The same stack after the fix. */
export const healthy: Report = {
  ...EMPTY,
  cluster: {
    masters: [{ url: 'spark://spark-master:7077', status: 'ALIVE', ui: 'http://127.0.0.1:8090', service: 'spark-master' }],
    sparkVersion: '3.5.3',
    cores: amounts(6, 4),
    memoryBytes: amounts(6 * GIB, 4 * GIB),
    headroom: 2 / 6,
    workers: [worker('spark-worker-1', 'worker-20261122203401-172.19.0.3-41459', 2), worker('spark-worker-2', 'worker-20261122203402-172.19.0.4-32937', 2)],
    seen: true,
  },
  jobs: JOBS.map((name, at) =>
    job(name, 1, {
      application: { id: `app-20261122203707-000${String(at)}`, name, state: 'RUNNING', waitingSeconds: null, runningSeconds: 7500 + at, matchedBy: 'log' },
    }),
  ),
  services: [...JOBS.map((name) => service(name, 'job')), service('spark-master', 'master'), service('spark-worker-1', 'worker'), service('spark-worker-2', 'worker')],
  coverage: { compared: 120, inStep: 120, unknown: 0 },
  verdicts: verdicts({ 'streaming/backlog-growing': { verdict: 'not-applicable', examined: 0 } }),
  rules: RULES,
};
