import { jobContainerName, type Job } from '#model/job.js';
import type { Model } from '#model/model.js';
import { formatCores } from '#units/cores.js';
import { formatDuration, millis, minutes, type Millis } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';

/** Between two batches or two cells of a notebook it is idle too. */
const LONG: Millis = minutes(1);

export default defineRule({
  id: 'scheduling/idle-executors-kept',
  severity: 'info',
  summary: 'An application keeps executors that do nothing while others wait.',
  why: `
Spark standalone takes no core back. Without dynamic allocation an application keeps its executors until it ends; with
it, those that hold cached or shuffled data stay until cachedExecutorIdleTimeout or shuffleTracking.timeout, both
infinite by default.`,
  proof: 'The driver\'s REST: no active task on any executor, and the last job ended a while ago; the master: somebody waits.',
  lookAlikes: 'A stream between two batches is idle for seconds. Without a core cap it is `scheduling/greedy-application`.',
  remedy: 'End the session, or let it give executors back: spark.dynamicAllocation.enabled with shuffleTracking and its timeouts.',
  needs: ['cluster', 'spark-drivers'],
  causes: ['scheduling/greedy-application'],
  check: (model) => {
    const holders = model.jobs.filter(({ application }) => (application?.coresGranted ?? 0) > 0);
    const waits = model.jobs.some(({ application }) => application?.coresGranted === 0 && application.requested.executorLimit !== 0);
    if (!waits) return { examined: holders.length, observations: [] };
    const unknown = holders.filter(({ application }) => application?.driver?.executors === undefined || application.driver.jobs === undefined).map(({ label }) => `whether ${label} works`);
    return { examined: holders.length - unknown.length, observations: holders.flatMap((job) => observe(job, model)), unknown };
  },
});

function observe(job: Job, { takenAt }: Model): Observation[] {
  const { application } = job;
  const { executors, jobs, ui } = application?.driver ?? {};
  if (application === undefined || executors === undefined || jobs === undefined) return [];
  const kept = executors.filter(({ id, isActive }) => id !== 'driver' && isActive);
  const idleFor = idleSince(jobs, application.driver?.startTime, takenAt);
  if (kept.length === 0 || kept.some(({ activeTasks }) => activeTasks > 0) || idleFor === undefined || idleFor < LONG) return [];
  return [
    {
      subject: { kind: 'application', name: application.id },
      message: `${job.label} keeps ${String(kept.length)} idle ${kept.length === 1 ? 'executor' : 'executors'} (${formatCores(application.coresGranted)}) for ${formatDuration(idleFor)} while others wait`,
      exhibits: [{ label: `${ui ?? jobContainerName(job) ?? ''}: no active task, last job ended ${formatDuration(idleFor)} ago`, plane: 'granted' }],
      remedy: { summary: `end ${job.label} when it is not needed, or let dynamic allocation give its executors back`, actions: [] },
      blames: [{ kind: 'application', name: application.id }],
    },
  ];
}

/** Since its last job ended, or since its start where it had none; undefined while one runs. Spark writes `2026-11-22T21:01:24.123GMT`. */
function idleSince(jobs: readonly { readonly status: string; readonly completionTime?: string | undefined }[], started: number | undefined, now: Date): Millis | undefined {
  if (jobs.some(({ status }) => status === 'RUNNING')) return undefined;
  const ends = jobs.map(({ completionTime }) => Date.parse((completionTime ?? '').replace('GMT', 'Z')));
  const last = ends.length === 0 ? started : Math.max(...ends);
  return last === undefined || Number.isNaN(last) ? undefined : millis(now.getTime() - last);
}
