import { dirname } from 'node:path';

import { expect, test } from 'vitest';
import * as z from 'zod/mini';

import { observed, type Evidence } from '#evidence/evidence.js';
import { masterDocumentSchema, type ApplicationPage, type SparkMasterEvidence } from '#evidence/spark-master/schema.js';
import { parseApplicationPage } from '#evidence/spark-master/application-page.js';
import { observeSparkWorkers } from '#evidence/spark-workers/sensor.js';
import { sparkWorkersSchema } from '#evidence/spark-workers/schema.js';

import { dockerEvidence, type FakeContainer } from '../fakes/docker-evidence.js';
import { sensorContext } from '../fakes/sensor-context.js';
import { allRecorded, filesIn, page, recorded, serveSparkUi, workerRoutes, type Fault, type SparkUi } from '../fakes/spark-ui.js';

/** The evidence that the master's sensor brings of a recorded situation. */
function masterOf(folder: string, ui = 'http://127.0.0.1:1'): Evidence<SparkMasterEvidence> {
  // What a worker advertises may be a real address of the machine that runs the tests: they ask only their fakes.
  const text = recorded(folder, 'json.json').replace(/"webuiaddress" : "http:\/\/[^:"]+:/g, '"webuiaddress" : "http://127.0.0.2:');
  const document = masterDocumentSchema.parse(JSON.parse(text));
  const applicationPages = document.activeapps.flatMap(({ id }): ApplicationPage[] => {
    const name = `app-${id}.html`;
    const read = filesIn(folder).includes(name) ? parseApplicationPage(recorded(folder, name), id) : undefined;
    return read === undefined ? [] : [read];
  });
  return observed({ masters: [{ ui, foundBy: 'flag', document, applicationPages }], gaps: [] });
}

const idAndHost = (folder: string) => z.parse(z.object({ id: z.string() }), JSON.parse(recorded(folder, 'json.json'))).id;
/** The container of a recorded worker, published at its fake. Its address comes out of its id. */
const containerOf = (folder: string, ui: SparkUi): FakeContainer => ({ name: `k2-${folder.slice(-8)}`, service: folder.slice(-8), ip: idAndHost(folder).split('-')[2] ?? '', ports: { 8081: ui.port } });
const valueOf = (evidence: unknown) => z.parse(z.object({ status: z.literal('observed'), value: sparkWorkersSchema }), evidence).value;

const SITUATIONS = [...new Set(allRecorded(/\/master\/json\.json$/).map((path) => dirname(dirname(path))))].filter((folder) => filesIn(folder).includes('worker-1'));

test.each(SITUATIONS)('%s: every ALIVE worker that was recorded says what it runs', async (situation) => {
  const folders = filesIn(situation).filter((name) => name.startsWith('worker-') && filesIn(situation, name).includes('json.json')).map((name) => `${situation}/${name}`);
  const uis = await Promise.all(folders.map((folder) => serveSparkUi(workerRoutes(folder))));
  const docker = observed(dockerEvidence(folders.map((folder, at) => containerOf(folder, uis[at] as SparkUi))));
  const master = masterOf(`${situation}/master`);
  const ids = new Set(folders.map(idAndHost));

  const evidence = await observeSparkWorkers(sensorContext({ deadline: 1_500 }), { docker, 'spark-master': master });
  await Promise.all(uis.map((ui) => ui[Symbol.asyncDispose]()));

  const alive = master.status === 'observed' ? (master.value.masters[0]?.document.workers ?? []).filter(({ state, id }) => state === 'ALIVE' && ids.has(id)) : [];
  const workers = evidence.status === 'observed' ? valueOf(evidence).workers : [];
  expect(workers.map(({ id }) => id)).toEqual(alive.map(({ id }) => id).sort());
  for (const { executors, id } of workers) {
    for (const executor of executors) expect(executor.driver, id).toMatchObject({ port: expect.any(Number) as number });
  }
  expect(uis.flatMap(({ requests }) => requests).filter((request) => !request.startsWith('GET '))).toEqual([]);
});

const FOUNDING = '3.5.3/02-founding';

test('an executor tells its application, the requested cores and the host of its driver', async () => {
  await using one = await serveSparkUi(workerRoutes(`${FOUNDING}/worker-1`));
  const docker = observed(dockerEvidence([containerOf(`${FOUNDING}/worker-1`, one)]));

  const { workers } = valueOf(await observeSparkWorkers(sensorContext({ deadline: 1_000 }), { docker, 'spark-master': masterOf(`${FOUNDING}/master`) }));

  expect(workers[0]).toMatchObject({ container: 'k2-worker-1', ui: one.url, masterUrl: 'spark://spark-master:7077', cores: 3, coresUsed: 2 });
  expect(workers[0]?.executors).toEqual([{ id: 0, appId: 'app-20261122203529-0004', appName: 'K2-Bronze-Binance', memory: 1024, coresMax: 2, driver: { host: '3483068ac149', port: 34199 } }]);
});

test('a worker that only the master reaches is asked through the reverse proxy', async () => {
  const folder = '3.5.3/17-reverse-proxy';
  const [master, requests] = [recorded(folder, 'master/json.json'), recorded(folder, 'proxied/requests.tsv')];
  const path = /\t(\/proxy\/worker[^\t]+\/json\/)\t/.exec(requests)?.[1];
  await using proxy = await serveSparkUi((asked) => (asked === path ? { type: 'text/json', body: recorded(folder, 'proxied/1.body') } : asked.startsWith('/proxy/') ? { status: 403, type: 'text/html', body: recorded(folder, 'proxied/8.body') } : undefined));
  const unreachable = master.replace(/"webuiaddress" : "[^"]*"/, '"webuiaddress" : "http://127.0.0.1:9"');
  const evidence = observed({ masters: [{ ui: proxy.url, foundBy: 'flag', document: masterDocumentSchema.parse(JSON.parse(unreachable)), applicationPages: [] }], gaps: [] });

  const { workers } = valueOf(await observeSparkWorkers(sensorContext(), { 'spark-master': evidence }));

  expect(workers).toMatchObject([{ ui: expect.stringContaining(`${proxy.url}/proxy/worker-`) as string, executors: [{ coresMax: 1 }] }]);
});

test('another worker at the same place is not taken for this one', async () => {
  await using other = await serveSparkUi(workerRoutes(`${FOUNDING}/worker-2`));
  const docker = observed(dockerEvidence([containerOf(`${FOUNDING}/worker-1`, other)]));

  const evidence = await observeSparkWorkers(sensorContext({ deadline: 600 }), { docker, 'spark-master': masterOf(`${FOUNDING}/master`) });

  expect(evidence.status).toBe('unavailable');
  expect(JSON.stringify(evidence)).toContain('another worker answers there');
});

test.each<Fault>(['hang', 'drip', 'html', 'reset', 'half', 'huge', 'not-utf8', 'redirect-loop', 500])('a worker that does %s is a gap, the other one is read', async (fault) => {
  await using good = await serveSparkUi(workerRoutes(`${FOUNDING}/worker-1`));
  await using bad = await serveSparkUi(workerRoutes(`${FOUNDING}/worker-2`));
  bad.faults.set('*', fault);
  const docker = observed(dockerEvidence([containerOf(`${FOUNDING}/worker-1`, good), containerOf(`${FOUNDING}/worker-2`, bad)]));

  const { workers, gaps } = valueOf(await observeSparkWorkers(sensorContext({ deadline: 700 }), { docker, 'spark-master': masterOf(`${FOUNDING}/master`) }));

  expect(workers.map(({ container }) => container)).toEqual(['k2-worker-1']);
  expect(gaps.map(({ subject }) => subject)).toEqual([idAndHost(`${FOUNDING}/worker-2`)]);
});

const LOOP = '3.5.3/08-crash-loop';

test('a crash loop brings the end of the stderr of its last executor, without the command that launched it', async () => {
  await using one = await serveSparkUi(workerRoutes(`${LOOP}/worker-1`));
  await using two = await serveSparkUi(workerRoutes(`${LOOP}/worker-2`));
  const docker = observed(dockerEvidence([containerOf(`${LOOP}/worker-1`, one), containerOf(`${LOOP}/worker-2`, two)]));

  const { executorLogs, gaps } = valueOf(await observeSparkWorkers(sensorContext(), { docker, 'spark-master': masterOf(`${LOOP}/master`) }));

  expect(gaps).toEqual([]);
  expect(executorLogs.map(({ appId, executorId }) => [appId, executorId]).sort()).toEqual([['app-20261122211708-0000', 0], ['app-20261122211708-0001', 0]]);
  const [localhost, unknown] = [...executorLogs].sort((a, b) => (a.appId < b.appId ? -1 : 1));
  expect(localhost?.tail).toContain('Failed to connect to localhost');
  expect(unknown?.tail).toContain('my-laptop.lan');
  expect(executorLogs.map(({ tail }) => tail).join()).not.toContain('Spark Executor Command');
});

test('a driver of cluster mode that failed brings the end of its stderr, which stands in no container\'s log', async () => {
  const folder = '3.5.3/12-cluster-mode/1-running';
  await using one = await serveSparkUi(workerRoutes(`${folder}/worker-1`));
  await using two = await serveSparkUi(workerRoutes(`${folder}/worker-2`));
  const docker = observed(dockerEvidence([containerOf(`${folder}/worker-1`, one), containerOf(`${folder}/worker-2`, two)]));

  const { driverLogs, gaps } = valueOf(await observeSparkWorkers(sensorContext(), { docker, 'spark-master': masterOf(`${folder}/master`) }));

  expect(gaps).toEqual([]);
  expect(driverLogs).toMatchObject([{ driverId: 'driver-20261122214230-0002', kinds: expect.arrayContaining(['illegal-access']) as string[] }]);
  expect(driverLogs?.[0]?.tail).toContain('cannot access class sun.nio.ch.DirectBuffer');
  expect(driverLogs?.[0]?.tail).not.toContain('Launch Command');
});

test('executors that dynamic allocation sent home are no loop', async () => {
  const folder = '3.5.3/13-dynamic-allocation-idle';
  const folders = filesIn(folder).filter((name) => name.startsWith('worker-')).map((name) => `${folder}/${name}`);
  const uis = await Promise.all(folders.map((one) => serveSparkUi(workerRoutes(one))));
  const docker = observed(dockerEvidence(folders.map((one, at) => containerOf(one, uis[at] as SparkUi))));

  const { executorLogs } = valueOf(await observeSparkWorkers(sensorContext(), { docker, 'spark-master': masterOf(`${folder}/master`) }));
  await Promise.all(uis.map((ui) => ui[Symbol.asyncDispose]()));

  expect(executorLogs).toEqual([]);
});

test('a log that is not there is named', async () => {
  await using one = await serveSparkUi((path, query) => (path === '/log/' ? page('Error: invalid log directory /opt/spark/work/x/') : workerRoutes(`${LOOP}/worker-1`)(path, query)));
  const docker = observed(dockerEvidence([containerOf(`${LOOP}/worker-1`, one)]));

  const { executorLogs, gaps } = valueOf(await observeSparkWorkers(sensorContext({ deadline: 800 }), { docker, 'spark-master': masterOf(`${LOOP}/master`) }));

  expect(executorLogs).toEqual([]);
  expect(gaps).toContainEqual({ subject: 'stderr of executor 0 of app-20261122211708-0001', detail: 'the worker has no such log' });
});

test('no secret of a launch command or of a log reaches the evidence', async () => {
  const leak = (text: string) => text.replaceAll('SPARK_USER -> root', 'KAFKA_PASSWORD -> hunter2, SPARK_USER -> root').replaceAll('-Dspark.driver.port', '-Dspark.ssl.keyPassword=hunter2, -Dspark.driver.port');
  await using one = await serveSparkUi((path, query) => {
    const reply = workerRoutes(`${LOOP}/worker-1`, leak)(path, query);
    return path === '/log/' && reply !== undefined ? { ...reply, body: `${reply.body.toString().replace('"-Xmx512M"', '"-Dx.password=hunter2" "-Xmx512M"')}\nERROR jdbc:mysql://root:hunter2@db/x password=hunter2\n` } : reply;
  });
  const docker = observed(dockerEvidence([containerOf(`${LOOP}/worker-1`, one)]));

  const evidence = await observeSparkWorkers(sensorContext({ deadline: 800 }), { docker, 'spark-master': masterOf(`${LOOP}/master`) });

  expect(valueOf(evidence).executorLogs).toHaveLength(1);
  expect(JSON.stringify(evidence)).not.toContain('hunter2');
});

test('without a master there is nothing to ask', async () => {
  expect(await observeSparkWorkers(sensorContext(), {})).toMatchObject({ status: 'unavailable', reason: { kind: 'not-collected' } });
});
