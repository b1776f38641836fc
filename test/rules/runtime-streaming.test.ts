import { describe, expect, test } from 'vitest';

import type { StreamProgress } from '#evidence/container-logs/schema.js';
import type { SparkDriver } from '#evidence/spark-drivers/schema.js';
import { observed } from '#evidence/evidence.js';

import { findings, verdictOf } from './judge.js';
import { driverSays, logs, mark } from './seen.js';
import { applicationId, cluster, dockerOf, masterOf, shortId, snapshotOf, submit, TAKEN_AT, WORKER_HOSTS, workerId, type ServiceStory } from './stack.js';

const NOW = Date.parse(TAKEN_AT);
const master = masterOf(WORKER_HOSTS.map((host, at) => ({ host, cores: 3, used: at === 0 ? 1 : 0 })), [{ name: 'A', granted: 1, coresMax: 1, driverHost: shortId(3), executors: [{ worker: workerId(0), cores: 1 }] }]);
const stack = (more = {}, job: ServiceStory = { command: submit(1) }) => snapshotOf(cluster({ a: job }), { ...master, ...more });
const blind = snapshotOf(cluster({ a: { command: submit(1) } }));

/** Batches of `silver`, each told by what differs from a healthy one. */
const progress = (...rows: readonly Partial<StreamProgress>[]) =>
  logs({ 3: { appId: applicationId(0), progress: rows.map((row, at) => ({ query: 'silver', batchId: at, timestamp: new Date(NOW - 60_000 + at * 5000).toISOString(), numInputRows: 50, inputRate: 10, processingRate: 100, triggerExecution: 500, commit: 100, numOutputRows: 50, ...row })) } });
const metrics = (inputRate: number, processingRate: number) => driverSays({ streams: [{ query: 'silver', source: 'metrics', inputRate, processingRate }] });

describe('streaming/falling-behind', () => {
  test('three batches with more input than processing are told with both rates', () => {
    const slow = { inputRate: 49.1, processingRate: 33.2 };

    expect(findings('streaming/falling-behind', stack(progress(slow, slow, slow)))[0]).toMatchObject({ subject: { kind: 'service', name: 'a' }, confidence: 'seen', message: 'query silver of a falls behind: in 3 batches in a row more came in (last 49.1/s) than was worked off (33.2/s)' });
    expect(verdictOf('streaming/falling-behind', stack(progress({}, slow, slow))).kind).toBe('healthy');
  });

  test('batches that grow, and batches longer than the trigger though rates are equal', () => {
    expect(findings('streaming/falling-behind', stack(progress({ numInputRows: 10 }, { numInputRows: 20 }, { numInputRows: 40 }, { numInputRows: 90 })))[0]?.message).toContain('3 batches in a row grew, from 10 to 90 rows');
    const late = (triggerExecution: number) => {
      const batch = { query: 'silver', numInputRows: 50, inputRate: 48.5, processingRate: 48.5, triggerExecution };
      const warning = mark('Current batch is falling behind. The trigger interval is 3000 milliseconds, but spent 9300 milliseconds', ['3000', '9300'], { last: '2026-01-19T09:00:00.000Z' });
      return stack(logs({ 3: { appId: applicationId(0), marks: { 'falling-behind': warning }, progress: [0, 1, 2].map((batchId) => ({ ...batch, batchId, timestamp: new Date(NOW - 60_000 + batchId * 9300).toISOString() })) } }));
    };

    expect(findings('streaming/falling-behind', late(9300))[0]?.message).toBe('query silver of a falls behind: its last 3 batches took up to 9 s against a trigger of 3 s');
    expect(verdictOf('streaming/falling-behind', late(2500)).kind).toBe('healthy');
  });

  test('Spark\'s own warning counts while it lasts', () => {
    const warned = (last: number, count = 4) => logs({ 3: { appId: applicationId(0), progress: [], marks: { 'falling-behind': mark('Current batch is falling behind. The trigger interval is 5000 milliseconds, but spent 9000 milliseconds', ['5000', '9000'], { count, last: new Date(NOW - last).toISOString() }) } } });
    const page = driverSays({ streams: [{ query: 'silver', source: 'streaming-page', inputRate: 10, processingRate: 10 }] });

    expect(findings('streaming/falling-behind', stack({ ...page, ...warned(9000) }))[0]?.message).toContain('Spark warned 4 times that a batch overran its trigger of 5 s, last by taking 9 s');
    expect(verdictOf('streaming/falling-behind', stack({ ...page, ...warned(600_000) })).kind).toBe('healthy');
    expect(verdictOf('streaming/falling-behind', stack({ ...page, ...warned(9000, 1) })).kind).toBe('healthy');
  });

  test('the last batch alone is likely', () => {
    expect(findings('streaming/falling-behind', stack(metrics(49, 33)))[0]?.confidence).toBe('likely');
    expect(verdictOf('streaming/falling-behind', stack(metrics(48.5, 47))).kind).toBe('healthy');
  });

  test('a stream of which no rate is told is unknown, no stream not applicable', () => {
    expect(verdictOf('streaming/falling-behind', stack(driverSays({ streams: [{ query: 'silver', source: 'streaming-page' }] })))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('metricsEnabled') as string });
    expect(verdictOf('streaming/falling-behind', stack()).kind).toBe('not-applicable');
    expect(verdictOf('streaming/falling-behind', blind).kind).toBe('unknown');
  });
});

describe('streaming/no-rows-out', () => {
  test('rows in and none out', () => {
    expect(findings('streaming/no-rows-out', stack(progress({ numOutputRows: 0 }, { numOutputRows: 0 })))[0]?.message).toBe('query silver of a read 100 rows in 2 batches and wrote none');
  });

  test('a sink that reports no count is said, and is unknown', () => {
    expect(verdictOf('streaming/no-rows-out', stack(progress({ numOutputRows: -1 }, { numOutputRows: -1 })))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('the sink (files, foreachBatch) reports no count') as string });
    expect(verdictOf('streaming/no-rows-out', stack(metrics(10, 100)))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('only the log at INFO tells') as string });
  });

  test('rows out are healthy', () => {
    expect(verdictOf('streaming/no-rows-out', stack(progress({}, { numOutputRows: 0 }))).kind).toBe('healthy');
    expect(verdictOf('streaming/no-rows-out', blind).kind).toBe('unknown');
  });
});

describe('streaming/task-failures', () => {
  const failed = (numFailedTasks: number) => driverSays({ startTime: NOW - 3_600_000, executors: [], jobs: [{ jobId: 0, status: 'SUCCEEDED', numFailedTasks, completionTime: new Date(NOW - 60_000).toISOString() }] satisfies SparkDriver['jobs'] });

  test.each([[10, 'healthy'], [11, 'warning'], [50, 'warning'], [51, 'critical']] as const)('%i in ten minutes are %s', (count, severity) => {
    expect(findings('streaming/task-failures', stack(failed(count)))[0]?.severity ?? 'healthy').toBe(severity);
  });

  test('the log tells where the driver does not, and quotes the exception', () => {
    const line = 'Lost task 0.0 in stage 3.0 (TID 9) (172.19.0.3 executor 0): java.lang.RuntimeException: bad record';
    const recent = Array.from({ length: 30 }, (_, at) => ({ time: new Date(NOW - at * 1000).toISOString(), captures: [] }));
    const [finding] = findings('streaming/task-failures', stack(logs({ 3: { appId: applicationId(0), marks: { 'task-lost': mark(line, [], { count: 30, recent }) } } })));

    expect(finding?.message).toContain('30 tasks of a failed in 10 min: 3.0 a minute, more than 1');
    expect(finding?.exhibits.map(({ label }) => label).join('\n')).toContain('bad record');
  });

  test('neither driver nor log is unknown', () => {
    expect(verdictOf('streaming/task-failures', stack()).kind).toBe('unknown');
    expect(verdictOf('streaming/task-failures', blind).kind).toBe('unknown');
  });
});

describe('streaming/slow-commit', () => {
  test('three commits of more than a second', () => {
    expect(findings('streaming/slow-commit', stack(progress({ commit: 1500 }, { commit: 1100 }, { commit: 2000 })))[0]?.message).toBe('query silver of a needs 1.5 s, 1.1 s, 2.0 s to commit its last batches, more than 1 s');
    expect(verdictOf('streaming/slow-commit', stack(progress({ commit: 1500 }, { commit: 900 }, { commit: 2000 }))).kind).toBe('healthy');
    expect(verdictOf('streaming/slow-commit', stack(metrics(1, 2))).kind).toBe('unknown');
    expect(verdictOf('streaming/slow-commit', blind).kind).toBe('unknown');
  });
});

describe('checkpoints', () => {
  const job = (path: string): ServiceStory => ({ command: `${submit(1)} --checkpoint ${path}` });
  const mounted = (stories: Readonly<Record<string, ServiceStory>>, Mounts: readonly object[]) => {
    const docker = dockerOf(stories);
    return snapshotOf(stories, { ...master, docker: observed({ ...docker, containers: docker.containers.map((one) => ({ ...one, Mounts: Mounts as never })) }) });
  };
  const volume = [{ Type: 'volume', Name: 'k2_checkpoints', Source: '/var/lib/docker/volumes/k2_checkpoints/_data', Destination: '/checkpoints' }];

  test('a path inside the container goes with it; a volume keeps it, a tmpfs does not', () => {
    expect(findings('streaming/checkpoint-on-ephemeral-path', stack({}, job('/checkpoints/silver')))[0]?.message).toBe('the checkpoint /checkpoints/silver of a is inside its container: recreating it loses the stream\'s place');
    expect(verdictOf('streaming/checkpoint-on-ephemeral-path', mounted(cluster({ a: job('/checkpoints/silver') }), volume)).kind).toBe('healthy');
    expect(verdictOf('streaming/checkpoint-on-ephemeral-path', mounted(cluster({ a: job('/checkpoints/silver') }), [{ Type: 'tmpfs', Destination: '/checkpoints' }])).kind).toBe('ill');
  });

  test('an object store needs no mount; a path that only the code knows is unknown', () => {
    expect(verdictOf('streaming/checkpoint-on-ephemeral-path', stack({}, job('s3a://bucket/silver'))).kind).toBe('not-applicable');
    expect(verdictOf('streaming/checkpoint-on-ephemeral-path', stack(metrics(1, 2))).kind).toBe('unknown');
  });

  test('one command in two containers with one path is likely, a log that says so is proof; a shared folder is neither', () => {
    const twice = mounted(cluster({ a: job('/checkpoints/silver'), b: job('/checkpoints/silver') }), volume);
    const conflict = stack(logs({ 3: { marks: { 'stream-log-conflict': mark('java.util.ConcurrentModificationException: Concurrent update to the log. Multiple streaming jobs detected for 4') } } }));

    expect(findings('streaming/checkpoint-used-twice', twice).map(({ subject, severity, confidence }) => [subject.name, severity, confidence])).toEqual([['a', 'warning', 'likely'], ['b', 'warning', 'likely']]);
    expect(verdictOf('streaming/checkpoint-used-twice', mounted(cluster({ a: job('/checkpoints'), b: { command: `${submit(2)} --checkpoint /checkpoints` } }), volume)).kind).toBe('healthy');
    expect(findings('streaming/checkpoint-used-twice', conflict)[0]).toMatchObject({ severity: 'critical', message: expect.stringContaining('another query writes the checkpoint of a') as string });
    expect(verdictOf('streaming/checkpoint-used-twice', mounted(cluster({ a: job('/checkpoints/a'), b: job('/checkpoints/b') }), volume)).kind).toBe('healthy');
    expect(verdictOf('streaming/checkpoint-used-twice', stack(metrics(1, 2))).kind).toBe('unknown');
  });

  test('offsets that are gone are a line of the log', () => {
    const gone = stack(logs({ 3: { marks: { 'offsets-gone': mark('Some data may have been lost because they are not available in Kafka any more') } } }));

    expect(findings('streaming/source-offsets-gone', gone)[0]?.subject.name).toBe('a');
    expect(verdictOf('streaming/source-offsets-gone', stack(logs({ 3: {} }))).kind).toBe('healthy');
    expect(verdictOf('streaming/source-offsets-gone', stack(metrics(1, 2))).kind).toBe('unknown');
  });
});
