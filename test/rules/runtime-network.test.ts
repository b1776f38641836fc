import { describe, expect, test } from 'vitest';

import { explained, findings, verdictOf } from './judge.js';
import { driverSays, logs, mark, workersSay } from './seen.js';
import { applicationId, cluster, dockerOf, masterOf, shortId, snapshotOf, submit, worker, workerId, WORKER_HOSTS, type ApplicationStory } from './stack.js';
import { observed } from '#evidence/evidence.js';

const workers = WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 1, memoryUsed: 1024 }));
const jobs = { a: { command: submit(1) } };
const runs = (story: Partial<ApplicationStory> = {}): ApplicationStory => ({ name: 'A', granted: 1, age: 90_000, coresMax: 1, driverHost: shortId(3), executors: [{ worker: workerId(0), cores: 1 }], ...story });
const stack = (application: ApplicationStory, more = {}) => snapshotOf(cluster(jobs), { ...masterOf(workers, [application]), ...more });
const executor = (id: string, isActive = true) => ({ id, hostPort: 'h:1', isActive, totalCores: 1, activeTasks: 0, failedTasks: 0, completedTasks: 0, totalDuration: 0, totalGCTime: 0, memoryUsed: 0, maxMemory: 1 });

describe('network/executors-cannot-reach-driver', () => {
  const ended = { id: 0, appId: applicationId(0), appName: 'A', memory: 1024, driver: { host: 'my-laptop.lan', port: 40969 } };
  const TAIL = 'Exception in thread "main" java.lang.reflect.UndeclaredThrowableException\nCaused by: java.io.IOException: Failed to connect to my-laptop.lan/<unresolved>:40969\n\tat x';
  const loop = (tail: string | undefined, count = 1) => {
    const log = { workerId: workerId(0), appId: applicationId(0), executorId: 0, tail: tail ?? '' };
    return { ...workersSay({ finishedExecutors: Array.from({ length: count }, (_, id) => ({ ...ended, id })) }, { executorLogs: tail === undefined ? [] : [log] }), ...driverSays({ executors: [executor('driver')] }) };
  };

  test('the stderr of one ended executor that names the driver is proof', () => {
    const [headline] = explained(stack(runs(), loop(TAIL)));

    expect(headline?.finding.message).toBe("a has cores, but its executors end as soon as they start: workers cannot open the driver's my-laptop.lan:40969");
    expect(headline).toMatchObject({ severity: 'critical', cause: undefined });
    expect(headline?.finding.exhibits[0].label).toContain('Failed to connect to my-laptop.lan');
  });

  test('a driver on another network than the workers is told as that', () => {
    const apart = snapshotOf(cluster({ a: { command: submit(1), container: { networks: { airflow_default: { IPAddress: '10.7.0.5', Aliases: [shortId(3)] } } } } }), { ...masterOf(workers, [runs()]), ...loop(TAIL) });

    expect(findings('network/executors-cannot-reach-driver', apart)[0]?.message).toContain('; its container is on airflow_default, the workers on k2_default');
  });

  test('without stderr three ended executors and none at work make it likely; two do not', () => {
    expect(findings('network/executors-cannot-reach-driver', stack(runs(), loop(undefined, 3)))[0]?.confidence).toBe('likely');
    expect(verdictOf('network/executors-cannot-reach-driver', stack(runs(), loop(undefined, 2))).kind).toBe('healthy');
  });

  test('executors whose workers were made anew one after the other are no loop', () => {
    const ended = (worker: string, state: string) => stack(runs({ executors: Array.from({ length: 4 }, () => ({ worker, cores: 1, state, removed: true })) }), loop(undefined, 0));
    const verdicts = ['LOST', 'EXITED', 'FAILED'].map((state) => [workerId(7), workerId(0)].map((worker) => verdictOf('network/executors-cannot-reach-driver', ended(worker, state)).kind));

    expect(verdicts).toEqual([['healthy', 'healthy'], ['healthy', 'ill'], ['healthy', 'ill']]);
  });

  test('another reason in the stderr is another rule, and only that one', () => {
    const clash = stack(runs(), loop('java.io.InvalidClassException: org.apache.spark.rpc.RpcEndpointVerifier$CheckExistence; local class incompatible: x', 5));

    expect(explained(clash).map(({ finding }) => finding.rule.id)).toEqual(['image/spark-build-mismatch']);
  });

  test('as many that ended over a long life are no loop', () => {
    const old = snapshotOf(cluster(jobs), { ...masterOf(workers, [runs({ age: 86_400_000 })]), ...loop(TAIL, 3) });

    expect(verdictOf('network/executors-cannot-reach-driver', old).kind).toBe('healthy');
  });

  test('an executor at work is healthy, whatever ended before it', () => {
    const works = { ...loop(TAIL, 3), ...driverSays({ executors: [executor('driver'), executor('4')] }) };

    expect(verdictOf('network/executors-cannot-reach-driver', stack(runs(), works)).kind).toBe('healthy');
  });

  test('no page, no workers, no driver is unknown', () => {
    expect(verdictOf('network/executors-cannot-reach-driver', stack({ name: 'A', granted: 1 })).kind).toBe('unknown');
    expect(verdictOf('network/executors-cannot-reach-driver', snapshotOf(cluster(jobs))).kind).toBe('unknown');
  });
});

describe('network/master-bound-to-other-address', () => {
  const called = (url: string) => snapshotOf(cluster(jobs), masterOf(workers, [], { url }));

  test('a loopback is nobody else\'s', () => {
    expect(findings('network/master-bound-to-other-address', called('spark://127.0.0.1:7077'))[0]?.message).toContain('a loopback that no other container reaches, and spark-worker-1, spark-worker-2, a are in other containers');
  });

  test('an address in a network that the workers are not on', () => {
    const networks = { back: { IPAddress: '10.1.0.2' }, k2_default: { IPAddress: '172.19.0.2' } };
    const stories = { ...cluster({}), 'spark-master': { command: 'spark-class org.apache.spark.deploy.master.Master', container: { networks } } };

    expect(findings('network/master-bound-to-other-address', snapshotOf(stories, masterOf(workers, [], { url: 'spark://10.1.0.2:7077' })))[0]?.message).toContain('its address in back');
    expect(verdictOf('network/master-bound-to-other-address', snapshotOf(stories, masterOf(workers, [], { url: 'spark://172.19.0.2:7077' }))).kind).toBe('healthy');
  });

  test('a name is healthy, no master unknown', () => {
    expect(verdictOf('network/master-bound-to-other-address', called('spark://spark-master:7077')).kind).toBe('healthy');
    expect(verdictOf('network/master-bound-to-other-address', snapshotOf(cluster(jobs))).kind).toBe('unknown');
  });
});

describe('network/ui-address-unusable', () => {
  const published = (HostPort: string | undefined) => {
    const docker = dockerOf(cluster({}));
    const containers = docker.containers.map((one) => (one.Name === '/k2-spark-worker-1-1' && HostPort !== undefined ? { ...one, NetworkSettings: { ...one.NetworkSettings, Ports: { '8081/tcp': [{ HostIp: '0.0.0.0', HostPort }] } } } : one));
    return snapshotOf(cluster({}), { ...masterOf(workers, []), docker: observed({ ...docker, containers }) });
  };

  test('a published page that the master links by its container\'s address is told where it is', () => {
    expect(findings('network/ui-address-unusable', published('8082'))[0]).toMatchObject({ severity: 'info', message: expect.stringContaining('http://172.19.0.3:8081 is open at http://localhost:8082') as string });
  });

  test('what nobody publishes is not meant to be opened; no master is unknown', () => {
    expect(verdictOf('network/ui-address-unusable', published(undefined)).kind).toBe('healthy');
    expect(verdictOf('network/ui-address-unusable', snapshotOf(cluster(jobs))).kind).toBe('unknown');
  });
});

describe('image/spark-build-mismatch', () => {
  const clash = (name: string) => mark(`java.io.InvalidClassException: ${name}; local class incompatible: stream classdesc serialVersionUID = 1, local class serialVersionUID = 2`, [name, '1', '2']);
  const all = { 0: {}, 1: {}, 2: {}, 3: {} };

  test('a class of Spark in the master\'s log says who does not fit', () => {
    const seen = stack(runs(), logs({ ...all, 0: { marks: { 'version-clash': clash('org.apache.spark.deploy.ApplicationDescription') } } }));

    expect(findings('image/spark-build-mismatch', seen)[0]).toMatchObject({ severity: 'critical', subject: { name: 'spark-master' }, message: 'refuses a client or worker of another Spark build: org.apache.spark.deploy.ApplicationDescription' });
  });

  test('a class of the application is none of Spark\'s', () => {
    expect(verdictOf('image/spark-build-mismatch', stack(runs(), logs({ ...all, 3: { marks: { 'version-clash': clash('com.acme.Event') } } }))).kind).toBe('healthy');
  });

  test('other numbers alone are likely, and a warning', () => {
    expect(findings('image/spark-build-mismatch', stack(runs(), { ...logs(all), ...driverSays({ sparkVersion: '3.5.1' }) }))[0]).toMatchObject({ severity: 'warning', confidence: 'likely', message: 'is Spark 3.5.1, the cluster 3.5.3' });
  });

  test('logs without it are healthy, no logs unknown', () => {
    expect(verdictOf('image/spark-build-mismatch', stack(runs(), logs(all))).kind).toBe('healthy');
    expect(verdictOf('image/spark-build-mismatch', stack(runs())).kind).toBe('unknown');
  });
});

describe('image/python-minor-mismatch', () => {
  test('both versions are told', () => {
    const seen = stack(runs(), logs({ 3: { marks: { 'python-clash': mark('RuntimeError: Python in worker has different version 3.8 than that in driver 3.9, PySpark cannot run', ['3.8', '3.9']) } } }));

    expect(findings('image/python-minor-mismatch', seen)[0]).toMatchObject({ subject: { name: 'a' }, message: 'has Python 3.9 in the driver and 3.8 on the workers: every Python task fails' });
  });

  test('a log without it is healthy, no log unknown', () => {
    expect(verdictOf('image/python-minor-mismatch', stack(runs(), logs({ 3: {} }))).kind).toBe('healthy');
    expect(verdictOf('image/python-minor-mismatch', stack(runs())).kind).toBe('unknown');
  });
});

test('a stack that works has none of these', () => {
  const seen = explained(snapshotOf({ ...cluster(jobs), 'spark-worker-1': worker() }, { ...masterOf(workers, [runs()]), ...logs({ 0: {}, 1: {}, 2: {}, 3: {} }), ...workersSay({}) }));

  expect(seen).toEqual([]);
});
