import { describe, expect, test } from 'vitest';

import { explained, findings, verdictOf } from './judge.js';
import { noFile, offline } from './offline.js';
import { cluster, masterOf, shortId, snapshotOf, submit, WORKER_HOSTS } from './stack.js';

const idle = WORKER_HOSTS.map((host) => ({ host, cores: 3 }));

describe('scheduling/cores-max-below-executor-cores', () => {
  const rule = 'scheduling/cores-max-below-executor-cores';

  test('a file that asks so is told before anything runs, with its line', () => {
    const [finding] = findings(rule, offline(cluster({ a: { command: submit(1, 2) } })));

    expect(finding?.message).toBe('a can never start an executor: it may have 1 core in all (spark.cores.max), and one executor needs 2 (spark.executor.cores)');
    expect(finding?.exhibits[0]).toMatchObject({ plane: 'declared', place: { file: 'docker-compose.yml', line: 40 } });
  });

  test('an application that waits for this is its symptom', () => {
    const waiting = snapshotOf(cluster({ a: { command: submit(1, 2) } }), masterOf(idle, [{ name: 'A', state: 'WAITING', coresMax: 1, driverHost: shortId(3), age: 840_000 }]));
    const told = explained(waiting);

    expect(told.find(({ finding }) => finding.rule.id === 'scheduling/application-waiting')?.cause?.rule.id).toBe(rule);
    expect(told.filter(({ cause }) => cause === undefined).map(({ finding }) => finding.rule.id)).toContain(rule);
  });

  test('equal numbers are healthy; without the file it is unknown', () => {
    expect(verdictOf(rule, offline(cluster({ a: { command: submit(2, 2) } }))).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('scheduling/cores-max-unset', () => {
  const rule = 'scheduling/cores-max-unset';
  const uncapped = { command: 'spark-submit --master spark://spark-master:7077 /opt/app/job.py', declared: { image: 'apache/spark:3.5.3' } };

  test('a job without a cap beside another is told', () => {
    expect(findings(rule, offline(cluster({ a: uncapped, b: { command: submit(1) } })))).toMatchObject([
      { subject: { name: 'a' }, severity: 'warning', message: 'has no core cap on a cluster that 2 services use: it takes every core that is free, and whoever comes next waits' },
    ]);
  });

  test('alone it may have all; a default of the master is a cap; with dynamic allocation it gives back', () => {
    const elastic = { ...uncapped, command: uncapped.command.replace(' /opt', ' --conf spark.dynamicAllocation.enabled=true /opt') };
    const stack = cluster({ a: uncapped, b: uncapped });

    expect(verdictOf(rule, offline(cluster({ a: uncapped }))).kind).toBe('healthy');
    expect(verdictOf(rule, offline({ ...stack, 'spark-master': { ...stack['spark-master'], environment: { SPARK_MASTER_OPTS: '-Dspark.deploy.defaultCores=2' } } })).kind).toBe('healthy');
    expect(findings(rule, offline(cluster({ a: elastic, b: elastic })))[0]?.severity).toBe('info');
  });

  test('once it holds what others wait for, that is the headline', () => {
    const live = snapshotOf(cluster({ a: uncapped, b: { command: submit(1) } }), masterOf(idle.map((own) => ({ ...own, used: 3 })), [{ name: 'A', granted: 6, coresMax: 'unlimited', driverHost: shortId(3) }]));

    expect(explained(live).find(({ finding }) => finding.rule.id === rule)?.cause?.rule.id).toBe('scheduling/greedy-application');
  });

  test('defaults that were not seen leave it unknown', () => {
    const hidden = { ...uncapped, declared: { volumes: [{ type: 'bind', source: '/srv/k2/conf', target: '/opt/spark/conf' }] } };

    expect(verdictOf(rule, offline(cluster({ a: hidden, b: { command: submit(1) } }))).kind).toBe('unknown');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('scheduling/dynamic-allocation-unbacked', () => {
  const rule = 'scheduling/dynamic-allocation-unbacked';
  const elastic = (conf: string, image = 'apache/spark:3.3.4') => offline(cluster({ a: { command: `spark-submit --master spark://spark-master:7077 --conf spark.dynamicAllocation.enabled=true ${conf} /opt/app/job.py`, declared: { image } } }));

  test('before 3.4 nothing backs it by itself', () => {
    expect(findings(rule, elastic('--verbose'))[0]?.message).toBe('turns dynamic allocation on without shuffle service or shuffle tracking (Spark 3.3.4): its SparkContext fails');
    expect(verdictOf(rule, elastic('--verbose', 'apache/spark:3.5.3')).kind).toBe('healthy');
    expect(verdictOf(rule, elastic('--verbose', 'own:1')).kind).toBe('unknown');
  });

  test('a shuffle service on one side only is told', () => {
    expect(findings(rule, elastic('--conf spark.shuffle.service.enabled=true'))[0]?.message).toBe('relies on the external shuffle service, which spark-worker-1, spark-worker-2 do not run');
  });

  test('tracking is healthy, no dynamic allocation is not applicable, no file unknown', () => {
    expect(verdictOf(rule, elastic('--conf spark.dynamicAllocation.shuffleTracking.enabled=true')).kind).toBe('healthy');
    expect(verdictOf(rule, offline(cluster({ a: { command: submit(1) } }))).kind).toBe('not-applicable');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});
