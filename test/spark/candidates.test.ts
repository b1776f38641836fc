import { expect, test } from 'vitest';

import type { ComposeEvidence, ComposeService } from '#evidence/compose/schema.js';
import { findMasterCandidates, type MasterSight } from '#evidence/spark-master/candidates.js';
import { listedContainers } from '#evidence/spark-master/listed-containers.js';
import { readMasterAddresses } from '#evidence/spark-master/master-address.js';

import { dockerEvidence, type FakeContainer } from '../fakes/docker-evidence.js';

const MASTER: FakeContainer = { name: 'k2-spark-master', service: 'spark-master', hostname: 'spark-master', command: ['spark-class', 'org.apache.spark.deploy.master.Master', '--webui-port', '8080'], ip: '172.19.0.2', ports: { 8080: 8090 } };
const WORKER: FakeContainer = { name: 'k2-worker', service: 'worker', command: ['spark-class', 'org.apache.spark.deploy.worker.Worker', 'spark://spark-master:7077'], ip: '172.19.0.3' };

const search = (sight: Partial<MasterSight>) => findMasterCandidates({ masters: [], env: new Map(), ...sight });
const bases = (sight: Partial<MasterSight>) => search(sight).candidates.map(({ addresses }) => addresses.map(({ base }) => base));

function composeOf(services: Record<string, ComposeService>): ComposeEvidence {
  return { name: 'k2', nameFrom: '', workingDir: '/', files: [], envFiles: [], profiles: [], services, inactiveServices: [], networks: {}, volumes: {}, configs: {}, secrets: {}, provenance: {}, unsetVariables: {}, warnings: [], modifiedAt: {}, configHashes: {} };
}

test('a container that runs a master is asked at its published port, then at its own address', () => {
  const docker = dockerEvidence([MASTER, WORKER], { local: true });

  expect(search({ docker })).toEqual({
    candidates: [{
      addresses: [{ base: 'http://127.0.0.1:8090', foundBy: 'published-port' }, { base: 'http://172.19.0.2:8080', foundBy: 'container-address' }],
      service: 'spark-master', container: 'k2-spark-master',
    }],
    passedOver: [],
  });
});

test.each<readonly [string, FakeContainer, readonly string[]]>([
  ['--webui-port', { ...MASTER, command: ['spark-class', 'org.apache.spark.deploy.master.Master', '--webui-port', '9090'], ports: {} }, ['http://172.19.0.2:9090']],
  ['SPARK_MASTER_WEBUI_PORT', { ...MASTER, command: ['/bin/bash', '/master.sh'], env: ['SPARK_MASTER_WEBUI_PORT=9091'], ports: {} }, ['http://172.19.0.2:9091']],
  ['spark.master.ui.port, above all others', { ...MASTER, env: ['SPARK_MASTER_OPTS=-Dx=y -Dspark.master.ui.port=9092'], ports: { 9092: 19092 } }, ['http://127.0.0.1:19092', 'http://172.19.0.2:9092']],
  ['TLS', { ...MASTER, env: ['SPARK_MASTER_OPTS=-Dspark.ssl.standalone.enabled=true'], ports: { 8480: 8480 } }, ['https://127.0.0.1:8480', 'https://172.19.0.2:8480']],
  ['every network', { ...MASTER, ports: { 8080: ['0.0.0.0', 80] } }, ['http://127.0.0.1:80', 'http://172.19.0.2:8080']],
  ['one address of this machine', { ...MASTER, ports: { 8080: ['192.168.7.7', 80] } }, ['http://192.168.7.7:80', 'http://172.19.0.2:8080']],
  ['the host network', { ...MASTER, networkMode: 'host', ports: {} }, ['http://127.0.0.1:8080']],
])('the port of the page follows %s', (_, container, expected) => {
  expect(bases({ docker: dockerEvidence([container], { local: true }) })).toEqual([expected]);
});

test.each<readonly [string, FakeContainer]>([
  ['sbin script', { name: 'm', command: ['/opt/spark/sbin/start-master.sh'], ip: '10.0.0.2' }],
  ['a shell around it', { name: 'm', command: ['bash', '-c', 'sleep 1; exec spark-class org.apache.spark.deploy.master.Master -h 0.0.0.0'], ip: '10.0.0.2' }],
  ['Bitnami with a mode', { name: 'm', image: 'whatever', env: ['SPARK_MODE=master'], ip: '10.0.0.2' }],
  ['Bitnami without one', { name: 'm', image: 'docker.io/bitnami/spark:3.5', ip: '10.0.0.2' }],
  ['big data europe', { name: 'm', image: 'bde2020/spark-master:3.3.0-hadoop3.3', command: ['/bin/bash', '/master.sh'], ip: '10.0.0.2' }],
  ['all in one', { name: 'm', image: 'tabulario/spark-iceberg', command: ['notebook'], ip: '10.0.0.2' }],
])('a master is recognised by %s', (_, container) => {
  expect(bases({ docker: dockerEvidence([container], { local: true }) })).toEqual([['http://10.0.0.2:8080']]);
});

test.each<readonly [string, FakeContainer]>([
  ['a worker', { ...WORKER, command: ['spark-class', 'org.apache.spark.deploy.worker.Worker'] }],
  ['a worker of Bitnami', { name: 'w', image: 'bitnami/spark:3.5', env: ['SPARK_MODE=worker'], ip: '10.0.0.2' }],
  ['a job in the same image', { name: 'j', image: 'bitnami/spark:3.5', command: ['spark-submit', '/app.py'], ip: '10.0.0.2' }],
])('%s is no master', (_, container) => {
  expect(bases({ docker: dockerEvidence([container], { local: true }) })).toEqual([]);
});

test('what runs a master under a name that jobs use is found by that name', () => {
  const odd: FakeContainer = { name: 'k2-odd', service: 'odd', command: ['/run-everything.sh'], aliases: ['spark-master'], ip: '172.19.0.9' };

  expect(bases({ docker: dockerEvidence([odd, WORKER], { local: true }) })).toEqual([['http://172.19.0.9:8080']]);
});

test('a master that is stopped or paused is passed over by name, and its name is not looked up out here', () => {
  const docker = dockerEvidence([{ ...MASTER, status: 'exited', ip: '' }, { ...MASTER, name: 'second', status: 'paused' }, WORKER]);
  const compose = composeOf({ 'spark-master': { ports: [{ target: 8080, published: '8090' }] } });

  expect(search({ docker, compose })).toEqual({ candidates: [], passedOver: [{ subject: 'k2-spark-master', detail: 'is exited' }, { subject: 'second', detail: 'is paused' }] });
});

test('a remote engine is asked at its own host, unless the port is bound to its loopback', () => {
  const remote = (ports: FakeContainer['ports']) => dockerEvidence([{ ...MASTER, ports: ports ?? {} }], { host: 'ssh://me@build.lan:22' });

  expect(bases({ docker: remote({ 8080: ['0.0.0.0', 8090] }) })).toEqual([['http://build.lan:8090']]);
  expect(search({ docker: remote({ 8080: 8090 }) })).toMatchObject({ candidates: [], passedOver: [{ subject: 'k2-spark-master' }] });
});

test('without Docker the published ports of the file are asked', () => {
  const compose = composeOf({ m: { command: ['spark-class', 'org.apache.spark.deploy.master.Master'], ports: [{ target: 8080, published: '8090' }, { target: 7077, published: '7077' }] } });

  expect(search({ compose }).candidates).toEqual([{ addresses: [{ base: 'http://127.0.0.1:8090', foundBy: 'published-port' }], service: 'm' }]);
});

test('--master is asked and nothing else; each part of a list is a master of its own', () => {
  const docker = dockerEvidence([MASTER]);

  expect(search({ docker, masters: ['http://a:8080,http://b:8081/'] }).candidates).toEqual([
    { addresses: [{ base: 'http://a:8080', foundBy: 'flag' }] },
    { addresses: [{ base: 'http://b:8081', foundBy: 'flag' }] },
  ]);
});

test('spark:// leads to the container of that name, to the one that publishes the port, else to port 8080 of the host; never to 7077', () => {
  const docker = dockerEvidence([{ ...MASTER, ports: { 8080: 8090, 7077: 17077 } }]);

  expect(bases({ docker, masters: ['spark://spark-master:7077'] })).toEqual([['http://127.0.0.1:8090']]);
  expect(bases({ docker, masters: ['spark://localhost:17077'] })).toEqual([['http://127.0.0.1:8090']]);
  expect(bases({ docker, masters: ['spark://h1:7077,h2:7077'] })).toEqual([['http://h1:8080'], ['http://h2:8080']]);
  expect(readMasterAddresses('http://h:7077')).toEqual([{ kind: 'rpc', host: 'h', port: 7077 }]);
});

test('the environment is asked only when the project knows no master', () => {
  const env = new Map([['SPARK_MASTER_URL', 'spark://elsewhere:7077']]);

  expect(bases({ env })).toEqual([['http://elsewhere:8080']]);
  expect(bases({ env, docker: dockerEvidence([MASTER]) })).toEqual([['http://127.0.0.1:8090']]);
  expect(bases({ env: new Map([['MASTER', 'local[*]']]) })).toEqual([]);
});

test('a master outside the project is found by what the jobs are told, or among the neighbours', () => {
  const docker = dockerEvidence([WORKER], { neighbours: [{ ...MASTER, name: 'shared-master' }] });

  expect(search({ docker }).candidates).toMatchObject([{ container: 'shared-master' }]);
  expect(bases({ docker: dockerEvidence([{ ...WORKER, command: ['spark-submit', '--master', 'spark://cluster.lan:7077', 'x.py'] }]) })).toEqual([['http://cluster.lan:8080']]);
});

test('a project whose own master does not run is not judged by another project’s master of that name', () => {
  const [master, worker] = [MASTER, WORKER].map(({ command }) => ({ command }) as ComposeService);
  const compose = composeOf({ 'spark-master': master ?? {}, worker: worker ?? {} });
  const docker = dockerEvidence([WORKER], { neighbours: [{ ...MASTER, name: 'other-spark-master' }] });

  expect(search({ compose, docker }).candidates).toEqual([]);
});

test('the list of containers is enough to begin with', () => {
  const row = {
    Id: 'abc0000000000', Names: ['/k2-spark-master'], Image: 'lab/spark:3.5.3', Command: 'spark-class org.apache.spark.deploy.master.Master --webui-port 8080', State: 'running',
    Labels: { 'com.docker.compose.service': 'spark-master' }, Ports: [{ IP: '127.0.0.1', PrivatePort: 8080, PublicPort: 8090, Type: 'tcp' }, { PrivatePort: 7077, Type: 'tcp' }],
    HostConfig: { NetworkMode: 'k2_k2' }, NetworkSettings: { Networks: { k2_k2: { IPAddress: '172.19.0.2' } } },
  };

  const docker = listedContainers([row, { nonsense: true }], { Host: 'unix:///var/run/docker.sock', Local: true });

  expect(search({ docker }).candidates).toMatchObject([{ container: 'k2-spark-master', service: 'spark-master', addresses: [{ base: 'http://127.0.0.1:8090' }, { base: 'http://172.19.0.2:8080' }] }]);
});

test.each([
  ['localhost', [{ kind: 'ui', base: 'http://localhost:8080' }]],
  ['http://u:p@h:8080/json/', [{ kind: 'ui', base: 'http://u:p@h:8080' }]],
  ['https://h/spark/', [{ kind: 'ui', base: 'https://h/spark' }]],
  ['yarn', [{ kind: 'ui', base: 'http://yarn:8080' }]],
  ['k8s://https://h', []],
  ['spark://', []],
  ['', []],
])('the address %j is read', (text, expected) => {
  expect(readMasterAddresses(text)).toEqual(expected);
});
