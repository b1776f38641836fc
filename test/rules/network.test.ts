import { describe, expect, test } from 'vitest';

import { explained, findings, verdictOf } from './judge.js';
import { noFile, offline } from './offline.js';
import { cluster, submit, worker, type ServiceStory } from './stack.js';

const dialling = (url: string, declared: Readonly<Record<string, unknown>> = {}): ServiceStory => ({ command: `spark-submit --master ${url} /opt/app/job.py`, declared });
const OTHER = { networks: { other: null } };

describe('network/master-url-unreachable', () => {
  const rule = 'network/master-url-unreachable';
  const reason = (url: string, declared = {}) => findings(rule, offline(cluster({ a: dialling(url, declared) })))[0]?.message;

  test.each([
    ['spark://spark-mastr:7077', 'no service, alias or hostname of the project is called spark-mastr'],
    ['spark://spark-master:8080', '8080 is the web page of spark-master; it listens on 7077'],
    ['spark://spark-master:7070', 'spark-master listens on 7077'],
    ['spark://spark_master:7077', 'Java takes no underscore in a host name: Spark refuses it as an invalid master URL'],
    ['spark://spark-master', 'it names no port: Spark refuses it as an invalid master URL'],
    ['spark://localhost:7077', 'localhost is its own container, where no master runs'],
  ])('%s is told with its reason', (url, expected) => {
    expect(reason(url)).toBe(`dials ${url}, and ${expected}`);
  });

  test('a master on another network is told by the networks', () => {
    expect(reason('spark://spark-master:7077', OTHER)).toContain('spark-master shares no network with it');
  });

  test('a port published on the host is not the port inside', () => {
    const stack = cluster({ a: dialling('spark://spark-master:17077') });
    const published = { ...stack, 'spark-master': { ...stack['spark-master'], declared: { ports: [{ target: 7077, published: '17077' }] } } };

    expect(findings(rule, offline(published))[0]?.message).toContain('17077 is published on the host; inside the network spark-master listens on 7077');
  });

  test.each(['spark://spark-master:7077', 'spark://spark-master:6066', 'spark://elsewhere.example:7077', 'spark://spark-master:7077,standby:7077'])('%s is healthy', (url) => {
    expect(verdictOf(rule, offline(cluster({ a: dialling(url) }))).kind).toBe('healthy');
  });

  test('a hostname, an alias and a name on an external network are names too', () => {
    const stack = cluster({ a: dialling('spark://the-boss:7077') });
    const named = (declared: Readonly<Record<string, unknown>>) => offline({ ...stack, 'spark-master': { ...stack['spark-master'], declared } });

    expect(verdictOf(rule, named({ hostname: 'the-boss' })).kind).toBe('healthy');
    expect(verdictOf(rule, named({ networks: { default: { aliases: ['the-boss'] } } })).kind).toBe('healthy');
    expect(verdictOf(rule, offline(cluster({ a: dialling('spark://the-boss:7077') }), { networks: { default: { name: 'shared', external: true } } })).kind).toBe('healthy');
  });

  test('without the file it is unknown', () => {
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('network/driver-on-unshared-network', () => {
  const rule = 'network/driver-on-unshared-network';
  const both = { networks: { default: null, back: null } };
  const split = (job: ServiceStory) => {
    const stack = cluster({ a: job });
    return offline({ ...stack, 'spark-master': { ...stack['spark-master'], declared: both }, 'spark-worker-2': worker(3, '3g', { declared: { networks: { back: null } } }) });
  };

  test('a worker that cannot call the driver back is named', () => {
    expect(findings(rule, split({ command: submit(1) }))[0]?.message).toBe('drives Spark from default, and shares no network with spark-worker-2: executors there cannot call it back');
  });

  test('a driver that reaches not even the master is one illness', () => {
    const told = explained(offline(cluster({ a: { command: submit(1), declared: OTHER } }))).filter(({ finding }) => finding.rule.id.startsWith('network/'));

    expect(told.map(({ finding, cause }) => [finding.rule.id, cause?.rule.id])).toEqual([['network/master-url-unreachable', undefined], [rule, 'network/master-url-unreachable']]);
  });

  test('one network is healthy, the network of the host is unknown', () => {
    expect(verdictOf(rule, offline(cluster({ a: { command: submit(1) } }))).kind).toBe('healthy');
    expect(verdictOf(rule, split({ command: submit(1), declared: { network_mode: 'host', networks: undefined } })).kind).toBe('unknown');
  });
});

describe('network/injected-port-variable', () => {
  const rule = 'network/injected-port-variable';

  test('an address in a port variable is told', () => {
    const file = offline({ 'spark-worker-1': worker(1, '1g', { environment: { SPARK_WORKER_PORT: 'tcp://172.17.0.2:7077' } }) });

    expect(findings(rule, file)[0]?.message).toBe('starts with SPARK_WORKER_PORT=tcp://172.17.0.2:7077, which is no number: the daemon does not start');
  });

  test('a link on the default bridge injects what inspect does not show', () => {
    const linked = (network_mode: string | undefined) => offline({ 'spark-worker-1': worker(1, '1g', { declared: { links: ['spark-worker'], network_mode } }) });

    expect(findings(rule, linked('bridge'))[0]).toMatchObject({ confidence: 'likely' });
    expect(verdictOf(rule, linked(undefined)).kind).toBe('healthy');
  });

  test('a number is healthy, no file is unknown', () => {
    expect(verdictOf(rule, offline({ 'spark-worker-1': worker(1, '1g', { environment: { SPARK_WORKER_PORT: '7078' } }) })).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('network/broker-advertises-localhost', () => {
  const rule = 'network/broker-advertises-localhost';
  const broker = (environment: Readonly<Record<string, string>>) => offline(cluster({ kafka: { environment } }));

  test('a broker known as localhost alone sends Spark to itself', () => {
    expect(findings(rule, broker({ KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://localhost:9092' }))[0]?.message).toContain('advertises only localhost');
    expect(findings(rule, broker({ KAFKA_ADVERTISED_HOST_NAME: '127.0.0.1' }))).toHaveLength(1);
  });

  test('a second listener for the network is healthy; no broker is not applicable, no file unknown', () => {
    expect(verdictOf(rule, broker({ KAFKA_CFG_ADVERTISED_LISTENERS: 'INTERNAL://kafka:29092,EXTERNAL://localhost:9092' })).kind).toBe('healthy');
    expect(verdictOf(rule, offline(cluster({}))).kind).toBe('not-applicable');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('network/host-port-clash', () => {
  const rule = 'network/host-port-clash';
  const publishing = (published: string, more: Readonly<Record<string, unknown>> = {}): ServiceStory => ({ declared: { ports: [{ target: 8080, published, ...more }] } });

  test('two services that want one port of the host are one finding', () => {
    const found = findings(rule, offline({ a: publishing('8080'), b: publishing('8080', { host_ip: '127.0.0.1' }), c: publishing('8081') }));

    expect(found.map(({ subject, message }) => [subject.name, message])).toEqual([['a', 'publishes port 8080 of the host, and so does b: they cannot run side by side']]);
  });

  test('replicas with a fixed port clash with themselves', () => {
    expect(findings(rule, offline({ a: { declared: { ports: [{ target: 8081, published: '8081' }], deploy: { replicas: 3 } } } }))[0]?.message).toBe('is to run 3 times, and each publishes port 8081 of the host: only 1 can');
  });

  test('other addresses, protocols and ranges are healthy; no file is unknown', () => {
    expect(verdictOf(rule, offline({ a: publishing('8080', { host_ip: '127.0.0.1' }), b: publishing('8080', { host_ip: '10.0.0.1' }), c: publishing('8080', { protocol: 'udp' }) })).kind).toBe('healthy');
    expect(verdictOf(rule, offline({ a: publishing('4040-4045'), b: publishing('4040-4045') })).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});
