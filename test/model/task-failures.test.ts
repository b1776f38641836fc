import { expect, test } from 'vitest';

import { taskFailuresOf } from '#model/task-failures.js';

import { recordedModel } from './recorded.js';

test('tasks that failed and were tried again are counted by the minute, as the driver tells them', async () => {
  const model = await recordedModel('3.5.3/16-streaming');
  const [job] = model.jobs.filter(({ application }) => application !== undefined);
  if (job === undefined) throw new Error('no job');

  const failures = taskFailuresOf(job, model.containers.get(job.container?.Id ?? ''), model.takenAt);

  expect(failures).toMatchObject({ source: 'jobs', failed: 28 });
  expect(failures?.perMinute).toBeGreaterThan(5);
});

test('without the driver its log tells, and without either nothing is said', async () => {
  const model = await recordedModel('3.5.3/16-streaming');
  const [job] = model.jobs.filter(({ application }) => application !== undefined);
  if (job?.application === undefined) throw new Error('no job');
  const deaf = { ...job, application: { ...job.application, driver: undefined } };
  const view = model.containers.get(job.container?.Id ?? '');
  if (view?.log === undefined) throw new Error('no log');
  const minutesAgo = (count: number) => new Date(model.takenAt.getTime() - count * 60_000).toISOString();
  const recent = [20, 4, 3, 2, 1].map((ago) => ({ time: minutesAgo(ago), captures: [] }));
  const log = { ...view.log, marks: { 'task-lost': { count: 5, captures: [], line: '', recent } } };

  expect(taskFailuresOf(deaf, { ...view, log, upFor: undefined }, model.takenAt)).toMatchObject({ source: 'log', failed: 4, perMinute: 0.4 });
  expect(taskFailuresOf(deaf, { ...view, log: undefined }, model.takenAt)).toBeUndefined();
});
