import { basename, dirname } from 'node:path';

import { expect, test } from 'vitest';
import * as z from 'zod/mini';

import { observed, type Evidence } from '#evidence/evidence.js';
import { parseEnvironmentPage } from '#evidence/spark-drivers/environment-page.js';
import { observeSparkDrivers } from '#evidence/spark-drivers/sensor.js';
import { sparkDriversSchema, type StreamBatch } from '#evidence/spark-drivers/schema.js';
import { masterDocumentSchema, type ApplicationPage, type SparkMasterEvidence } from '#evidence/spark-master/schema.js';

import { dockerEvidence, type FakeContainer } from '../fakes/docker-evidence.js';
import { sensorContext } from '../fakes/sensor-context.js';
import { allRecorded, driverRoutes, filesIn, json, page, recorded, serveSparkUi, type Fault, type Route, type SparkUi } from '../fakes/spark-ui.js';

const STREAMS = '3.5.3/16-streaming/driver-streams';
const BRONZE = '3.5.3/01-healthy/driver-bronze-binance-stream';
const valueOf = (evidence: unknown) => z.parse(z.object({ status: z.literal('observed'), value: sparkDriversSchema }), evidence).value;
const idOf = (folder: string) => z.parse(z.array(z.object({ id: z.string() })), JSON.parse(recorded(folder, 'applications.json')))[0]?.id ?? '';

interface Live {
  readonly appId: string;
  readonly driverUi?: ApplicationPage['driverUi'];
}

/** A master that lists these applications, WAITING all of them. */
function masterOf(live: readonly Live[], ui = 'http://127.0.0.2:9'): Evidence<SparkMasterEvidence> {
  const document = masterDocumentSchema.parse(JSON.parse(recorded('3.5.3/10b-recovery-filesystem/poll-0-standby.json')));
  const activeapps = live.map(({ appId }, at) => ({ id: appId, starttime: at, name: appId, cores: 0, state: 'WAITING', duration: 1 }));
  const applicationPages = live.map(({ appId, driverUi }) => ({ appId, coresMax: 1, coresGranted: 0, executors: [], ...(driverUi === undefined ? {} : { driverUi }) }));
  return observed({ masters: [{ ui, foundBy: 'flag', document: { ...document, status: 'ALIVE', activeapps }, applicationPages }], gaps: [] });
}

/** A job's container whose driver's UI is published at the fake, and the application whose page names it by its short id. */
function jobAt(ui: SparkUi, name: string, appId: string): { readonly container: FakeContainer; readonly live: Live } {
  const id = `${Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)}ffff`;
  return { container: { name, id, service: name, ip: '10.9.9.9', command: ['spark-submit', '/app.py'], ports: { 4040: ui.port } }, live: { appId, driverUi: { host: id.slice(0, 12), port: 4040 } } };
}

async function observeOne(route: Route, appId: string, deadline = 3_000, faults: Readonly<Record<string, Fault>> = {}) {
  await using ui = await serveSparkUi(route);
  for (const [path, fault] of Object.entries(faults)) ui.faults.set(path, fault);
  const { container, live } = jobAt(ui, 'job', appId);
  const evidence = await observeSparkDrivers(sensorContext({ deadline }), { docker: observed(dockerEvidence([container])), 'spark-master': masterOf([live]) });
  return { evidence, requests: [...ui.requests], url: ui.url };
}

const DRIVERS = allRecorded(/\/driver-[^/]+\/applications\.json$/).map(dirname);

test.each(DRIVERS)('%s: a recorded driver tells application, executors and jobs, and is only ever asked by GET', async (folder) => {
  const appId = idOf(folder);

  const { evidence, requests } = await observeOne(driverRoutes(folder), appId);

  const [driver] = valueOf(evidence).drivers;
  expect(driver).toMatchObject({ appId, container: 'job', foundBy: 'published-port', executors: expect.any(Array) as unknown[], jobs: expect.any(Array) as unknown[] });
  expect(driver?.executors?.[0]).toMatchObject({ id: 'driver', totalCores: 0 });
  expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('the environment page says what the REST API says', () => {
  const folder = '3.3.4/01-healthy/driver-bronze-kraken-stream';
  const rest = z.parse(z.object({ sparkProperties: z.array(z.tuple([z.string(), z.string()])) }), JSON.parse(recorded(folder, 'environment.json')));

  const environment = parseEnvironmentPage(recorded(folder, 'environment-page.html'));

  expect(environment).toMatchObject({ appId: idOf(folder), sparkVersion: '3.3.4', startTime: expect.any(Number) as number });
  expect(Object.fromEntries(environment?.properties ?? [])).toEqual(Object.fromEntries(rest.sparkProperties));
});

test('where the page holds no values, as in 4.3.0, the REST API tells them', async () => {
  const folder = '4.3.0/01-healthy/driver-silver-binance-transformation';

  const { evidence } = await observeOne(driverRoutes(folder), idOf(folder));

  expect(valueOf(evidence)).toMatchObject({ drivers: [{ appId: idOf(folder), sparkVersion: '4.3.0', sparkProperties: { 'spark.cores.max': '1' }, executors: [{ id: 'driver' }, { id: '0' }] }], gaps: [] });
});

test('the driver of another application is not taken for this one in 4.3.0 either', async () => {
  const folder = '4.3.0/01-healthy/driver-silver-binance-transformation';

  const { evidence } = await observeOne(driverRoutes(folder), 'app-of-another');

  expect(evidence.status).toBe('unavailable');
  expect(JSON.stringify(evidence)).toContain(`is the driver of ${idOf(folder)}`);
});

test('a recorded 3.5.3 page is read, other pages are not', () => {
  const folder = '3.5.3/01-healthy/driver-bronze-kraken-stream';

  expect(parseEnvironmentPage(recorded(folder, 'environment-page.html'))).toMatchObject({ appId: idOf(folder), sparkVersion: '3.5.3' });
  expect(parseEnvironmentPage(recorded('3.5.3/01-healthy/master/index.html'))).toBeUndefined();
  expect(parseEnvironmentPage('')).toBeUndefined();
});

test('streams come from the metrics where they are on', async () => {
  const { evidence } = await observeOne(driverRoutes(STREAMS), idOf(STREAMS));

  const [driver] = valueOf(evidence).drivers;
  expect(driver?.streams.map(({ query }) => query)).toEqual(['drowning', 'failing', 'filtered_out', 'filtered_out_files', 'late']);
  expect(driver?.streams[0]).toMatchObject({ query: 'drowning', source: 'metrics', inputRate: 49.096622152395916, processingRate: 33.157231592210266, latency: 45239 });
  expect(driver?.jobs?.some(({ numFailedTasks }) => numFailedTasks > 0)).toBe(true);
  expect(driver?.sparkProperties).toMatchObject({ 'spark.cores.max': '3', 'spark.executor.cores': '3' });
});

test.each(['3.5.3', '4.3.0'])('streams of %s come from the page where the metrics are off; a query without a name goes by its id', async (version) => {
  const folder = BRONZE.replace('3.5.3', version);

  const { evidence } = await observeOne(driverRoutes(folder), idOf(folder));

  expect(valueOf(evidence).drivers[0]?.streams).toEqual([
    { query: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, source: 'streaming-page', runId: expect.any(String) as string, inputRate: expect.any(Number) as number, processingRate: expect.any(Number) as number, batches: expect.any(Array) as object[] },
  ]);
  expect(valueOf(evidence).drivers[0]?.streams[0]?.batches?.at(-1)).toEqual(LAST_BATCHES[version]);
});

const LAST_BATCHES: Readonly<Record<string, StreamBatch>> = {
  '3.5.3': { at: 1795381400102, rowsIn: 50, inputRate: 9.800078400627205, processingRate: 17.271157167530223, duration: 2895, commit: 932 },
  '4.3.0': { at: 1795381010000, rowsIn: 50, inputRate: 10.004001600640256, processingRate: 39.55696202531646, duration: 1264, commit: 225 },
};

test('the batches of a stream are told by the page of its query, whatever the level of the log and without any REST', async () => {
  const { evidence } = await observeOne(driverRoutes(STREAMS), idOf(STREAMS), 900, { [`/api/v1/applications/${idOf(STREAMS)}/allexecutors`]: 'hang' });

  const drowning = valueOf(evidence).drivers[0]?.streams[0];
  expect(drowning?.batches?.map(({ rowsIn, duration }) => [rowsIn, duration])).toEqual([[0, 6288], [300, 12001], [600, 19604], [1000, 30551], [1500, 45239]]);
  expect(drowning?.batches?.[1]).toEqual({ at: 1795383823932, rowsIn: 300, inputRate: 47.65687053216839, processingRate: 24.99791684026331, duration: 12001, commit: 327 });
});

test('a stream before its first batch has no rate, not NaN', async () => {
  const folder = BRONZE.replace('3.5.3', '3.3.4');
  const jobs = json([{ jobId: 0, status: 'RUNNING', numFailedTasks: 0, description: '\nid = a\nrunId = b\nbatch = 0' }]);

  const { evidence } = await observeOne((path, query) => (path.endsWith('/jobs') ? jobs : driverRoutes(folder)(path, query)), idOf(folder));

  expect(valueOf(evidence).drivers[0]?.streams).toEqual([{ query: 'd101160e-1a78-4b46-823d-2d9aa169fa52', source: 'streaming-page', runId: expect.any(String) as string }]);
});

test('a driver without streams is asked once whether it has any, and has none', async () => {
  const folder = '3.5.3/13-dynamic-allocation-idle/driver-never-ran';

  const { requests, evidence } = await observeOne(driverRoutes(folder), idOf(folder));

  expect(requests.filter((request) => request.includes('Streaming') || request.includes('/jobs/'))).toEqual(['GET /StreamingQuery/']);
  expect(valueOf(evidence).drivers[0]?.streams).toEqual([]);
});

test('a REST API that is late leaves the configuration, and the gap says what is missing', async () => {
  const { evidence } = await observeOne(driverRoutes(BRONZE), idOf(BRONZE), 600, { [`/api/v1/applications/${idOf(BRONZE)}/allexecutors`]: 'hang' });

  const { drivers, gaps } = valueOf(evidence);
  expect(drivers[0]).toMatchObject({ appId: idOf(BRONZE), sparkProperties: { 'spark.cores.max': '1' } });
  expect(drivers[0]).not.toHaveProperty('executors');
  expect(drivers[0]).not.toHaveProperty('jobs');
  expect(gaps).toEqual([{ subject: idOf(BRONZE), detail: 'REST /allexecutors: no answer in time' }]);
});

test('where the page is not one we know the REST API tells the configuration', async () => {
  const { evidence } = await observeOne((path, query) => (path === '/environment/' ? page('<html><title>K2 - Environment</title>something new</html>') : driverRoutes(BRONZE)(path, query)), idOf(BRONZE));

  expect(evidence.status).toBe('observed');
  // This driver's environment.json is recorded; its page is not.
  expect(valueOf(evidence).drivers[0]?.sparkProperties).toMatchObject({ 'spark.app.id': idOf(BRONZE) });
});

test('at most two drivers are asked for the first time at once', async () => {
  let [open, peak] = [0, 0];
  const cold = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      serveSparkUi((path) => {
        if (path.endsWith('/allexecutors')) open -= 1;
        return path === '/environment/' ? driverRoutes(BRONZE, { 'spark.app.id': `app-${at}` })(path, new URLSearchParams()) : json([]);
      }, { delay: (path) => { if (!path.endsWith('/allexecutors')) return 0; open += 1; peak = Math.max(peak, open); return 60; } }),
    ),
  );
  const jobs = cold.map((ui, at) => jobAt(ui, `job${at}`, `app-${at}`));

  const evidence = await observeSparkDrivers(sensorContext(), { docker: observed(dockerEvidence(jobs.map(({ container }) => container))), 'spark-master': masterOf(jobs.map(({ live }) => live)) });
  await Promise.all(cold.map((ui) => ui[Symbol.asyncDispose]()));

  expect(valueOf(evidence).drivers.map(({ appId }) => appId)).toEqual(['app-0', 'app-1', 'app-2', 'app-3', 'app-4', 'app-5']);
  expect(peak).toBe(2);
});

test('a driver that the master has forgotten is found by its container', async () => {
  const folder = '3.5.3/11-master-restarted-none/driver-job-a';
  await using ui = await serveSparkUi(driverRoutes(folder));
  const { container } = jobAt(ui, 'job-a', '');

  const evidence = await observeSparkDrivers(sensorContext(), { docker: observed(dockerEvidence([container])), 'spark-master': masterOf([]) });

  expect(valueOf(evidence)).toMatchObject({ drivers: [{ appId: idOf(folder), container: 'job-a' }], gaps: [] });
});

test('a driver started inside a container that runs something else is found by its process', async () => {
  await using ui = await serveSparkUi(driverRoutes(BRONZE));
  const notebook: FakeContainer = { name: 'notebook', command: ['tail', '-f', '/dev/null'], ports: { 4040: ui.port } };
  const process = { pid: 1, ppid: 0, user: 'root', elapsed: 1, kind: 'driver' as const, args: [] };

  const evidence = await observeSparkDrivers(sensorContext(), {
    docker: observed(dockerEvidence([notebook])),
    'container-processes': observed({ containers: [{ container: 'notebook', processes: [process] }], gaps: [] }),
  });

  expect(valueOf(evidence).drivers).toMatchObject([{ appId: idOf(BRONZE), container: 'notebook' }]);
});

test('the second driver of a container is found at the port that its page names', async () => {
  await using first = await serveSparkUi(driverRoutes(BRONZE));
  await using second = await serveSparkUi(driverRoutes(STREAMS));
  const { container, live } = jobAt(first, 'notebook', idOf(BRONZE));
  const host = live.driverUi?.host ?? '';

  const evidence = await observeSparkDrivers(sensorContext(), {
    docker: observed(dockerEvidence([{ ...container, ports: { 4040: first.port, 4041: second.port } }])),
    'spark-master': masterOf([live, { appId: idOf(STREAMS), driverUi: { host, port: 4041 } }]),
  });

  expect(valueOf(evidence).drivers.map(({ appId, ui }) => [appId, ui])).toEqual([[idOf(BRONZE), first.url], [idOf(STREAMS), second.url]]);
});

test('a page that names no driver leads through the reverse proxy', async () => {
  const folder = '3.5.3/17-reverse-proxy/driver-job-a';
  const appId = idOf(folder);
  await using master = await serveSparkUi((path, query) => (path.startsWith(`/proxy/${appId}/`) ? driverRoutes(folder)(path.slice(`/proxy/${appId}`.length), query) : path.startsWith('/proxy/') ? { status: 403, type: 'text/html', body: '' } : undefined));

  const evidence = await observeSparkDrivers(sensorContext(), { 'spark-master': masterOf([{ appId }], master.url) });

  expect(valueOf(evidence).drivers).toMatchObject([{ appId, foundBy: 'reverse-proxy', executors: [{ id: 'driver' }, { id: '0' }] }]);
});

test.each<readonly [Fault, string]>([
  ['hang', 'no answer in time'],
  ['starting', 'Spark is starting up: its context is not ready'],
  ['html', 'answers, but not with a driver\'s page'],
  ['reset', 'connection reset'],
  ['redirect-away', 'redirects to https://elsewhere.example:8480/json/'],
  [500, 'answers with HTTP 500'],
])('a driver that does %s is unavailable, and the reason is said', async (fault, detail) => {
  const { evidence } = await observeOne(driverRoutes(BRONZE), idOf(BRONZE), 700, { '*': fault });

  expect(evidence).toMatchObject({ status: 'unavailable', reason: { kind: 'unreachable', target: idOf(BRONZE) } });
  expect(JSON.stringify(evidence)).toContain(detail);
});

test('the driver of another application is not taken for this one', async () => {
  const { evidence } = await observeOne(driverRoutes(BRONZE), 'app-of-another');

  expect(JSON.stringify(evidence)).toContain(`is the driver of ${idOf(BRONZE)}`);
});

test('REST answers that are not what they should be are gaps', async () => {
  const { evidence } = await observeOne((path, query) => (path.endsWith('/jobs') ? page('<html>no</html>') : path.endsWith('/stages') ? json({ a: 1 }) : driverRoutes(BRONZE)(path, query)), idOf(BRONZE));

  const { drivers, gaps } = valueOf(evidence);
  expect(drivers[0]).not.toHaveProperty('activeStages');
  expect(drivers[0]?.executors).toHaveLength(2);
  expect(gaps).toEqual([{ subject: idOf(BRONZE), detail: 'REST /jobs: answers with a web page instead of JSON' }]);
});

test('no secret of a configuration reaches the evidence, and a hostile key is data', async () => {
  const secrets = {
    'spark.executorEnv.KAFKA_PASSWORD': 'hunter2', 'spark.hadoop.fs.s3a.secret.key': 'hunter2', '__proto__': 'polluted',
    'spark.driver.extraJavaOptions': '-Dx.password=hunter2', 'spark.datasource': 'jdbc:postgresql://root:hunter2@db/x?a=<b>&c="d"', 'spark.app.name': 'with password=hunter2',
  };

  const { evidence } = await observeOne(driverRoutes(BRONZE, secrets), idOf(BRONZE));

  const properties = valueOf(evidence).drivers[0]?.sparkProperties ?? {};
  expect(JSON.stringify(evidence)).not.toContain('hunter2');
  expect(properties['spark.executorEnv.KAFKA_PASSWORD']).toBe(properties['spark.hadoop.fs.s3a.secret.key']);
  expect(properties['spark.datasource']).toMatch(/<b>&c="d"$/);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('no driver at all is an observation', async () => {
  expect(await observeSparkDrivers(sensorContext(), { 'spark-master': masterOf([]) })).toEqual({ status: 'observed', value: { drivers: [], gaps: [] } });
});

test('recorded folders are drivers', () => {
  expect(DRIVERS.length).toBeGreaterThan(80);
  expect(filesIn(STREAMS)).toContain(basename('metrics.json'));
});
