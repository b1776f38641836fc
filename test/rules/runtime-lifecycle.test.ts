import { describe, expect, test } from 'vitest';

import type { DockerContainer } from '#evidence/docker/schema.js';

import { explained, findings, verdictOf } from './judge.js';
import { logs, mark } from './seen.js';
import { cluster, masterOf, snapshotOf, submit, worker, WORKER_HOSTS, type ContainerStory, type WorkerStory } from './stack.js';

const workers = (first: object = {}): WorkerStory[] => WORKER_HOSTS.map((host, at) => ({ host, cores: 3, used: 1, memoryUsed: 1024, ...(at === 0 ? first : {}) }));
const stack = (first: ContainerStory = {}, more = {}, listed = workers()) => snapshotOf({ ...cluster({ a: { command: submit(1) } }), 'spark-worker-1': worker(3, '3g', { container: first }) }, { ...masterOf(listed, [{ name: 'A', state: 'WAITING', coresMax: 1 }]), ...more });
const healthy = stack();
const noEngine = { ...healthy, evidence: masterOf(workers(), []) };

describe('lifecycle/healthcheck-cannot-run', () => {
  const checked = (Status: string, Output: string, declared = {}) => {
    const Health: DockerContainer['State']['Health'] = { Status, FailingStreak: 3, Log: [{ ExitCode: 1, Output }] };
    return snapshotOf({ ...cluster({ a: { command: submit(1), declared } }), 'spark-master': { command: 'spark-class org.apache.spark.deploy.master.Master', container: { state: { Health } } } });
  };

  test('the program that the image lacks is named, and who waits for it', () => {
    const [headline, symptom] = explained(checked('unhealthy', '/bin/sh: 1: curl: not found', { depends_on: { 'spark-master': { condition: 'service_healthy' } } })).filter(({ finding }) => finding.subject.name === 'spark-master');

    expect(headline?.finding.message).toBe('can never be healthy: its health check needs curl, which is not in the image; a waits for it');
    expect(symptom?.finding.rule.id).toBe('drift/service-not-running');
  });

  test.each(['OCI runtime exec failed: exec failed: unable to start container process: exec: "wget": executable file not found in $PATH: unknown', 'bash: line 1: wget: command not found', '/bin/sh: wget: not found'])('%s', (output) => {
    expect(findings('lifecycle/healthcheck-cannot-run', checked('starting', output))[0]?.message).toContain('needs wget');
  });

  test('a check that runs and fails is another illness; none is not applicable, no engine unknown', () => {
    expect(verdictOf('lifecycle/healthcheck-cannot-run', checked('unhealthy', 'connection refused')).kind).toBe('healthy');
    expect(verdictOf('lifecycle/healthcheck-cannot-run', checked('unhealthy', 'cat: /tmp/ready: No such file or directory')).kind).toBe('healthy');
    expect(verdictOf('lifecycle/healthcheck-cannot-run', healthy).kind).toBe('not-applicable');
    expect(verdictOf('lifecycle/healthcheck-cannot-run', noEngine).kind).toBe('unknown');
  });
});

describe('lifecycle/daemonised-entrypoint', () => {
  const started = (command: string, container: ContainerStory = {}) => snapshotOf({ ...cluster({}), 'spark-master': { command, container } });
  const over = { state: { Status: 'exited', Running: false, ExitCode: 0, StartedAt: '2026-01-19T09:00:00.000Z', FinishedAt: '2026-01-19T09:00:06.000Z' } };

  test('an end with code 0 after seconds is proof', () => {
    expect(findings('lifecycle/daemonised-entrypoint', started('/opt/spark/sbin/start-master.sh', over))[0]).toMatchObject({ severity: 'warning', message: 'starts Spark in the background with start-master.sh, so its container ended with code 0' });
  });

  test('one that is kept alive hides crashes: information', () => {
    expect(findings('lifecycle/daemonised-entrypoint', started('bash -c "/opt/spark/sbin/start-master.sh && tail -f /dev/null"'))[0]?.severity).toBe('info');
  });

  test('the class itself is healthy, no file unknown', () => {
    expect(verdictOf('lifecycle/daemonised-entrypoint', healthy).kind).toBe('healthy');
    expect(verdictOf('lifecycle/daemonised-entrypoint', noEngine).kind).toBe('unknown');
  });
});

describe('lifecycle/worker-gave-up-on-master', () => {
  const down = { state: { Status: 'exited', Running: false, ExitCode: 1, FinishedAt: '2026-01-19T09:50:00.000Z' } };
  const gaveUp = logs({ 1: { marks: { 'no-master': mark('All masters are unresponsive! Giving up.'), 'master-connect-failed': mark('Failed to connect to master spark-master:7070', ['spark-master:7070']) } } });

  test('the line, the restart policy and whom it dialled; it is why the worker does not run', () => {
    const [headline, symptom] = explained(stack(down, gaveUp)).filter(({ finding }) => finding.subject.name === 'spark-worker-1');

    expect(headline?.finding.message).toBe('gave up on its master spark-master:7070 and ended; its restart policy is no and it does not wait for a healthy master');
    expect(symptom?.finding.rule.id).toBe('drift/service-not-running');
  });

  test('a worker that runs is healthy; one that ended and whose log was not read is unknown', () => {
    expect(verdictOf('lifecycle/worker-gave-up-on-master', healthy).kind).toBe('healthy');
    expect(verdictOf('lifecycle/worker-gave-up-on-master', stack(down))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('docker compose logs') as string });
  });
});

describe('lifecycle/worker-heartbeat-lost', () => {
  test('DEAD while its container runs, and ALIVE that is silent', () => {
    expect(findings('lifecycle/worker-heartbeat-lost', stack({}, {}, workers({ state: 'DEAD', heartbeatAge: 300_000 })))[0]?.message).toBe('k2-spark-worker-1-1 runs, but the master gave it up as DEAD, last heartbeat 5 min ago: 3 cores are lost');
    expect(findings('lifecycle/worker-heartbeat-lost', stack({}, {}, workers({ heartbeatAge: 50_000 })))[0]?.message).toContain('hears nothing of it');
  });

  test('the record of a former life, and a worker in its first minute, are healthy', () => {
    const twins = [...workers(), { host: WORKER_HOSTS[0], cores: 3, state: 'DEAD', heartbeatAge: 300_000 }];

    expect(verdictOf('lifecycle/worker-heartbeat-lost', stack({}, {}, twins)).kind).toBe('healthy');
    expect(verdictOf('lifecycle/worker-heartbeat-lost', stack({ state: { StartedAt: '2026-01-19T09:59:30.000Z' } }, {}, workers({ state: 'DEAD' }))).kind).toBe('healthy');
    expect(verdictOf('lifecycle/worker-heartbeat-lost', snapshotOf(cluster({}))).kind).toBe('unknown');
  });
});

describe('lifecycle/workers-follow-old-master', () => {
  const recreated = (more = {}, listed = workers().slice(1)) => snapshotOf({ ...cluster({}), 'spark-master': { command: 'spark-class org.apache.spark.deploy.master.Master', container: { created: '2026-01-19T09:50:00.000Z', state: { StartedAt: '2026-01-19T09:50:01.000Z' } } } }, { ...masterOf(listed.map((one) => ({ ...one, host: WORKER_HOSTS[1] })), []), ...more });

  test('a worker older than the master that retries is told to restart; its absence is the symptom', () => {
    const seen = explained(recreated(logs({ 1: { marks: { 'worker-retry': mark('Retrying connection to master (attempt # 4)', ['4']) } } }))).filter(({ finding }) => finding.subject.name === 'spark-worker-1');

    expect(seen.map(({ finding }) => finding.rule.id)).toEqual(['lifecycle/workers-follow-old-master', 'cluster/worker-not-registered']);
    expect(seen[0]?.finding).toMatchObject({ confidence: 'seen', remedy: { actions: [{ kind: 'restart', service: 'spark-worker-1' }] } });
  });

  test('without its log it is likely; with a log that tells of no retry it is not so', () => {
    expect(findings('lifecycle/workers-follow-old-master', recreated())[0]?.confidence).toBe('likely');
    expect(verdictOf('lifecycle/workers-follow-old-master', recreated(logs({ 1: {} }))).kind).toBe('healthy');
  });

  test('workers that came back are healthy, no master unknown', () => {
    expect(verdictOf('lifecycle/workers-follow-old-master', healthy).kind).toBe('healthy');
    expect(verdictOf('lifecycle/workers-follow-old-master', snapshotOf(cluster({}))).kind).toBe('unknown');
  });
});

describe('lifecycle/work-dir-growing', () => {
  const old = { state: { StartedAt: '2026-01-01T00:00:00.000Z' }, environment: { SPARK_WORKER_CORES: '3', SPARK_WORKER_MEMORY: '3g' } };

  test('a full disk is a warning', () => {
    expect(findings('lifecycle/work-dir-growing', stack({}, logs({ 1: { marks: { 'no-space': mark('java.io.IOException: No space left on device') } } })))[0]).toMatchObject({ severity: 'warning', subject: { name: 'spark-worker-1' } });
  });

  test('weeks without cleanup are information; with it, or in Spark 4, healthy', () => {
    const cleaned = { ...old, environment: { ...old.environment, SPARK_WORKER_OPTS: '-Dspark.worker.cleanup.enabled=true' } };

    expect(findings('lifecycle/work-dir-growing', stack(old))[0]).toMatchObject({ severity: 'info', message: expect.stringContaining('18 d 10 h') as string });
    expect(findings('lifecycle/work-dir-growing', stack(cleaned))).toEqual([]);
    expect(verdictOf('lifecycle/work-dir-growing', healthy).kind).toBe('healthy');
    expect(verdictOf('lifecycle/work-dir-growing', noEngine).kind).toBe('unknown');
  });
});
