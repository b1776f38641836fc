import { describe, expect, test } from 'vitest';

import { observed } from '#evidence/evidence.js';
import type { SparkDriver } from '#evidence/spark-drivers/schema.js';

import { explained, findings, verdictOf } from './judge.js';
import { driverSays, stats } from './seen.js';
import { cluster, composeOf, dockerOf, masterOf, shortId, snapshotOf, submit, TAKEN_AT, WORKER_HOSTS, workerId, type ApplicationStory } from './stack.js';

const NOW = Date.parse(TAKEN_AT);
const workers = (used: readonly number[]) => WORKER_HOSTS.map((host, at) => ({ host, cores: 3, used: used[at] ?? 0, memoryUsed: 1024 }));
const runs = (name: string, container: number, cores: number): ApplicationStory => ({ name, granted: cores, coresMax: cores, driverHost: shortId(container), executors: [{ worker: workerId(0), cores }], age: 1_200_000 });
const blind = snapshotOf(cluster({ a: { command: submit(1) } }));

const executor = (id: string, totalDuration: number) => ({ id, hostPort: 'h:1', isActive: true, totalCores: 3, activeTasks: 0, failedTasks: 0, completedTasks: 9, totalDuration, totalGCTime: 0, memoryUsed: 0, maxMemory: 1, addTime: new Date(NOW - 1_000_000).toISOString().replace('Z', 'GMT') });

describe('capacity/cores-asked-not-used', () => {
  const stack = (taskTime: number, driver: number | undefined, cores = 2, more: Partial<SparkDriver> = {}) =>
    snapshotOf(cluster({ a: { command: submit(cores) } }), {
      ...masterOf(workers([cores, 0]), [runs('A', 3, cores)]),
      ...driverSays({ sparkProperties: { 'spark.cores.max': String(cores), 'spark.executor.cores': String(cores) }, executors: [executor('driver', 0), executor('0', taskTime)], ...more }),
      ...(driver === undefined ? {} : stats({ 3: { cpuAverage: driver } })),
    });

  test('two cores of which a twentieth of one is used', () => {
    expect(findings('capacity/cores-asked-not-used', stack(30_000, 0.02))[0]).toMatchObject({ confidence: 'seen', message: 'a holds 2 cores and used 0.05 of one over the last 16 min' });
  });

  test('without the driver\'s own figures it is likely, with the command that tells', () => {
    expect(findings('capacity/cores-asked-not-used', stack(30_000, undefined))[0]).toMatchObject({ confidence: 'likely', exhibits: [{}, { label: expect.stringContaining('docker stats') as string }] });
  });

  test('work, one core, or a driver that works are healthy; a driver that did not answer is unknown', () => {
    expect(verdictOf('capacity/cores-asked-not-used', stack(200_000, 0)).kind).toBe('healthy');
    expect(verdictOf('capacity/cores-asked-not-used', stack(0, 0.2)).kind).toBe('healthy');
    expect(verdictOf('capacity/cores-asked-not-used', stack(0, 0, 1)).kind).toBe('not-applicable');
    expect(verdictOf('capacity/cores-asked-not-used', stack(0, 0, 2, { executors: undefined })).kind).toBe('unknown');
    expect(verdictOf('capacity/cores-asked-not-used', blind).kind).toBe('unknown');
  });
});

describe('capacity/uneven-settings', () => {
  const file = (...cores: readonly number[]) => snapshotOf(cluster(Object.fromEntries(cores.map((count, at) => [`job-${String(at)}`, { command: submit(count) }]))));

  test('the one that asks for more than its siblings is named', () => {
    expect(findings('capacity/uneven-settings', file(1, 1, 1, 2))[0]).toMatchObject({ severity: 'info', message: '3 of 4 jobs ask for 1 core (1 an executor) x 1 GiB; job-3 for 2 cores (2 an executor) x 1 GiB' });
  });

  test('equals, and too few to have a rule, are healthy; no file is unknown', () => {
    expect(verdictOf('capacity/uneven-settings', file(1, 1, 1)).kind).toBe('healthy');
    expect(verdictOf('capacity/uneven-settings', file(1, 2)).kind).toBe('healthy');
    expect(verdictOf('capacity/uneven-settings', { ...blind, evidence: {} }).kind).toBe('unknown');
  });
});

describe('capacity/cores-to-give-back', () => {
  const stack = (a: number, b: number, declared = a) => snapshotOf(cluster({ a: { command: submit(declared, 1), container: { command: submit(a, 1) } }, b: { command: submit(b, 1) } }), masterOf(workers([a, b]), [runs('A', 3, a), runs('B', 4, b)]));

  test('who could give how many, and what that would leave, below the reserve and explained by it', () => {
    const advice = explained(stack(3, 2)).find(({ finding }) => finding.rule.id === 'capacity/cores-to-give-back');

    expect(advice?.finding.message).toBe('a, b could give 3 cores back: then 2 of 6 would be used, 67 % headroom');
    expect(advice?.cause?.rule.id).toMatch(/^capacity\/(cores-used|low-headroom)$/);
  });

  test('a job whose tasks keep its cores busy gives none', () => {
    const busy = stack(3, 2);
    const working = { ...busy, evidence: { ...busy.evidence, ...driverSays({ sparkProperties: { 'spark.cores.max': '3', 'spark.executor.cores': '1' }, executors: [executor('0', 1_900_000)] }) } };

    expect(findings('capacity/cores-to-give-back', working)[0]?.message).toBe('b could give 1 core back: then 4 of 6 would be used, 33 % headroom');
  });

  test('where no job has a core to spare, one more worker is what helps', () => {
    const full = snapshotOf(cluster({}), masterOf([{ host: WORKER_HOSTS[0], cores: 1, used: 1 }], [runs('A', 9, 1)]));

    expect(findings('capacity/cores-to-give-back', { ...full, evidence: { ...full.evidence, docker: observed(dockerOf({})), compose: observed(composeOf({})) } })[0]?.message).toBe('no job has a core to spare: one more worker of 1 core gives 50 % headroom');
  });

  test('with the reserve kept, or an older container to be recreated first, there is no advice', () => {
    expect(verdictOf('capacity/cores-to-give-back', stack(2, 2)).kind).toBe('healthy');
    expect(verdictOf('capacity/cores-to-give-back', stack(3, 2, 1)).kind).toBe('healthy');
    expect(verdictOf('capacity/cores-to-give-back', blind).kind).toBe('unknown');
  });
});

describe('config/driver-memory-set-too-late', () => {
  const stack = (memory: string, more = {}, command = submit(1).replace(' /opt', ' --driver-memory 1g /opt')) => snapshotOf(cluster({ a: { command } }), { ...masterOf(workers([1, 0]), [runs('A', 3, 1)]), ...driverSays({ sparkProperties: { 'spark.cores.max': '1', 'spark.driver.memory': memory }, ...more }) });

  test('a heap that the code asks for and the JVM does not have', () => {
    expect(findings('config/driver-memory-set-too-late', stack('4g'))[0]).toMatchObject({ confidence: 'likely', message: 'a sets spark.driver.memory 4g in code, but its JVM runs with 1 GiB' });
  });

  test('what no flag passes may stand in the image: without its process the heap is unknown', () => {
    expect(verdictOf('config/driver-memory-set-too-late', stack('4g', {}, submit(1)))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('docker top') as string });
  });

  test('the same amount is healthy, a driver that did not answer unknown', () => {
    expect(verdictOf('config/driver-memory-set-too-late', stack('1024m')).kind).toBe('healthy');
    expect(verdictOf('config/driver-memory-set-too-late', stack('4g', { appId: 'app-other' })).kind).toBe('unknown');
    expect(verdictOf('config/driver-memory-set-too-late', blind).kind).toBe('unknown');
  });
});

describe('config/limits-ignored-by-compose-generation', () => {
  const declared = { deploy: { resources: { limits: { memory: '1073741824', cpus: 1 } } } };
  const stack = (version: string) => {
    const stories = cluster({ a: { command: submit(1), declared } });
    const docker = dockerOf(stories);
    const containers = docker.containers.map((one) => ({ ...one, Config: { ...one.Config, Labels: { ...one.Config.Labels, 'com.docker.compose.version': version } } }));
    return snapshotOf(stories, { docker: observed({ ...docker, containers }) });
  };

  test('docker-compose 1 made it without limits: that explains what else differs', () => {
    const seen = explained(stack('1.29.2')).filter(({ finding }) => finding.subject.name === 'a');

    expect(seen[0]?.finding.message).toBe('runs without the limits of its file: docker-compose 1.29.2 ignores deploy.resources');
    expect(seen.find(({ finding }) => finding.rule.id === 'drift/stale-limits')?.cause?.rule.id).toBe('config/limits-ignored-by-compose-generation');
  });

  test('Compose v2 is another case; no limits is not applicable, no engine unknown', () => {
    expect(verdictOf('config/limits-ignored-by-compose-generation', stack('2.40.3')).kind).toBe('healthy');
    expect(verdictOf('config/limits-ignored-by-compose-generation', blind).kind).toBe('not-applicable');
    expect(verdictOf('config/limits-ignored-by-compose-generation', { ...blind, evidence: {} }).kind).toBe('unknown');
  });
});
