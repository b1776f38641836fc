import type { Job } from '#model/job.js';
import { lineOf } from '#model/log-lines.js';
import type { Model } from '#model/model.js';
import { taskFailuresOf, type TaskFailures } from '#model/task-failures.js';
import { formatDuration } from '#units/duration.js';

import { defineRule, type Observation, type Severity } from '../define-rule.js';
import { gathered } from '../parts/seen.js';
import type { Thresholds } from '../thresholds.js';

/** A few at the start of a job are no rate. */
const LEAST = 3;

export default defineRule({
  id: 'streaming/task-failures',
  severity: 'warning',
  summary: 'Tasks of an application fail all the time, and Spark tries them again.',
  why: `
A failed task is tried up to 4 times (spark.task.maxFailures) before its job fails. Until then nothing looks wrong: rows
come in and go out, the application runs. Bad records, a flaky sink or lost executors cost time, and one day the job.`,
  proof: '`numFailedTasks` of the jobs of the last ten minutes in the driver\'s REST; "Lost task" lines in its log.',
  lookAlikes: 'Failures together with lost executors are memory or network: those rules speak then. A few at the start of a job are no rate.',
  remedy: 'Read the exception behind "Lost task" in the driver\'s log: docker compose logs SERVICE; handle the bad records.',
  needs: ['cluster'],
  causes: ['memory/executor-sigkilled', 'network/executors-cannot-reach-driver', 'image/python-minor-mismatch', 'image/spark-build-mismatch', 'lifecycle/work-dir-growing'],
  check: (model, thresholds) => {
    const jobs = model.jobs.filter(({ application }) => application !== undefined);
    const seen = jobs.map((job) => ({ job, rate: taskFailuresOf(job, model.containers.get(job.container?.Id ?? ''), model.takenAt) }));
    return {
      examined: seen.filter(({ rate }) => rate !== undefined).length,
      observations: seen.flatMap(({ job, rate }) => (rate === undefined ? [] : observe(job, rate, model, thresholds))),
      unknown: gathered(seen.filter(({ rate }) => rate === undefined).map(({ job }) => job.label), (names) => `failed tasks of ${names}: neither driver nor log was read`),
    };
  },
});

function observe({ label, application, service, container }: Job, { failed, window, perMinute, source }: TaskFailures, model: Model, { taskFailures }: Thresholds): Observation[] {
  if (failed < LEAST || perMinute <= taskFailures.warning) return [];
  const severity: Severity = perMinute > taskFailures.critical ? 'critical' : 'warning';
  const line = lineOf(model.containers.get(container?.Id ?? '')?.log, 'task-lost')?.text;
  const own = service === undefined ? [] : [{ kind: 'service' as const, name: service.name }];
  return [
    {
      subject: { kind: 'application', name: application?.id ?? label },
      severity,
      message: `${String(failed)} tasks of ${label} failed in ${formatDuration(window)}: ${perMinute.toFixed(1)} a minute, more than ${String(severity === 'critical' ? taskFailures.critical : taskFailures.warning)}`,
      exhibits: [{ label: source === 'jobs' ? `${application?.driver?.ui ?? 'its driver'}: numFailedTasks ${String(failed)}` : `its log: "Lost task" ${String(failed)} times`, plane: 'granted' }, line === undefined ? { label: `docker logs ${container?.Name.replace(/^\//, '') ?? label} names the exception behind "Lost task"` } : { label: `log: ${line.trim().slice(0, 300)}` }],
      remedy: { summary: `read the exception behind "Lost task" in the log of ${label}`, actions: [] },
      blames: [...own, { kind: 'application', name: application?.id ?? '' }, ...model.services.filter(({ role }) => role === 'worker').map(({ name }) => ({ kind: 'service' as const, name }))],
    },
  ];
}
