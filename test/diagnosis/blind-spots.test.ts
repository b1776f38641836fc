import { expect, test } from 'vitest';

import { blindSpotsOf } from '#diagnosis/blind-spots.js';
import { observed, unavailable } from '#evidence/evidence.js';
import type { EvidenceBySource } from '#evidence/snapshot.js';

import { modelOf } from '../rules/judge.js';
import { cluster, masterOf, snapshotOf, submit, WORKER_HOSTS } from '../rules/stack.js';

const JOB = { command: submit(1) };
const spots = (more: EvidenceBySource, require: readonly string[] = []) =>
  blindSpotsOf(modelOf(snapshotOf(cluster({ a: JOB }), { ...masterOf(WORKER_HOSTS.map((host) => ({ host, cores: 3 })), []), ...more })), require);
const gap = (subject: string, detail: string) => ({ gaps: [{ subject, detail }] });

test.each<readonly [string, EvidenceBySource, string]>([
  ['a log that the engine does not keep', { 'container-logs': observed({ logs: [], ...gap('k2-a-1', 'configured logging driver does not support reading') }) }, 'give the service a log that the engine keeps: logging: { driver: local }'],
  ['a log that cannot be read', { 'container-logs': observed({ logs: [], ...gap('k2-a-1', 'refused: forbidden') }) }, 'docker logs --tail 200 k2-a-1'],
  ['processes', { 'container-processes': observed({ containers: [], ...gap('k2-a-1', 'forbidden') }) }, 'docker top k2-a-1'],
  ['figures', { 'container-stats': observed({ stats: [], ...gap('k2-a-1', 'it is not running: no memory was counted') }) }, 'docker stats --no-stream k2-a-1'],
  ['events that a proxy keeps back', { 'engine-events': unavailable({ kind: 'refused', target: 'tcp://proxy:2375', detail: 'HTTP 403' }) }, 'docker events --since 1h --until 0s'],
  ['a mounted file', { 'mounted-files': observed({ files: [], ...gap('k2-a-1', '/opt/spark/conf/spark-defaults.conf: forbidden') }) }, 'docker exec k2-a-1 cat /opt/spark/conf/spark-defaults.conf'],
  ['a driver that is starting', { 'spark-drivers': observed({ drivers: [], ...gap('app-1', 'http://x:4040: Spark is starting up: its context is not ready') }) }, 'look again in a minute'],
  ['a driver behind a wall', { 'spark-drivers': observed({ drivers: [], ...gap('app-1', 'connection refused') }) }, 'publish port 4040 of the driver, or set spark.ui.reverseProxy=true on the master and for the job'],
])('%s names what would supply it', (_, evidence, remedy) => {
  expect(spots(evidence)).toMatchObject([{ remedy, required: false }]);
});

test('what came late is one thing to know, and time would supply it', () => {
  const gaps = ['app-1', 'app-1', 'app-2'].map((subject) => ({ subject, detail: 'REST /jobs: no answer in time' }));

  expect(spots({ 'spark-drivers': observed({ drivers: [], gaps }) })).toMatchObject([{ subject: 'app-1 and 1 more', remedy: '--patient --timeout 60' }]);
});

test('a name from outside cannot act on a shell that the command is pasted into', () => {
  expect(spots({ 'container-processes': observed({ containers: [], ...gap('x; rm -rf /', 'forbidden') }) })[0]?.remedy).toBe("docker top 'x; rm -rf /'");
});

test.each(['container-processes', 'container-stats', 'engine-events', 'container-logs', 'spark-workers', 'spark-drivers', 'mounted-files'])('%s that is required and was not collected is a required blind spot', (source) => {
  expect(spots({}, [source])).toMatchObject([{ source, required: true }]);
});
