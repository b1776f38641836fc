import { describe, expect, test } from 'vitest';

import { findings, verdictOf } from './judge.js';
import { noFile, offline, placesAt } from './offline.js';
import { type ServiceStory } from './stack.js';

describe('security/master-exposed', () => {
  const rule = 'security/master-exposed';
  const publishing = (target: number, more: Readonly<Record<string, unknown>> = {}, story: ServiceStory = {}) =>
    offline({ m: { command: 'spark-class org.apache.spark.deploy.master.Master', ...story, declared: { ports: [{ target, published: String(target), ...more }], ...story.declared } } }, placesAt({ 'services.m.ports.0': 9 }));

  test('7077 on all interfaces lets anyone run code', () => {
    const [finding] = findings(rule, publishing(7077));

    expect(finding).toMatchObject({ severity: 'warning', message: 'publishes 7077 on all interfaces without authentication: whoever reaches it can run code on the workers' });
    expect(finding?.exhibits[0]?.place).toMatchObject({ line: 9 });
    expect(finding?.remedy.summary).toBe('write "127.0.0.1:7077:7077", or do not publish it');
  });

  test('the network of the host publishes all', () => {
    expect(findings(rule, publishing(8080, {}, { declared: { network_mode: 'host' } }))[0]?.message).toContain("listens on 7077 of the host's own network");
  });

  test('6066 counts where the REST server is on', () => {
    expect(verdictOf(rule, publishing(6066)).kind).toBe('healthy');
    expect(findings(rule, publishing(6066, {}, { environment: { SPARK_MASTER_OPTS: '-Dspark.master.rest.enabled=true' } }))).toHaveLength(1);
    expect(findings(rule, publishing(6066, {}, { declared: { image: 'apache/spark:4.1.0' } }))).toHaveLength(1);
  });

  test('loopback, authentication and the web page alone are healthy; no file is unknown', () => {
    expect(verdictOf(rule, publishing(7077, { host_ip: '127.0.0.1' })).kind).toBe('healthy');
    expect(verdictOf(rule, publishing(7077, {}, { environment: { SPARK_RPC_AUTHENTICATION_ENABLED: 'yes' } })).kind).toBe('healthy');
    expect(verdictOf(rule, publishing(8080)).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('security/rpc-secret-mismatch', () => {
  const rule = 'security/rpc-secret-mismatch';
  const bitnami = (mode: string, environment: Readonly<Record<string, string>>): ServiceStory => ({ environment: { SPARK_MODE: mode, ...environment }, declared: { image: 'bitnami/spark:3.5' } });
  const on = (secret: string) => ({ SPARK_RPC_AUTHENTICATION_ENABLED: 'yes', SPARK_RPC_AUTHENTICATION_SECRET: secret });
  const pair = (master: Readonly<Record<string, string>>, worker: Readonly<Record<string, string>>) => offline({ m: bitnami('master', master), w: bitnami('worker', worker) });

  test('another secret is told, and never shown', () => {
    const [finding] = findings(rule, pair(on('mark-1'), on('mark-2')));

    expect(finding?.message).toBe('has another secret than m: it is refused');
    expect(JSON.stringify(finding)).not.toMatch(/mark-/);
  });

  test('one side without authentication is told', () => {
    expect(findings(rule, pair(on('mark-1'), {}))[0]?.message).toBe('does not authenticate, and m does: it is refused');
    expect(findings(rule, pair({}, on('mark-1')))[0]?.message).toBe('authenticates, and m does not: it is refused');
  });

  test('equal secrets and none at all are healthy', () => {
    expect(verdictOf(rule, pair(on('mark-1'), on('mark-1'))).kind).toBe('healthy');
    expect(verdictOf(rule, pair({}, {})).kind).toBe('healthy');
  });

  test('an image of one\'s own may hold the setting: unknown', () => {
    const own = offline({ m: bitnami('master', on('mark-1')), w: { command: 'spark-class org.apache.spark.deploy.worker.Worker spark://m:7077', declared: { image: 'own:1' } } });

    expect(verdictOf(rule, own).kind).toBe('unknown');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});
