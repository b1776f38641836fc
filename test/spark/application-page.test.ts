import { basename, dirname } from 'node:path';

import { expect, test } from 'vitest';
import * as z from 'zod/mini';

import { parseApplicationPage, parseSparkVersion, saysGone } from '#evidence/spark-master/application-page.js';
import { applicationPageSchema, masterDocumentSchema } from '#evidence/spark-master/schema.js';

import { allRecorded, recorded } from '../fakes/spark-ui.js';

const idOf = (path: string) => basename(path, '.html').replace(/^app-/, '');
const pageOf = (path: string) => parseApplicationPage(recorded(path), idOf(path));
const CRASH = '3.5.3/08-crash-loop/master/app-app-20261122211708-0000.html';

test('every recorded page of 3.3.4, 3.5.3 and 4.3.0 is read, and agrees with the document beside it', () => {
  const paths = allRecorded(/app-app-.*\.html$/);
  expect(paths.length).toBeGreaterThan(100);

  for (const path of paths) {
    const page = pageOf(path);

    expect(z.safeParse(applicationPageSchema, page).success, path).toBe(true);
    expect(parseSparkVersion(recorded(path)), path).toBe(path.split('/')[0]);
    const document = masterDocumentSchema.parse(JSON.parse(recorded(dirname(path), 'json.json')));
    const application = [...document.activeapps, ...document.completedapps].find(({ id }) => id === page?.appId);
    if (application?.memoryperexecutor !== undefined) expect(page?.executorMemory, path).toBe(application.memoryperexecutor);
    if (application?.state === 'WAITING') expect(page?.coresGranted, path).toBe(0);
  }
});

test('a live page names the host of its driver', () => {
  const live = allRecorded(/app-app-.*\.html$/).filter((path) => recorded(path).includes('Application Detail UI'));

  const hosts = live.filter((path) => !path.includes('17-reverse-proxy')).map((path) => pageOf(path)?.driverUi);

  expect(hosts.length).toBeGreaterThan(50);
  for (const host of hosts) expect(host).toEqual({ host: expect.stringMatching(/^([0-9a-f]{12}|localhost|my-laptop\.lan)$/) as string, port: 4040 });
});

test('behind the reverse proxy the page names no driver', () => {
  const [path = ''] = allRecorded(/17-reverse-proxy\/master\/app-app/);

  expect(pageOf(path)).toMatchObject({ coresMax: 1, executors: [{ state: 'RUNNING' }] });
  expect(pageOf(path)).not.toHaveProperty('driverUi');
});

test('a starved application shows what it asked for and did not get', () => {
  const [path = ''] = allRecorded(/3\.5\.3\/02-founding\/master\/app-app-20261122203532-0006/);

  expect(pageOf(path)).toEqual({
    appId: 'app-20261122203532-0006', coresMax: 2, coresGranted: 0, executorLimit: 'unlimited', executorsGranted: 0,
    executorMemory: 1024, driverUi: { host: '2fad90701213', port: 4040 }, executors: [],
  });
});

test('an application without spark.cores.max is unlimited', () => {
  const greedy = allRecorded(/06-greedy\/master\/app-app/).map(pageOf);

  expect(greedy).toContainEqual(expect.objectContaining({ coresMax: 'unlimited', coresGranted: 6 }));
});

test.each(['3.5.3', '4.3.0'])('an idle application of dynamic allocation has the limit 0 in %s', (version) => {
  const pages = allRecorded(/13-dynamic-allocation-idle\/master\/app-app/).filter((path) => path.startsWith(version)).map(pageOf);

  expect(pages).toContainEqual(expect.objectContaining({ coresMax: 'unlimited', coresGranted: 0, executorLimit: 0, executorsGranted: 0 }));
  expect(pages.flatMap((page) => page?.executors ?? [])).toContainEqual(expect.objectContaining({ state: 'KILLED', removed: true }));
});

test('executors that exited stand in the summary, beside the one that runs', () => {
  expect(pageOf(CRASH)?.executors).toEqual([
    { id: '1', worker: 'worker-20261122211654-172.29.0.3-34787', cores: 1, memory: 512, state: 'RUNNING', removed: false },
    { id: '0', worker: 'worker-20261122211654-172.29.0.3-34787', cores: 1, memory: 512, state: 'EXITED', removed: false },
  ]);
});

test('another application, an unknown one, the index and anything else are no page', () => {
  const unknown = recorded('3.5.3/01-healthy/master/app-nonsense.html');

  expect(parseApplicationPage(recorded(CRASH), 'app-20261122211708-0001')).toBeUndefined();
  expect(parseApplicationPage(unknown, 'nonsense')).toBeUndefined();
  expect(saysGone(unknown)).toBe(true);
  expect(parseApplicationPage(recorded('3.5.3/01-healthy/master/index.html'), 'app-1')).toBeUndefined();
  expect(parseApplicationPage('', '')).toBeUndefined();
});

test('a page made to be slow is read in linear time', () => {
  const hostile = `<strong>ID:</strong> a<${'<table><thead><th'.repeat(50_000)}<strong>Cores:</strong> 1 (1 granted, 0 left)${'<td><'.repeat(100_000)}`;
  const began = performance.now();

  parseApplicationPage(hostile, 'a');

  expect(performance.now() - began).toBeLessThan(3_000);
});
