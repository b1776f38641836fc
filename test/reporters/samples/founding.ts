import type { Report, ReportFinding, ReportJob, ReportService } from '#diagnosis/report.js';

import { amounts, EMPTY, job, RULES, service, verdicts, worker } from './base.js';

const GIB = 2 ** 30;

/** The founding incident as recorded with Spark 3.5.3: four jobs edited from 2 cores to 1, then restarted, not recreated. */
interface Founding {
  readonly name: string;
  readonly program: string;
  readonly application: string;
  readonly line: number;
  readonly waits: number | undefined;
  readonly runs: number | undefined;
  readonly started: string;
}

const FOUR: readonly Founding[] = [
  { name: 'bronze-binance-stream', program: 'K2-Bronze-Binance', application: 'app-20261122203529-0004', line: 27, waits: undefined, runs: 45, started: '2026-11-22T20:35:13.642Z' },
  { name: 'bronze-kraken-stream', program: 'K2-Bronze-Kraken', application: 'app-20261122203529-0005', line: 34, waits: undefined, runs: 44, started: '2026-11-22T20:35:14.785Z' },
  { name: 'silver-binance-transformation', program: 'K2-Silver-Binance', application: 'app-20261122203534-0007', line: 41, waits: 39, runs: undefined, started: '2026-11-22T20:35:16.287Z' },
  { name: 'silver-kraken-transformation', program: 'K2-Silver-Kraken', application: 'app-20261122203532-0006', line: 48, waits: 41, runs: undefined, started: '2026-11-22T20:35:17.754Z' },
];

const command = (program: string, cores: number) =>
  `spark-submit --master spark://spark-master:7077 --total-executor-cores ${String(cores)} --executor-cores ${String(cores)} ` +
  `--executor-memory 1g --driver-memory 512m /opt/app/job.py ${program}`;

const placeOf = (line: number) => ({ file: 'docker-compose.yml', line, column: 14 });

const jobs = FOUR.map(
  ({ name, program, application, line, waits, runs }): ReportJob =>
    job(name, 2, {
      application: {
        id: application,
        name: program,
        state: waits === undefined ? 'RUNNING' : 'WAITING',
        waitingSeconds: waits ?? null,
        runningSeconds: runs ?? null,
        matchedBy: 'log',
      },
      settings: {
        coresMax: { declared: 1, deployed: 2, requested: 2 },
        executorCores: { declared: 1, deployed: 2, requested: 2 },
        executorMemoryBytes: { declared: GIB, deployed: GIB, requested: GIB },
      },
      granted: waits === undefined ? { cores: 2, executors: 1, memoryBytes: GIB } : { cores: 0, executors: 0, memoryBytes: 0 },
      divergence: { setting: 'coresMax', from: 'declared', to: 'deployed' },
      provenance: [
        { setting: 'coresMax', plane: 'declared', value: '1', place: placeOf(line), via: ['--total-executor-cores'] },
        { setting: 'coresMax', plane: 'deployed', value: '2', place: null, via: [`container k2-${name}, --total-executor-cores`] },
        { setting: 'coresMax', plane: 'requested', value: '2', place: null, via: ['page of the application on the master'] },
        { setting: 'executorMemoryBytes', plane: 'declared', value: '1 GiB', place: placeOf(line), via: ['--executor-memory'] },
        { setting: 'executorMemoryBytes', plane: 'deployed', value: '1 GiB', place: null, via: [`container k2-${name}, --executor-memory`] },
      ],
    }),
);

const services = FOUR.map(
  ({ name, program, line }): ReportService =>
    service(name, 'job', {
      drift: [
        { field: 'command', declared: command(program, 1), deployed: command(program, 2), place: placeOf(line), via: [], kind: 'restarted-not-recreated', ignored: null },
      ],
      recreate: true,
      remedy: [`docker compose up -d ${name}`],
    }),
);

const stale = ({ name, program, line, started }: Founding): ReportFinding => ({
  rule: 'drift/stale-command',
  severity: 'critical',
  subject: { kind: 'service', name },
  message:
    'runs an older command than the file declares: --total-executor-cores 2 -> 1, --executor-cores 2 -> 1; ' +
    'it was restarted after the edit, and a restart keeps the old container',
  explainedBy: null,
  exhibits: [
    { label: `command = ${command(program, 1)}`, plane: 'declared', place: placeOf(line) },
    { label: `command = ${command(program, 2)}`, plane: 'deployed', place: null },
    { label: `container k2-${name} created 2026-11-22T20:33:42Z, started ${started}`, plane: 'deployed', place: null },
  ],
  remedy: { summary: 'create the container anew from the file; a restart is not enough', commands: [`docker compose up -d ${name}`], effect: 'restarts 1 streaming job' },
  fingerprint: `stale-command/${name}`,
  confidence: 'seen',
});

const waiting = ({ name, program }: Founding): ReportFinding => ({
  rule: 'capacity/waiting-application',
  severity: 'info',
  subject: { kind: 'application', name: program },
  message: 'waits with 0 of 2 cores: 4 jobs x 2 cores = 8 > 6; 2 cores are free, but 1 on each worker, and an executor needs 2',
  explainedBy: { rule: 'drift/stale-command', subject: { kind: 'service', name } },
  exhibits: [
    { label: 'Cores: 2 (0 granted, 2 left)', plane: 'requested', place: null },
    { label: 'spark-worker-1 and spark-worker-2 have 1 core free each', plane: 'granted', place: null },
  ],
  remedy: { summary: 'see the cause', commands: [], effect: null },
  fingerprint: `waiting-application/${name}`,
  confidence: 'seen',
});

const everyone = FOUR.map(({ name }) => name).join(' ');
const [, , binance, kraken] = FOUR;

const predicted = (service: string, name: string, state: 'RUNNING' | 'WAITING', cores: number) => ({ service, name, state, cores, coresRange: { least: cores, most: cores } });
const certain = (cores: number, running: number) => ({ range: { coresUsed: { least: cores, most: cores }, running: { least: running, most: running } }, dependsOn: [] });

export const founding: Report = {
  ...EMPTY,
  exitCode: 1,
  cluster: {
    masters: [{ url: 'spark://spark-master:7077', status: 'ALIVE', ui: 'http://127.0.0.1:8090', service: 'spark-master' }],
    sparkVersion: '3.5.3',
    cores: amounts(6, 4),
    memoryBytes: amounts(6 * GIB, 2 * GIB),
    headroom: 2 / 6,
    workers: [
      worker('spark-worker-1', 'worker-20261122203401-172.19.0.3-41459', 2, {
        executors: [{ application: 'app-20261122203529-0004', job: 'bronze-binance-stream', cores: 2, memoryBytes: GIB }],
        provenance: [
          { setting: 'workerCores', plane: 'declared', value: '3', place: { file: 'docker-compose.yml', line: 16, column: 20 }, via: ['SPARK_WORKER_CORES'] },
          { setting: 'workerCores', plane: 'deployed', value: '3', place: null, via: ['container k2-spark-worker-1-1, SPARK_WORKER_CORES'] },
          { setting: 'workerCores', plane: 'advertised', value: '3', place: null, via: ['master'] },
        ],
      }),
      worker('spark-worker-2', 'worker-20261122203402-172.19.0.4-32937', 2, {
        executors: [{ application: 'app-20261122203529-0005', job: 'bronze-kraken-stream', cores: 2, memoryBytes: GIB }],
      }),
    ],
    seen: true,
  },
  jobs,
  services: [...services, service('spark-master', 'master'), service('spark-worker-1', 'worker'), service('spark-worker-2', 'worker')],
  findings: [
    ...FOUR.slice(0, 2).map(stale),
    ...[binance, kraken].flatMap((one) => (one === undefined ? [] : [stale(one), waiting(one)])),
  ],
  fix: {
    commands: [`docker compose up -d ${everyone}`],
    effect: 'recreates 4 containers; interrupts 2 running streams',
    prediction: {
      cores: amounts(6, 4),
      headroom: 2 / 6,
      applications: FOUR.map(({ name, program }) => predicted(name, program, 'RUNNING', 1)),
      ...certain(4, 4),
    },
    alternative: {
      commands: ['docker compose up -d bronze-binance-stream'],
      effect: 'interrupts 1 running stream',
      price: '3 services keep running an older command than the file declares',
      prediction: {
        cores: amounts(6, 5),
        headroom: 1 / 6,
        applications: [
          predicted('bronze-binance-stream', 'K2-Bronze-Binance', 'RUNNING', 1),
          predicted('bronze-kraken-stream', 'K2-Bronze-Kraken', 'RUNNING', 2),
          predicted('silver-binance-transformation', 'K2-Silver-Binance', 'WAITING', 0),
          predicted('silver-kraken-transformation', 'K2-Silver-Kraken', 'RUNNING', 2),
        ],
        ...certain(5, 3),
      },
    },
  },
  coverage: { compared: 120, inStep: 116, unknown: 2 },
  blindSpots: [
    { source: 'container-stats', subject: null, reason: 'not collected without --stats', remedy: 'k2doctor check --stats', required: false },
  ],
  verdicts: verdicts({
    'drift/stale-command': { verdict: 'ill' },
    'capacity/waiting-application': { verdict: 'ill' },
    'streaming/backlog-growing': { verdict: 'unknown', examined: 0, detail: 'not seen: container-stats' },
  }),
  rules: RULES,
};
