import { describe, expect, it } from 'vitest';

import { observed } from '#evidence/evidence.js';
import type { ContainerProcess } from '#evidence/container-processes/schema.js';
import type { EvidenceBySource } from '#evidence/snapshot.js';

import { modelOf } from '../rules/judge.js';
import { applicationId, cluster, masterOf, shortId, snapshotOf, submit, WORKER_HOSTS, workerId, type ApplicationStory, type ServiceStory } from '../rules/stack.js';

const NAMED = `${submit(1)} --name`.replace(' /opt/app/job.py', '');
const named = (name: string): ServiceStory => ({ command: `${NAMED} ${name} /opt/app/job.py` });
const workers = WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 1 }));
const runs = (name: string, story: Partial<ApplicationStory> = {}): ApplicationStory => ({ name, granted: 1, coresMax: 1, executors: [{ worker: workerId(0), cores: 1 }], ...story });
const idOf = (at: number) => shortId(at).padEnd(64, 'f');

const rows = (stories: Readonly<Record<string, ServiceStory>>, applications: readonly ApplicationStory[], more: EvidenceBySource = {}) =>
  modelOf(snapshotOf(cluster(stories), { ...masterOf(workers, applications), ...more })).jobs;
const ties = (...args: Parameters<typeof rows>) => rows(...args).map(({ service, application, matchedBy }) => [service?.name, application?.id, matchedBy]);

/** Logs that name applications, by the container's number: the master is 0, the workers 1 and 2, jobs follow. */
const logs = (ids: Readonly<Record<number, string>>): EvidenceBySource => ({
  'container-logs': observed({ logs: Object.entries(ids).map(([at, appId]) => ({ container: idOf(Number(at)), lines: 1, complete: true, appId, marks: {}, progress: [] })), gaps: [] }),
});

const process = (pid: number, more: Partial<ContainerProcess> = {}, args: readonly string[] = []): ContainerProcess => ({
  pid,
  ppid: 1,
  user: 'root',
  elapsed: 1000 - pid,
  kind: 'driver',
  startedBy: 'exec',
  args: ['/usr/bin/java', '-Xmx512m', 'org.apache.spark.deploy.SparkSubmit', '--master', 'spark://spark-master:7077', ...args],
  ...more,
});
const processes = (byContainer: Readonly<Record<number, readonly ContainerProcess[]>>): EvidenceBySource => ({
  'container-processes': observed({ containers: Object.entries(byContainer).map(([at, list]) => ({ container: idOf(Number(at)), processes: [...list] })), gaps: [] }),
});

describe('an application is tied to a container', () => {
  it('by the id in its log, whatever their names', () => {
    expect(ties({ a: named('Same'), b: named('Same') }, [runs('Same'), runs('Same')], logs({ 3: applicationId(1), 4: applicationId(0) }))).toEqual([
      ['a', applicationId(1), 'log'],
      ['b', applicationId(0), 'log'],
    ]);
  });

  it('by the host of its driver', () => {
    expect(ties({ a: named('Same'), b: named('Same') }, [runs('Same', { driverHost: shortId(4) }), runs('Same', { driverHost: '172.19.0.5' })])).toEqual([
      ['a', applicationId(1), 'driver-address'],
      ['b', applicationId(0), 'driver-address'],
    ]);
  });

  it('by the arguments of an executor where no page tells the driver', () => {
    const executor = process(9, { kind: 'executor', args: ['java', 'CoarseGrainedExecutorBackend', '--driver-url', `spark://CoarseGrainedScheduler@${shortId(3)}:33367`, '--executor-id', '0', '--app-id', applicationId(0)] });

    expect(ties({ a: { command: 'spark-submit /opt/app/job.py' } }, [runs('Other')], processes({ 1: [executor] }))).toEqual([['a', applicationId(0), 'executor-arguments']]);
  });

  it('by its name where one bears it and one asks for it', () => {
    expect(ties({ a: named('A'), b: named('B') }, [runs('B'), runs('A')])).toEqual([['a', applicationId(1), 'name'], ['b', applicationId(0), 'name']]);
  });
});

describe('a name alone ties nothing', () => {
  it.each<readonly [string, Readonly<Record<string, ServiceStory>>, readonly ApplicationStory[]]>([
    ['two applications bear it', { a: named('Same') }, [runs('Same'), runs('Same')]],
    ['two jobs ask for it', { a: named('Same'), b: named('Same') }, [runs('Same')]],
    ['its driver is known to sit elsewhere', { a: named('A') }, [runs('A', { driverHost: 'feedfeedfeed' })]],
    ['it is older than the container', { a: { ...named('A'), container: { state: { StartedAt: '2026-01-19T09:58:00.000Z' } } } }, [runs('A', { age: 3_600_000 })]],
  ])('where %s', (_, stories, applications) => {
    expect(ties(stories, applications).filter(([service, application]) => service !== undefined && application !== undefined)).toEqual([]);
  });
});

describe('drivers started in a container', () => {
  const notebook: ServiceStory = { command: 'tail -f /dev/null' };

  it('are paired with its applications in the order in which they began', () => {
    const found = rows({ notebook }, [runs('Same', { driverHost: shortId(3), age: 500_000 }), runs('Same', { driverHost: shortId(3), age: 900_000 })], processes({ 3: [process(10), process(20)] }));

    expect(found.map(({ application, process }) => [application?.id, process?.pid])).toEqual([[applicationId(1), 10], [applicationId(0), 20]]);
  });

  it('are not guessed at where there are more of them than applications, unless a name tells', () => {
    const list = processes({ 3: [process(10, {}, ['--name', 'A']), process(20)] });

    expect(rows({ notebook }, [runs('A', { driverHost: shortId(3) })], list).map(({ label, application, process }) => [label, application?.id, process?.pid])).toEqual([
      ['A', applicationId(0), 10],
      ['spark-submit', undefined, 20],
    ]);
    expect(rows({ notebook }, [runs('B', { driverHost: shortId(3) })], list).map(({ application, process }) => [application?.id, process?.pid])).toEqual([
      [applicationId(0), undefined],
      [undefined, 10],
      [undefined, 20],
    ]);
  });

  it('beside a job are told from the job itself', () => {
    const found = rows(
      { etl: named('Etl') },
      [runs('Etl', { driverHost: shortId(3) }), runs('By-Hand', { driverHost: shortId(3) })],
      { ...logs({ 3: applicationId(0) }), ...processes({ 3: [process(5, { startedBy: 'container' }), process(50)] }) },
    );

    expect(found.map(({ service, application, process }) => [service?.name, application?.name, process?.pid])).toEqual([['etl', 'Etl', 5], [undefined, 'By-Hand', 50]]);
  });

  it('of master local are no jobs of this cluster', () => {
    const local = process(10, { args: ['java', 'org.apache.spark.deploy.SparkSubmit', '--master', 'local[*]', 'x.py'] });

    expect(rows({ notebook }, [], processes({ 3: [local] }))).toEqual([]);
  });
});

it('a driver that lends its network shares its names, and the one that runs a job is meant', () => {
  const stories = { proxy: { command: 'nginx' }, etl: { ...named('X'), container: { hostConfig: { NetworkMode: `container:${idOf(3)}` }, networks: {} } } };

  expect(ties(stories, [runs('Other', { driverHost: shortId(3) })])).toEqual([['etl', applicationId(0), 'driver-address']]);
});
