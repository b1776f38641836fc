import { describe, expect, test } from 'vitest';

import { observed } from '#evidence/evidence.js';
import type { SparkDriver, SparkDriversEvidence } from '#evidence/spark-drivers/schema.js';

import { explained, findings, verdictOf } from './judge.js';
import { workersSay } from './seen.js';
import { applicationId, cluster, masterOf, shortId, snapshotOf, submit, TAKEN_AT, WORKER_HOSTS, workerId, type ApplicationStory } from './stack.js';

const workers = (more: Partial<Parameters<typeof masterOf>[0][number]> = {}) => WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 1, memoryUsed: 1024, ...more }));
const runs = (name: string, container: number, story: Partial<ApplicationStory> = {}): ApplicationStory => ({ name, granted: 1, coresMax: 1, driverHost: shortId(container), executors: [{ worker: workerId(0), cores: 1 }], ...story });
const waits = (name: string, container: number, story: Partial<ApplicationStory> = {}): ApplicationStory => ({ name, state: 'WAITING', coresMax: 1, driverHost: shortId(container), age: 840_000, ...story });
const blind = snapshotOf(cluster({ a: { command: submit(1) } }));
const healthy = snapshotOf(cluster({ a: { command: submit(1) } }), masterOf(workers(), [runs('A', 3)]));

describe('scheduling/free-cores-but-memory-full', () => {
  const hog = runs('A', 3, { memory: 3072, granted: 2, coresMax: 2, executors: [{ worker: workerId(0), cores: 1 }, { worker: workerId(1), cores: 1 }] });
  const full = snapshotOf(cluster({ a: { command: submit(2, 1, '3g') }, b: { command: submit(1) } }), masterOf(workers({ memoryUsed: 3072 }), [hog, waits('B', 4)]));

  test('free cores without memory are told as what they are, and who waits is the symptom', () => {
    const [headline, symptom] = explained(full);

    expect(headline?.finding).toMatchObject({ rule: { id: 'scheduling/free-cores-but-memory-full' }, subject: { kind: 'application', name: applicationId(1) } });
    expect(headline?.finding.message).toBe('b waits for memory, not for cores: 4 cores are free, an executor needs 1024 MiB, and no worker with the cores has more than 0 MiB free');
    expect(symptom).toMatchObject({ finding: { rule: { id: 'scheduling/application-waiting' } } });
  });

  test('enough memory is healthy, no master is unknown', () => {
    expect(verdictOf('scheduling/free-cores-but-memory-full', healthy).kind).toBe('healthy');
    expect(verdictOf('scheduling/free-cores-but-memory-full', blind).kind).toBe('unknown');
  });
});

describe('drivers of cluster mode', () => {
  const driver = (at: number, more: object) => ({ id: `driver-2026-000${String(at)}`, starttime: String(1000 + at), state: 'RUNNING', cores: 3, memory: 512, worker: workerId(at), mainclass: 'Job', ...more });
  const deadlock = snapshotOf(cluster({}), masterOf(workers({ used: 3 }), [waits('A', 9), waits('B', 9)], { activedrivers: [driver(0, {}), driver(1, {})] }));

  test('drivers that hold every core while all applications wait are a deadlock', () => {
    const [headline, ...symptoms] = explained(deadlock).filter(({ finding }) => finding.rule.id.startsWith('scheduling/'));

    expect(headline?.finding.message).toBe('2 drivers hold 6 of 6 cores, and no application has one: A, B wait');
    expect(headline?.severity).toBe('critical');
    expect(symptoms.map(({ cause }) => cause?.rule.id)).toEqual(['scheduling/cluster-drivers-starve-apps', 'scheduling/cluster-drivers-starve-apps']);
  });

  test('a driver beside an application that runs starves nobody', () => {
    const beside = snapshotOf(cluster({}), masterOf(workers(), [runs('A', 9)], { activedrivers: [driver(0, { cores: 1 })] }));

    expect(verdictOf('scheduling/cluster-drivers-starve-apps', beside).kind).toBe('healthy');
    expect(verdictOf('scheduling/cluster-drivers-starve-apps', healthy).kind).toBe('not-applicable');
    expect(verdictOf('scheduling/cluster-drivers-starve-apps', blind).kind).toBe('unknown');
  });

  test('a driver that no worker has room for says by how much', () => {
    const large = snapshotOf(cluster({}), masterOf(workers(), [], { activedrivers: [driver(0, { state: 'SUBMITTED', worker: 'None', cores: 1, memory: 8192 })] }));

    expect(findings('scheduling/driver-cannot-be-placed', large)[0]?.message).toBe('driver-2026-0000 (Job) waits for a worker: asks 8192 MiB x 1 core for the driver; the largest worker has 3072 MiB x 3 (5120 MiB short)');
    expect(verdictOf('scheduling/driver-cannot-be-placed', deadlock).kind).toBe('healthy');
    expect(verdictOf('scheduling/driver-cannot-be-placed', blind).kind).toBe('unknown');
  });

  test('a failed driver is told until another of its class runs', () => {
    const failed = driver(0, { state: 'FAILED' });
    const story = (activedrivers: object[]) => snapshotOf(cluster({}), masterOf(workers(), [], { completeddrivers: [failed], activedrivers: activedrivers as never }));

    expect(findings('scheduling/cluster-driver-failed', story([]))[0]?.message).toContain('(Job) ended FAILED');
    const told = { ...story([]), evidence: { ...story([]).evidence, ...workersSay({}, { driverLogs: [{ workerId: workerId(0), driverId: failed.id, tail: 'INFO x\nException in thread "main" java.lang.reflect.InvocationTargetException\n\tat x\nCaused by: java.lang.IllegalAccessError: class a cannot access class b', kinds: [] }] }) } };
    expect(findings('scheduling/cluster-driver-failed', told)[0]?.message).toBe('driver-2026-0000 (Job) ended FAILED on spark-worker-1: java.lang.IllegalAccessError: class a cannot access class b');
    expect(verdictOf('scheduling/cluster-driver-failed', story([driver(1, {})])).kind).toBe('healthy');
    expect(verdictOf('scheduling/cluster-driver-failed', story([driver(1, { state: 'SUBMITTED' })])).kind).toBe('ill');
    expect(verdictOf('scheduling/cluster-driver-failed', blind).kind).toBe('unknown');
  });
});

describe('scheduling/idle-executors-kept', () => {
  const executor = (id: string, activeTasks: number) => ({ id, hostPort: 'h:1', isActive: true, totalCores: 3, activeTasks, failedTasks: 0, completedTasks: 9, totalDuration: 1000, totalGCTime: 0, memoryUsed: 0, maxMemory: 1 });
  const NOW = Date.parse(TAKEN_AT);
  const drivers = (more: Partial<SparkDriver>): { 'spark-drivers': ReturnType<typeof observed<SparkDriversEvidence>> } => ({
    'spark-drivers': observed({
      drivers: [{ appId: applicationId(0), appName: 'Shell', ui: 'http://10.0.0.9:4040', foundBy: 'container-address', sparkProperties: { 'spark.cores.max': '6', 'spark.executor.cores': '3' }, executors: [executor('driver', 0), executor('0', 0)], jobs: [{ jobId: 0, status: 'SUCCEEDED', numFailedTasks: 0, completionTime: new Date(NOW - 600_000).toISOString().replace('Z', 'GMT') }], streams: [], ...more }],
      gaps: [],
    }),
  });
  const stack = (more: Partial<SparkDriver>) => snapshotOf(cluster({ a: { command: submit(6, 3) }, b: { command: submit(1) } }), { ...masterOf(workers({ used: 3 }), [runs('Shell', 3, { granted: 6, coresMax: 6 }), waits('B', 4)]), ...drivers(more) });

  test('a session that did nothing for ten minutes while others wait is told with its cores', () => {
    expect(findings('scheduling/idle-executors-kept', stack({}))[0]?.message).toBe('a keeps 1 idle executor (6 cores) for 10 min while others wait');
  });

  test('a task at work, or nobody who waits, is healthy', () => {
    expect(verdictOf('scheduling/idle-executors-kept', stack({ executors: [executor('0', 1)] })).kind).toBe('healthy');
    expect(verdictOf('scheduling/idle-executors-kept', { ...healthy, evidence: { ...healthy.evidence, ...drivers({}) } }).kind).toBe('healthy');
  });

  test('a driver whose REST did not answer leaves it unknown', () => {
    expect(verdictOf('scheduling/idle-executors-kept', stack({ executors: undefined })).kind).toBe('unknown');
    expect(verdictOf('scheduling/idle-executors-kept', healthy).kind).toBe('unknown');
  });
});

describe('cluster/driver-orphaned', () => {
  const mark = (first: string) => ({ count: 1, first, last: first, captures: ['spark-master:7077'], line: 'Connection to spark-master:7077 failed; waiting for master to reconnect...' });
  const log = (appId: string | undefined, marks: Record<string, ReturnType<typeof mark>>) => ({ 'container-logs': observed({ logs: [{ container: shortId(3).padEnd(64, 'f'), lines: 9, complete: true, ...(appId === undefined ? {} : { appId }), marks, progress: [] }], gaps: [] }) });
  const stack = (logs: ReturnType<typeof log>, known: readonly ApplicationStory[] = []) => snapshotOf(cluster({ a: { command: submit(1) } }), { ...masterOf(workers(), known), ...logs });

  test('a driver that the restarted master has forgotten is told, and restarted', () => {
    const [finding] = findings('cluster/driver-orphaned', stack(log('app-old', { 'master-lost': mark('2026-01-19T09:50:00.000Z') })));

    expect(finding).toMatchObject({ subject: { kind: 'service', name: 'a' }, severity: 'critical', confidence: 'seen', remedy: { actions: [{ kind: 'restart', service: 'a' }] } });
    expect(finding?.message).toContain('which the master does not know: it restarted 10 min ago');
  });

  test('a log that only names an unknown application makes it likely', () => {
    expect(findings('cluster/driver-orphaned', stack(log('app-old', {})))[0]?.confidence).toBe('likely');
  });

  test('a known application is healthy, also right after the master was lost', () => {
    expect(verdictOf('cluster/driver-orphaned', stack(log(applicationId(0), { 'master-lost': mark('2026-01-19T09:50:00.000Z') }), [runs('A', 3)])).kind).toBe('healthy');
    expect(verdictOf('cluster/driver-orphaned', stack(log('app-old', { 'master-lost': mark('2026-01-19T09:59:50.000Z') }))).kind).toBe('healthy');
  });

  test('a driver without log or REST is unknown, with the command that would tell', () => {
    expect(verdictOf('cluster/driver-orphaned', snapshotOf(cluster({ a: { command: submit(1) } }), masterOf(workers(), [])))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('docker compose logs a') as string });
  });
});

describe('workers and containers that do not find each other', () => {
  test('a worker of no container is information; once silent it is a ghost', () => {
    const ghost = (heartbeatAge: number) => snapshotOf(cluster({}), masterOf([...workers(), { host: '10.9.9.9', cores: 3, heartbeatAge }], [waits('A', 9)]));

    expect(findings('cluster/ghost-worker', ghost(1000))[0]).toMatchObject({ severity: 'info', confidence: 'likely' });
    expect(findings('cluster/ghost-worker', ghost(45_000))[0]).toMatchObject({ severity: 'warning', message: expect.stringContaining('45 s old') as string });
    expect(verdictOf('cluster/ghost-worker', healthy).kind).toBe('healthy');
    expect(verdictOf('cluster/ghost-worker', blind).kind).toBe('unknown');
  });

  test('a container that the master does not know is told with whom it dials', () => {
    const [one] = workers();
    const alone = snapshotOf(cluster({}), masterOf(one === undefined ? [] : [one], []));

    expect(findings('cluster/worker-not-registered', alone)[0]?.message).toMatch(/^k2-spark-worker-2-1 runs for 11 h 49 min and spark:\/\/spark-master:7077 does not know it; it dials spark:\/\/spark-master:7077$/);
    expect(verdictOf('cluster/worker-not-registered', healthy).kind).toBe('healthy');
    expect(verdictOf('cluster/worker-not-registered', blind).kind).toBe('unknown');
  });

  test('in the first minute of a master its workers are still coming back', () => {
    const restarted = snapshotOf({ ...cluster({}), 'spark-master': { command: 'spark-class org.apache.spark.deploy.master.Master', container: { state: { StartedAt: '2026-01-19T09:59:50.000Z' } } } }, masterOf([], []));

    expect(findings('cluster/no-alive-workers', restarted)[0]).toMatchObject({ severity: 'info', message: expect.stringContaining('the master, started 10 s ago, has no ALIVE worker') as string });
    expect(verdictOf('cluster/worker-not-registered', restarted).kind).toBe('unknown');
  });

  test('where a worker goes by a name of its own, nobody can say which container is missing', () => {
    const named = snapshotOf(cluster({}), masterOf([{ host: WORKER_HOSTS[0], cores: 3 }, { host: 'big-iron', cores: 3 }], []));

    expect(verdictOf('cluster/worker-not-registered', named).kind).toBe('unknown');
  });
});
