import { describe, expect, test } from 'vitest';

import { observed } from '#evidence/evidence.js';

import { explained, findings, verdictOf } from './judge.js';
import { noFile, offline } from './offline.js';
import { cluster, dockerOf, snapshotOf, submit, worker } from './stack.js';

describe('lifecycle/daemonised-entrypoint', () => {
  const rule = 'lifecycle/daemonised-entrypoint';
  const on = (command: readonly string[], environment: Readonly<Record<string, string>> = {}, image = 'apache/spark:3.5.3') => offline({ m: { environment, declared: { command, image } } });

  test('a launcher as the last command ends the container', () => {
    expect(findings(rule, on(['/opt/spark/sbin/start-master.sh']))[0]).toMatchObject({ severity: 'warning', message: 'starts Spark with start-master.sh, which forks: the container ends as soon as the daemon is started' });
    expect(findings(rule, on(['bash', '/opt/spark/sbin/start-worker.sh', 'spark://m:7077']))).toHaveLength(1);
  });

  test('a tail that keeps it up is information', () => {
    expect(findings(rule, on(['sh', '-c', '/opt/spark/sbin/start-master.sh && tail -f /dev/null']))[0]).toMatchObject({ severity: 'info', message: 'starts Spark with start-master.sh, which forks: tail keeps the container up, so nobody sees when the daemon dies' });
  });

  test.each([
    ['the variable', on(['/opt/spark/sbin/start-master.sh'], { SPARK_NO_DAEMONIZE: '1' })],
    ['the variable in the line', on(['sh', '-c', 'SPARK_NO_DAEMONIZE=1 /opt/spark/sbin/start-master.sh'])],
    ['an image that sets it', on(['/opt/bitnami/spark/sbin/start-master.sh'], {}, 'bitnamilegacy/spark:3.5')],
  ])('%s keeps it in the foreground', (_, file) => {
    expect(verdictOf(rule, file).kind).toBe('healthy');
  });

  test('an image of one\'s own may set it: unknown; no launcher: healthy', () => {
    expect(verdictOf(rule, on(['/opt/spark/sbin/start-master.sh'], {}, 'own:1')).kind).toBe('unknown');
    expect(verdictOf(rule, offline(cluster({}))).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('lifecycle/image-unavailable-or-frozen', () => {
  const rule = 'lifecycle/image-unavailable-or-frozen';
  const on = (image: string, more: Readonly<Record<string, unknown>> = {}) => ({ m: { declared: { image, ...more } } });

  test.each(['bitnami/spark:3.5.1', 'docker.io/bitnami/kafka:3.6', 'bitnami/spark'])('%s may not be pulled any more', (image) => {
    expect(findings(rule, offline(on(image)))[0]).toMatchObject({ severity: 'warning', confidence: 'likely' });
  });

  test.each(['bitnamilegacy/spark:3.5.1', 'bde2020/spark-master:3.3.0-hadoop3.3', 'jupyter/pyspark-notebook:latest'])('%s is frozen', (image) => {
    expect(findings(rule, offline(on(image)))[0]?.severity).toBe('info');
  });

  test.each(['apache/spark:3.5.3', 'registry.example/bitnami/spark:3.5', 'quay.io/jupyter/pyspark-notebook', 'spark:4.0.1'])('%s is healthy', (image) => {
    expect(verdictOf(rule, offline(on(image))).kind).toBe('healthy');
  });

  test('an image that is built, and one that this engine has, weigh less', () => {
    const cached = snapshotOf(on('bitnami/spark:3.5'));
    const images = { ...dockerOf({}).images, 'bitnami/spark:3.5': { Id: 'sha256:1', Config: {} } };

    expect(verdictOf(rule, offline(on('bitnami/spark:3.5', { build: { context: '/srv/k2' } }))).kind).toBe('healthy');
    expect(findings(rule, { ...cached, evidence: { ...cached.evidence, docker: observed({ ...dockerOf({}), images }) } })[0]?.severity).toBe('info');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('lifecycle/container-logs-unbounded', () => {
  const rule = 'lifecycle/container-logs-unbounded';
  const old = (hostConfig: object, created = '2026-01-01T00:00:00.000Z') => snapshotOf({ 'spark-worker-1': worker(1, '1g', { container: { created, hostConfig } }) });

  test('of files it is one information for the project', () => {
    expect(findings(rule, offline(cluster({ a: { command: submit(1) } })))[0]).toMatchObject({ severity: 'info', confidence: 'likely', subject: { kind: 'project' }, message: '4 containers of Spark log to json-file without rotation: their logs grow until the disk is full' });
  });

  test('of containers it is told once they are a week old', () => {
    expect(findings(rule, old({ LogConfig: { Type: 'json-file', Config: {} } }))[0]?.exhibits[0]?.label).toContain('has logged for 18 d');
    expect(verdictOf(rule, old({ LogConfig: { Type: 'json-file', Config: {} } }, '2026-01-18T00:00:00.000Z')).kind).toBe('healthy');
    expect(verdictOf(rule, old({ LogConfig: { Type: 'json-file', Config: { 'max-size': '50m' } } })).kind).toBe('healthy');
  });

  test('options in the file, or another driver, are healthy; no file is unknown', () => {
    expect(verdictOf(rule, offline({ 'spark-worker-1': worker(1, '1g', { declared: { logging: { driver: 'json-file', options: { 'max-size': '50m' } } } }) })).kind).toBe('healthy');
    expect(verdictOf(rule, offline({ 'spark-worker-1': worker(1, '1g', { declared: { logging: { driver: 'local' } } }) })).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('lifecycle/no-restart-policy', () => {
  const rule = 'lifecycle/no-restart-policy';

  test('of files it is one information for the project', () => {
    expect(findings(rule, offline(cluster({})))[0]).toMatchObject({ severity: 'info', message: 'spark-master, spark-worker-1, spark-worker-2 have no restart policy: once ended, they stay down' });
  });

  test('live only one that has ended is told', () => {
    const ended = { 'spark-worker-1': worker(1, '1g', { container: { state: { Status: 'exited', Running: false, ExitCode: 1 } } }) };

    expect(findings(rule, snapshotOf(ended))[0]?.message).toBe('spark-worker-1 has no restart policy: once ended, it stays down');
    expect(explained(snapshotOf(ended)).find(({ finding }) => finding.rule.id === rule)?.cause?.rule.id).toBe('drift/service-not-running');
    expect(verdictOf(rule, snapshotOf(cluster({}))).kind).toBe('healthy');
  });

  test('either kind of policy is healthy; no file is unknown', () => {
    const file = offline({ a: worker(1, '1g', { declared: { restart: 'unless-stopped' } }), b: worker(1, '1g', { declared: { deploy: { restart_policy: { condition: 'on-failure' } } } }) });

    expect(verdictOf(rule, file).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});
