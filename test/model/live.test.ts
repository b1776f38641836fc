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
