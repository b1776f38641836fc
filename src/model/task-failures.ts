import type { SparkDriver } from '#evidence/spark-drivers/schema.js';
import { minutes, millis, type Millis } from '#units/duration.js';

import type { ContainerView } from './container-view.js';
import type { Job } from './job.js';
import { lineOf } from './log-lines.js';

/** Tasks of a job that failed lately, whether or not a retry then succeeded: a streaming query's progress shows nothing of it. */
export interface TaskFailures {
  readonly failed: number;
  /** Over which they were counted: ten minutes, or since the driver began. */
  readonly window: Millis;
  readonly perMinute: number;
  /** `jobs`: the driver's REST (`numFailedTasks`); `log`: "Lost task" in its log, which a level above WARN hides. */
  readonly source: 'jobs' | 'log';
}

const WINDOW = minutes(10);

/** Undefined where neither the driver nor its log was heard. */
export function taskFailuresOf({ application, service }: Job, view: ContainerView | undefined, takenAt: Date): TaskFailures | undefined {
  const jobs = application?.driver?.jobs;
  if (application?.driver !== undefined && jobs !== undefined) return inJobs(jobs, application.driver.startTime, takenAt);
  const isOwn = view?.log !== undefined && (view.log.appId === undefined ? service !== undefined : view.log.appId === application?.id);
  return isOwn ? inLog(view, takenAt) : undefined;
}

function inJobs(jobs: NonNullable<SparkDriver['jobs']>, began: number | undefined, takenAt: Date): TaskFailures {
  const ends = jobs.map(({ completionTime }) => (completionTime === undefined ? takenAt.getTime() : Date.parse(completionTime.replace(/GMT$/, 'Z'))));
  // The driver's clock may run ahead of ours.
  const now = Math.max(takenAt.getTime(), ...ends);
  const since = Math.max(now - WINDOW, began ?? Math.min(now, ...ends));
  const failed = jobs.reduce((sum, { numFailedTasks }, at) => ((ends[at] ?? 0) >= since ? sum + numFailedTasks : sum), 0);
  return rateOf(failed, now - since, 'jobs');
}

function inLog(view: ContainerView, takenAt: Date): TaskFailures {
  const now = takenAt.getTime();
  const since = Math.max(now - WINDOW, view.upFor === undefined ? 0 : now - view.upFor);
  const lost = lineOf(view.log, 'task-lost');
  const recent = (lost?.recent ?? []).flatMap(({ time }) => (time !== undefined && time.getTime() >= since ? [time.getTime()] : []));
  // The newest forty are kept: where they all fall into the window, the rate is that of the time they take up.
  const isCut = lost !== undefined && lost.count > lost.recent.length && recent.length === lost.recent.length;
  return rateOf(recent.length, isCut ? now - Math.min(...recent) : now - since, 'log');
}

const rateOf = (failed: number, window: number, source: TaskFailures['source']): TaskFailures => ({
  failed,
  window: millis(window),
  // In its first minute a job has not yet shown a rate.
  perMinute: failed / Math.max(1, window / minutes(1)),
  source,
});
