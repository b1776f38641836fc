import { expect, test } from 'vitest';
import * as z from 'zod/mini';

import { observeSparkMaster } from '#evidence/spark-master/sensor.js';
import { sparkMasterSchema } from '#evidence/spark-master/schema.js';
import { observed } from '#evidence/evidence.js';

import { dockerEvidence, type FakeContainer } from '../fakes/docker-evidence.js';
import { sensorContext } from '../fakes/sensor-context.js';
import { allRecorded, json, masterRoutes, page, recorded, serveSparkUi, type Fault, type SparkUi } from '../fakes/spark-ui.js';

const FOUNDING = '3.5.3/02-founding/master';
const masterAt = (ui: SparkUi, over: Partial<FakeContainer> = {}): FakeContainer => ({ name: 'k2-spark-master', service: 'spark-master', command: ['spark-class', 'org.apache.spark.deploy.master.Master'], ports: { 8080: ui.port }, ...over });
const beside = (...containers: readonly FakeContainer[]) => ({ docker: observed(dockerEvidence(containers)) });

test.each(allRecorded(/\/master[^/]*\/json\.json$/).map((path) => path.replace('/json.json', '')))('%s is observed, document and pages', async (folder) => {
  await using ui = await serveSparkUi(masterRoutes(folder));

  const evidence = await observeSparkMaster(sensorContext({ deadline: 900 }), beside(masterAt(ui)));

  const { masters, gaps } = z.parse(z.object({ status: z.literal('observed'), value: sparkMasterSchema }), evidence).value;
  const alive = masters.find(({ document }) => document.status === 'ALIVE');
  expect(gaps).toEqual([]);
  expect(masters).toHaveLength(1);
  if (alive !== undefined && alive.applicationPages.length > 0) expect(alive.sparkVersion).toBe(folder.split('/')[0]);
  expect(alive?.applicationPages.map(({ appId }) => appId).sort()).toEqual(alive?.document.activeapps.map(({ id }) => id).sort());
});

test('the founding incident: who waits is read first, and where the master was found is said', async () => {
  await using ui = await serveSparkUi(masterRoutes(FOUNDING));

  const evidence = await observeSparkMaster(sensorContext(), beside(masterAt(ui)));

  expect(evidence).toMatchObject({
    status: 'observed',
    value: {
      masters: [{
        ui: ui.url, foundBy: 'published-port', service: 'spark-master', container: 'k2-spark-master', sparkVersion: '3.5.3',
        document: { status: 'ALIVE', coresused: 4 },
        applicationPages: [{ coresMax: 2, coresGranted: 0 }, { coresMax: 2, coresGranted: 0 }, { coresGranted: 2 }, { coresGranted: 2 }],
      }],
      gaps: [],
    },
  });
  expect(ui.requests.every((request) => request.startsWith('GET '))).toBe(true);
  expect(ui.requests).toHaveLength(5);
});

test('without applications the version comes from the smallest page', async () => {
  const empty = recorded('3.5.3/10b-recovery-filesystem/poll-0-standby.json').replace('STANDBY', 'ALIVE');
  await using ui = await serveSparkUi((path) => (path === '/json/' ? json(empty) : page(recorded('4.3.0/01-healthy/master/app-nonsense.html'))));

  const evidence = await observeSparkMaster(sensorContext(), beside(masterAt(ui)));

  expect(evidence).toMatchObject({ status: 'observed', value: { masters: [{ sparkVersion: '4.3.0', applicationPages: [] }], gaps: [] } });
  expect(ui.requests).toHaveLength(2);
});

test.each<readonly [Fault, string]>([
  ['html', 'answers with a web page instead of JSON'],
  ['starting', 'Spark is starting up: its context is not ready'],
  ['not-utf8', 'answers with something that is not JSON'],
  ['redirect-away', 'redirects to https://elsewhere.example:8480/json/'],
  ['redirect-loop', 'redirects more than 5 times'],
  ['reset', 'connection reset'],
  ['hang', 'no answer in time'],
  ['drip', 'no answer in time'],
  ['huge', 'is larger than 16777216 bytes'],
  [404, 'answers with HTTP 404'],
  [503, 'answers with HTTP 503'],
])('a master that does %s is unavailable, and address and reason are said', async (fault, detail) => {
  await using ui = await serveSparkUi(masterRoutes(FOUNDING));
  ui.faults.set('*', fault);

  const evidence = await observeSparkMaster(sensorContext({ deadline: 1_500 }), beside(masterAt(ui)));

  expect(evidence).toEqual({ status: 'unavailable', reason: { kind: 'unreachable', target: ui.url, detail: `${ui.url}: ${detail}` } });
});

test('every address that was tried is said', async () => {
  await using ui = await serveSparkUi(() => undefined);

  const evidence = await observeSparkMaster(sensorContext({ masters: [ui.url, 'http://u:hunter2@127.0.0.1:9'] }), {});

  expect(evidence).toMatchObject({ status: 'unavailable', reason: { kind: 'unreachable', target: [ui.url, 'http://127.0.0.1:9'].sort().join(', ') } });
  expect(JSON.stringify(evidence)).toContain('http://127.0.0.1:9: connection refused');
  expect(JSON.stringify(evidence)).not.toContain('hunter2');
});

test('nothing that names a master is its own reason', async () => {
  expect(await observeSparkMaster(sensorContext(), {})).toMatchObject({ status: 'unavailable', reason: { kind: 'not-found' } });
  expect(await observeSparkMaster(sensorContext(), { docker: observed(dockerEvidence([{ name: 'm', command: ['start-master.sh'], status: 'exited' }])) })).toEqual({
    status: 'unavailable', reason: { kind: 'unreachable', target: 'm', detail: 'm: is exited' },
  });
});

test('of an HA pair both are kept, the leader first', async () => {
  await using leader = await serveSparkUi(masterRoutes('3.5.3/10-ha/0-alive-and-standby/master-master-1'));
  await using standby = await serveSparkUi(masterRoutes('3.5.3/10-ha/0-alive-and-standby/master-master-2'));

  const evidence = await observeSparkMaster(sensorContext({ masters: [standby.url, leader.url] }), {});

  expect(evidence).toMatchObject({ status: 'observed', value: { masters: [{ ui: leader.url, document: { status: 'ALIVE' } }, { ui: standby.url, document: { status: 'STANDBY' } }], gaps: [] } });
});

test('a standby that hangs does not hold up the leader', async () => {
  await using leader = await serveSparkUi(masterRoutes('3.5.3/10-ha/0-alive-and-standby/master-master-1'));
  await using standby = await serveSparkUi(masterRoutes('3.5.3/10-ha/0-alive-and-standby/master-master-2'));
  standby.faults.set('*', 'hang');
  const began = performance.now();

  const evidence = await observeSparkMaster(sensorContext({ masters: [standby.url, leader.url] }), {});

  expect(performance.now() - began).toBeLessThan(2_500);
  expect(evidence).toMatchObject({ status: 'observed', value: { masters: [{ ui: leader.url }], gaps: [{ subject: standby.url, detail: 'no answer in time' }] } });
});

test('a master that is being elected is asked again', async () => {
  const states = ['poll-0-standby.json', 'poll-1-recovering.json', 'poll-3-alive.json'];
  await using ui = await serveSparkUi((path, query) => (path === '/json/' ? json(recorded('3.5.3/10b-recovery-filesystem', states.length > 1 ? (states.shift() ?? '') : (states[0] ?? ''))) : masterRoutes('3.5.3/10b-recovery-filesystem/master')(path, query)));

  const evidence = await observeSparkMaster(sensorContext(), beside(masterAt(ui)));

  expect(evidence).toMatchObject({ status: 'observed', value: { masters: [{ document: { status: 'ALIVE' } }] } });
});

test('a standby without a leader is kept as such after a while', async () => {
  await using ui = await serveSparkUi(() => json(recorded('3.5.3/10b-recovery-filesystem/poll-0-standby.json')));
  const began = performance.now();

  const evidence = await observeSparkMaster(sensorContext({ deadline: 1_500 }), beside(masterAt(ui)));

  expect(performance.now() - began).toBeLessThan(1_500);
  expect(evidence).toMatchObject({ status: 'observed', value: { masters: [{ document: { status: 'STANDBY' } }] } });
  expect(ui.requests.length).toBeGreaterThan(2);
});

test('an application that ends while it is looked at, and a page that hangs, are gaps', async () => {
  await using ui = await serveSparkUi((path, query) => (query.get('appId') === 'app-20261122203532-0006' ? page(recorded('3.5.3/01-healthy/master/app-nonsense.html')) : masterRoutes(FOUNDING)(path, query)));
  const gone = await observeSparkMaster(sensorContext(), beside(masterAt(ui)));
  ui.faults.set('/app/', 'hang');
  const late = await observeSparkMaster(sensorContext({ deadline: 500 }), beside(masterAt(ui)));

  expect(gone).toMatchObject({ value: { gaps: [{ subject: 'app-20261122203532-0006', detail: 'application page: it ended while it was looked at' }] } });
  expect(late).toMatchObject({ status: 'observed', value: { masters: [{ applicationPages: [] }], gaps: [{ subject: 'application pages', detail: '4 of 4 were not read: time was over' }] } });
});

test('of a thousand applications as many pages are read as there is time for, waiting ones first, eight at a time', async () => {
  const [running, waiting] = ['app-20261122203529-0004', 'app-20261122203532-0006'].map((id) => recorded(FOUNDING, `app-${id}.html`).replaceAll(id, 'APP')) as [string, string];
  const document = JSON.parse(recorded(FOUNDING, 'json.json')) as { activeapps: Record<string, unknown>[] };
  const applications = Array.from({ length: 1_000 }, (_, at) => ({ ...document.activeapps[0], id: `app-${at}`, starttime: at, state: at % 50 === 0 ? 'WAITING' : 'RUNNING', cores: at % 50 === 0 ? 0 : 2 }));
  await using ui = await serveSparkUi(
    (path, query) => (path === '/json/' ? json({ ...document, activeapps: applications }) : page((Number(query.get('appId')?.slice(4)) % 50 === 0 ? waiting : running).replaceAll('APP', query.get('appId') ?? ''))),
    { delay: (path) => (path === '/app/' ? 60 : 0) },
  );

  const evidence = await observeSparkMaster(sensorContext({ deadline: 6_000 }), beside(masterAt(ui)));

  const { masters, gaps } = z.parse(z.object({ status: z.literal('observed'), value: sparkMasterSchema }), evidence).value;
  const read = masters[0]?.applicationPages.map(({ coresGranted }) => coresGranted) ?? [];
  expect(read.length).toBeGreaterThan(20);
  expect(read.length).toBeLessThan(1_000);
  expect(read.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
  expect(gaps).toEqual([{ subject: 'application pages', detail: `${1_000 - read.length} of 1000 were not read: time was over` }]);
  expect(ui.peak()).toBeLessThanOrEqual(2);
});

test('the run that ends is not waited out', async () => {
  await using ui = await serveSparkUi(() => undefined);
  ui.faults.set('*', 'hang');
  const run = new AbortController();
  setTimeout(() => { run.abort(); }, 100);
  const began = performance.now();

  const evidence = await observeSparkMaster(sensorContext({ signal: run.signal, deadline: 10_000 }), beside(masterAt(ui)));

  expect(performance.now() - began).toBeLessThan(1_500);
  expect(evidence).toMatchObject({ status: 'unavailable', reason: { detail: `${ui.url}: no answer in time` } });
});

test('a name that carries a secret is redacted', async () => {
  await using ui = await serveSparkUi(masterRoutes(FOUNDING, (text) => text.replaceAll('K2-Silver-Kraken', 'load jdbc:postgresql://db?user=a&password=hunter2')));

  const evidence = await observeSparkMaster(sensorContext(), beside(masterAt(ui)));

  expect(evidence.status).toBe('observed');
  expect(JSON.stringify(evidence)).not.toContain('hunter2');
});
