import { describe, expect, test } from 'vitest';

import { explained, findings, verdictOf } from './judge.js';
import { applicationId, cluster, masterOf, shortId, snapshotOf, submit, workerId, WORKER_HOSTS, type ApplicationStory, type ServiceStory } from './stack.js';

const two = (used: readonly number[]) => WORKER_HOSTS.map((host, at) => ({ host, cores: 3, used: used[at] ?? 0, memoryUsed: (used[at] ?? 0) === 0 ? 0 : 1024 }));
const running = (name: string, worker: number, container: number, cores = 2): ApplicationStory => ({
  name,
  granted: cores,
  coresMax: cores,
  driverHost: shortId(container),
  executors: [{ worker: workerId(worker), cores }],
});
const waiting = (name: string, container: number, story: Partial<ApplicationStory> = {}): ApplicationStory => ({ name, state: 'WAITING', coresMax: 2, driverHost: shortId(container), age: 840_000, ...story });

/** Four jobs lowered from 2 cores to 1 in the file, restarted, not recreated. */
const stale = { command: submit(1), container: { command: submit(2), created: '2026-01-18T21:00:00.000Z', state: { StartedAt: '2026-01-19T09:46:00.000Z' } } };
const founding = snapshotOf(
  cluster({ a: stale, b: stale, c: stale, d: stale }),
  masterOf(two([2, 2]), [running('A', 0, 3), running('B', 1, 4), waiting('C', 5), waiting('D', 6)]),
);
const fitting = snapshotOf(cluster({ a: { command: submit(2) } }), masterOf(two([2, 0]), [running('A', 0, 3)]));
const blind = snapshotOf(cluster({ a: { command: submit(2) } }));

describe('scheduling/application-waiting', () => {
  test('tells the sum and the arithmetic per worker', () => {
    const [first] = findings('scheduling/application-waiting', founding);

    expect(first?.message).toContain('4 jobs x 2 cores = 8 > 6');
    expect(first?.message).toContain('2 cores are free, but 1 on each worker, and an executor needs 2');
    expect(first?.severity).toBe('critical');
  });

  test('names a way out of the job and one of the cluster, with numbers', () => {
    const tight = snapshotOf(cluster({ a: { command: submit(2) }, b: { command: submit(2) }, c: { command: submit(2) } }), masterOf(two([2, 2]), [running('A', 0, 3), running('B', 1, 4), waiting('C', 5)]));

    expect(findings('scheduling/application-waiting', tight)[0]?.remedy.summary).toBe(
      'give c spark.executor.cores=1 instead of 2 (c runs with 2 cores); or give worker spark-worker-1 4 cores instead of 3 (c runs with 2 cores)',
    );
  });

  test('the waiting applications of the founding incident are explained by the stale containers', () => {
    const all = explained(founding);
    const symptoms = all.filter(({ finding }) => finding.rule.id === 'scheduling/application-waiting');

    expect(symptoms.map(({ cause }) => [cause?.rule.id, cause?.subject.name])).toEqual([['drift/stale-command', 'c'], ['drift/stale-command', 'd']]);
    expect(all[0]).toMatchObject({ severity: 'critical', finding: { rule: { id: 'drift/stale-command' } } });
  });

  test('an application younger than two minutes is told, not warned of', () => {
    const young = snapshotOf(cluster({ a: { command: submit(2) }, b: { command: submit(2) } }), masterOf(two([2, 2]), [running('A', 0, 3), running('B', 1, 4), waiting('C', 9, { age: 30_000 })]));

    expect(findings('scheduling/application-waiting', young)[0]?.severity).toBe('info');
  });

  test('one that dynamic allocation leaves idle is healthy', () => {
    const idle = snapshotOf(cluster({}), masterOf(two([0, 0]), [waiting('Idle', 9, { coresMax: 'unlimited', executorLimit: 0 })]));

    expect(verdictOf('scheduling/application-waiting', idle).kind).toBe('healthy');
  });

  test('enough cores are healthy; no master is unknown', () => {
    expect(verdictOf('scheduling/application-waiting', fitting).kind).toBe('healthy');
    expect(verdictOf('scheduling/application-waiting', blind).kind).toBe('unknown');
  });
});

describe('scheduling/executor-larger-than-any-worker', () => {
  test('says by how much the largest worker is too small', () => {
    const large = snapshotOf(cluster({ a: { command: submit(1, 1, '4g') } }), masterOf(two([0, 0]), [waiting('A', 3, { coresMax: 1, memory: 4096 })]));
    const [finding] = findings('scheduling/executor-larger-than-any-worker', large);

    expect(finding?.message).toContain('asks 4096 MiB x 1 core per executor; the largest worker has 3072 MiB x 3');
    expect(explained(large).find(({ finding: { rule } }) => rule.id === 'scheduling/application-waiting')?.cause?.rule.id).toBe('scheduling/executor-larger-than-any-worker');
  });

  test('what fits an empty worker is healthy; no master is unknown', () => {
    expect(verdictOf('scheduling/executor-larger-than-any-worker', founding).kind).toBe('healthy');
    expect(verdictOf('scheduling/executor-larger-than-any-worker', blind).kind).toBe('unknown');
  });
});

describe('scheduling/fewer-cores-than-asked', () => {
  const partly = snapshotOf(cluster({ a: { command: submit(3, 2) } }), masterOf(two([2, 0]), [{ ...running('A', 0, 3), coresMax: 3 }]));

  test('what is left below one executor is never used, and both numbers that help are said', () => {
    const [finding] = findings('scheduling/fewer-cores-than-asked', partly);

    expect(finding?.message).toBe('a runs with 2 of the 3 cores that it may have: spark.cores.max 3 is not a multiple of the 2 cores of an executor: 1 core of it will never be used');
    expect(finding?.severity).toBe('info');
    expect(finding?.remedy.summary).toContain('spark.executor.cores=1 instead of 2');
  });

  test('all that was asked for is healthy; no master is unknown', () => {
    expect(verdictOf('scheduling/fewer-cores-than-asked', fitting).kind).toBe('healthy');
    expect(verdictOf('scheduling/fewer-cores-than-asked', blind).kind).toBe('unknown');
  });
});

describe('scheduling/greedy-application', () => {
  const shell: ApplicationStory = { name: 'PySparkShell', granted: 6, coresMax: 'unlimited', driverHost: 'laptop', executors: [{ worker: workerId(0), cores: 3 }, { worker: workerId(1), cores: 3 }] };
  const greedy = snapshotOf(cluster({ etl: { command: submit(2) } }), masterOf(two([3, 3]), [shell, waiting('Nightly-ETL', 3)]));

  test('a shell without a cap that holds everything is the headline, and who waits is its symptom', () => {
    const [headline, ...symptoms] = explained(greedy);

    expect(headline?.finding.message).toBe('PySparkShell has no core cap and holds 6 cores of 6; etl waits with 0');
    expect(headline?.severity).toBe('critical');
    expect(symptoms.every(({ cause }) => cause !== undefined)).toBe(true);
  });

  const uncapped = 'spark-submit --master spark://spark-master:7077 --executor-memory 1g job.py';
  const bySubmit: ApplicationStory = { ...shell, name: 'Gold', driverHost: 'gold' };
  const headlines = (stories: Parameters<typeof cluster>[0]) =>
    explained(snapshotOf(cluster(stories), masterOf(two([3, 3]), [bySubmit, waiting('Nightly-ETL', 3)])))
      .filter(({ cause, severity }) => cause === undefined && severity !== 'info')
      .map(({ finding: { rule, subject } }) => `${rule.id} ${subject.name}`);

  test('one whose file has a cap already is explained by its old container, and so is the full cluster', () => {
    expect(headlines({ gold: { command: submit(1), container: { command: uncapped } }, etl: { command: submit(2) } })).toEqual(['drift/stale-command gold']);
  });

  test('one that no file has any more is explained by the orphan that it is', () => {
    expect(headlines({ gold: { command: uncapped, undeclared: true }, etl: { command: submit(2) } })).toEqual(['drift/orphan-container gold']);
  });

  test('an application with a cap is not greedy, whatever it holds', () => {
    expect(verdictOf('scheduling/greedy-application', founding).kind).toBe('healthy');
  });

  test('a request that is not visible is unknown', () => {
    const hidden = snapshotOf(cluster({}), masterOf(two([3, 3]), [{ name: 'A', granted: 6 }]));

    expect(verdictOf('scheduling/greedy-application', hidden).kind).toBe('unknown');
  });
});

describe('cluster/no-alive-workers', () => {
  const dead = snapshotOf(cluster({ a: { command: submit(2) } }), masterOf(WORKER_HOSTS.map((host) => ({ host, cores: 3, state: 'DEAD' })), [waiting('A', 3)]));

  test('is critical and explains who waits', () => {
    const [headline, symptom] = explained(dead);

    expect(headline?.finding.message).toContain('the master has no ALIVE worker');
    expect(symptom).toMatchObject({ finding: { rule: { id: 'scheduling/application-waiting' } }, cause: { rule: { id: 'cluster/no-alive-workers' } } });
  });

  test('one ALIVE worker is healthy; no master is unknown', () => {
    expect(verdictOf('cluster/no-alive-workers', fitting).kind).toBe('healthy');
    expect(verdictOf('cluster/no-alive-workers', blind).kind).toBe('unknown');
  });
});

describe('capacity', () => {
  const used = (cores: number) => snapshotOf(cluster({}), masterOf([{ host: '172.19.0.3', cores: 100, used: cores }], [{ name: 'A', granted: cores, coresMax: cores }]));

  test.each([[80, 'healthy'], [81, 'warning'], [95, 'warning'], [96, 'critical']] as const)('%i %% of cores used is %s', (cores, severity) => {
    expect(findings('capacity/cores-used', used(cores))[0]?.severity ?? 'healthy').toBe(severity);
  });

  test('headroom below 30 % is a warning, until the cores used speak for themselves', () => {
    expect(findings('capacity/low-headroom', used(71))[0]?.message).toContain('29 % headroom');
    expect(verdictOf('capacity/low-headroom', used(70)).kind).toBe('healthy');
    expect(verdictOf('capacity/low-headroom', used(90)).kind).toBe('healthy');
    expect(verdictOf('capacity/low-headroom', blind).kind).toBe('unknown');
    expect(verdictOf('capacity/cores-used', blind).kind).toBe('unknown');
  });

  test('a file whose jobs ask for more than its workers offer is over-subscribed', () => {
    const file = snapshotOf(cluster({ a: { command: submit(4, 1) }, b: { command: submit(3, 1) } }));

    expect(findings('capacity/over-subscribed', file)[0]?.message).toBe('the file declares 2 jobs of 7 cores in all, and its workers offer 6: b will not get all they ask for');
    expect(verdictOf('capacity/over-subscribed', snapshotOf(cluster({ a: { command: submit(4, 2) } }))).kind).toBe('healthy');
  });

  test('a sum that fits is not enough: each executor has to fit on one worker', () => {
    const file = snapshotOf(cluster({ a: { command: submit(2) }, b: { command: submit(2) }, c: { command: submit(2) } }));

    expect(findings('capacity/over-subscribed', file)[0]?.message).toContain('3 jobs of 6 cores in all, and its workers offer 6: c will wait');
  });

  test('jobs that fit and leave no reserve are a warning; with a third free all is well; unsized workers leave it unknown', () => {
    const file = (cores: number) => snapshotOf(cluster({ a: { command: submit(cores, 1) } }));

    expect(findings('capacity/declared-headroom', file(5))[0]?.message).toBe('the jobs of the file take 5 cores of the 6 that its workers offer: 16 % headroom, less than 30 %');
    expect(verdictOf('capacity/declared-headroom', file(4)).kind).toBe('healthy');
    expect(verdictOf('capacity/declared-headroom', snapshotOf({ w: { command: 'spark-class org.apache.spark.deploy.worker.Worker spark://m:7077' }, a: { command: submit(1) } })).kind).toBe('unknown');
  });

  test('a program whose code may ask for anything makes nobody wait; one without a cap is told by its own rule', () => {
    const python: ServiceStory = { command: 'python app.py --master spark://m:7077' };
    const behind = (first: ServiceStory) => snapshotOf(cluster({ a: first, b: { command: submit(6, 1) } }));

    expect(verdictOf('capacity/over-subscribed', behind(python)).kind).toBe('unknown');
    expect(verdictOf('capacity/over-subscribed', behind({ command: 'spark-submit --master spark://m:7077 job.py' })).kind).toBe('healthy');
  });

  test('workers that do not say their cores leave it unknown', () => {
    const file = snapshotOf({ 'spark-worker': { command: 'spark-class org.apache.spark.deploy.worker.Worker spark://m:7077' }, a: { command: submit(4) } });

    expect(verdictOf('capacity/over-subscribed', file).kind).toBe('unknown');
  });
});

test('ids of applications are those of the master', () => {
  expect(findings('scheduling/application-waiting', founding)[0]?.subject).toEqual({ kind: 'application', name: applicationId(2) });
});
