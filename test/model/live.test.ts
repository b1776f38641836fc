import { describe, expect, it } from 'vitest';

import { lastEnd, oomTimes } from '#model/container-end.js';
import { diedOf, executorsOf } from '#model/executors/executor.js';
import type { Model } from '#model/model.js';

import { recordedModel, viewOf } from './recorded.js';

const executors = (model: Model, label: string) => {
  const application = model.jobs.find((job) => job.label === label)?.application;
  return application === undefined ? [] : executorsOf(model, application);
};

describe('a container of a recorded stack', () => {
  it('that lives on shows the kernel killing its executor, though OOMKilled is false', async () => {
    const worker = viewOf(await recordedModel('3.5.3/09-oom/0-executor-jvm'), 'oom-spark-worker-1-1');

    expect(worker.container.State.OOMKilled).toBe(false);
    expect(oomTimes(worker)?.map((time) => time.toISOString())).toEqual(['2026-11-22T21:26:46.244Z']);
    expect(worker.memoryLimit).toBe(1572864000);
    expect(worker.stats?.memoryUsed).toBe(1568858112);
  });

  it('that was killed for memory ended so; one that runs has no end', async () => {
    const model = await recordedModel('3.5.3/09-oom/2-driver');

    expect(lastEnd(viewOf(model, 'oom-driver-oom-1'))).toMatchObject({ exitCode: 137, cause: 'out-of-memory' });
    expect(lastEnd(viewOf(model, 'oom-spark-worker-1-1'))).toBeUndefined();
  });
});

describe('executors of an application', () => {
  it('that the kernel killed bear its code and are over, whoever lists them still', async () => {
    const all = executors(await recordedModel('3.5.3/09-oom/0-executor-jvm'), 'jvm-oom');

    expect(all[0]).toMatchObject({ id: '0', isLive: false, state: 'EXITED', exitCode: 137, registered: true, reason: 'Command exited with code 137' });
    expect(diedOf(all)).toHaveLength(1);
  });

  it('that cannot reach their driver never register, and their stderr says why', async () => {
    const model = await recordedModel('3.5.3/08-crash-loop');

    const [first, second] = executors(model, 'unknown-host-driver');
    expect(first).toMatchObject({ state: 'EXITED', registered: false });
    expect(first?.stderr?.kinds).toEqual(expect.arrayContaining(['connect-failed', 'unknown-host']));
    expect(second).toMatchObject({ state: 'RUNNING', isLive: true, registered: false });
    expect(executors(model, 'localhost-driver')[0]?.stderr?.kinds).toContain('connect-failed');
  });
});

describe('a driver that docker exec started in a notebook', () => {
  it('has a row with its container, its arguments and who started it', async () => {
    const model = await recordedModel('3.5.3/06-greedy');

    const [shell, ...others] = model.jobs.filter(({ service }) => service === undefined);
    expect(others).toEqual([]);
    expect(shell).toMatchObject({ label: 'PySparkShell', application: { state: 'RUNNING', coresGranted: 6, requested: { coresMax: 'unlimited' } } });
    expect(viewOf(model, 'greedy-notebook-1').container).toBe(shell?.container);
    expect(shell?.process).toMatchObject({ startedBy: 'exec', user: 'root', heap: 512 * 1024 ** 2, submit: { program: 'pyspark' } });
    expect(shell?.process?.submit?.conf.get('spark.master')?.value).toBe('spark://spark-master:7077');
    // It was started with a driver's memory and without a cap: what its arguments leave open stays open.
    expect(shell?.settings.find(({ name }) => name === 'driverMemoryBytes')?.values).toEqual({ deployed: 512 * 1024 ** 2 });
    expect(shell?.settings.find(({ name }) => name === 'coresMax')?.values).toEqual({ requested: 'unlimited', granted: 6 });
  });
});

describe('workers', () => {
  it('are tied to their containers by their own logs, before and after a restart', async () => {
    const model = await recordedModel('3.5.3/05-worker-restarted');

    const twins = model.cluster?.workers.filter(({ service }) => service?.name === 'spark-worker-1').map(({ state, matchedBy }) => [state, matchedBy]);
    expect(twins).toEqual(expect.arrayContaining([['DEAD', expect.stringMatching(/^(log|address)$/)], ['ALIVE', 'log']]));
    expect(model.cluster?.withoutContainer).toEqual([]);
    expect(model.cluster?.unregistered).toEqual([]);
  });

  it('of a stopped container keep their name, though it has no address any more', async () => {
    const model = await recordedModel('3.5.3/04-worker-killed/0-right-after');

    const dead = model.cluster?.workers.find(({ state }) => state === 'DEAD');
    expect(dead).toMatchObject({ service: { name: 'spark-worker-1' }, matchedBy: 'log' });
  });

  it('say themselves which executors they run, and for which driver', async () => {
    const model = await recordedModel('3.5.3/02-founding');

    const executors = model.cluster?.alive.flatMap(({ report }) => report?.executors ?? []);
    expect(executors?.map(({ coresMax }) => coresMax)).toEqual([2, 2]);
    expect(executors?.every(({ driver }) => /^[0-9a-f]{12}$/.test(driver?.host ?? ''))).toBe(true);
  });
});
