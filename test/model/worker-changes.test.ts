import { describe, expect, test } from 'vitest';

import { workerChanges } from '#model/worker-changes.js';

import { modelOf } from '../rules/judge.js';
import { cluster, masterOf, snapshotOf, workerId, WORKER_HOSTS } from '../rules/stack.js';

const up = (service: string) => ({ kind: 'up', service }) as const;
const listed = WORKER_HOSTS.map((host) => ({ host, cores: 3 }));
const sized = { command: 'spark-class org.apache.spark.deploy.worker.Worker spark://spark-master:7077', environment: { SPARK_WORKER_CORES: '3', SPARK_WORKER_MEMORY: '3g' } };

describe('what commands do to the workers', () => {
  test('a worker that was stopped joins; the one beside it stays', () => {
    const down = { ...sized, container: { state: { Status: 'exited', Running: false, ExitCode: 143 } } };
    const model = modelOf(snapshotOf(cluster({ 'spark-worker-2': down }), masterOf(listed.slice(0, 1), [])));

    expect(workerChanges([up('spark-worker-2')], model)).toEqual([{ joins: { id: 'spark-worker-2', cores: 3, memoryMb: 3072 } }]);
  });

  test('a service that lacks replicas gets them, and keeps the one that runs', () => {
    const scaled = { ...sized, declared: { scale: 3 } };
    const model = modelOf(snapshotOf(cluster({ 'spark-worker-2': scaled }), masterOf(listed, [])));

    expect(workerChanges([up('spark-worker-2'), up('spark-worker-2')], model).map(({ lost, joins }) => [lost, joins?.cores])).toEqual([
      [undefined, 3],
      [undefined, 3],
    ]);
  });

  test('one that is recreated comes back as the file says, one that is restarted as its container says', () => {
    const edited = { ...sized, environment: { SPARK_WORKER_CORES: '4', SPARK_WORKER_MEMORY: '3g' }, container: { ...sized, created: '2026-01-18T21:00:00.000Z' } };
    const model = modelOf(snapshotOf(cluster({ 'spark-worker-1': edited }), masterOf(listed, [])));
    const coresAfter = (kind: 'up' | 'restart') => workerChanges([{ kind, service: 'spark-worker-1' }], model).map(({ lost, joins }) => [lost, joins?.cores]);

    expect(coresAfter('up')).toEqual([[workerId(0), 4]]);
    expect(coresAfter('restart')).toEqual([[workerId(0), 3]]);
  });
});
