import type { SparkWorkerReport } from '#evidence/spark-workers/schema.js';
import { jobContainerName, type Job } from '#model/job.js';
import type { Model } from '#model/model.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { asksLessInTheFile } from '../parts/older-ask.js';

export default defineRule({
  id: 'scheduling/greedy-application',
  severity: 'warning',
  summary: 'An application has no core cap and holds cores that others wait for.',
  why: `
Without \`spark.cores.max\` an application gets every free core of every worker that has the memory, and keeps them until
it ends: Spark standalone has no preemption. A shell or notebook that nobody looks at holds the cluster, and whoever
comes next waits with 0 cores.`,
  proof: 'The master\'s page of the application says `Unlimited`, or the worker\'s JSON has `appdesc.cores` 0; the master\'s `/json/` tells who holds how many and who waits.',
  lookAlikes: 'An application with a cap that is large is not greedy but sized so. `spark.deploy.defaultCores` on the master is a cap that the page does not show.',
  remedy: 'Stop the session that is not needed, or give it `spark.cores.max`; `-Dspark.deploy.defaultCores=N` in SPARK_MASTER_OPTS caps all that set none.',
  needs: ['cluster'],
  causes: ['drift/stale-command', 'drift/stale-environment', 'drift/mounted-file-newer-than-process', 'drift/orphan-container'],
  check: (model) => {
    const jobs = model.jobs.filter(({ application }) => application !== undefined);
    const uncapped = jobs.filter(({ request }) => request?.coresMax === 'unlimited');
    const unknown = jobs.filter(({ request }) => request?.coresMax === undefined).map(({ label }) => `whether ${label} has a core cap`);
    return { examined: jobs.length, observations: uncapped.flatMap((job) => observe(job, model)), unknown };
  },
});

/** A second witness: the worker's `appdesc.cores` is 0 where nobody set a maximum. */
function workersSay(appId: string, workers: readonly SparkWorkerReport[]): Exhibit[] {
  const uncapped = workers.filter(({ executors }) => executors.some((executor) => executor.appId === appId && executor.coresMax === undefined));
  return uncapped.slice(0, 1).map(({ ui }) => ({ label: `${ui}/json/ has appdesc.cores 0 for it: no maximum`, plane: 'requested' as const }));
}

function observe(job: Job, { cluster, jobs, services, facts }: Model): Observation[] {
  const { application } = job;
  if (cluster === undefined || application === undefined || application.coresGranted === 0) return [];
  const waiting = jobs.filter((other) => other !== job && other.application?.state === 'WAITING' && other.application.requested.executorLimit !== 0);
  const others = services.filter(({ role, name }) => role === 'job' && name !== job.service?.name).length;
  if (waiting.length === 0 && jobs.length < 2 && others === 0) return [];
  const where = jobContainerName(job);
  const containers = where === undefined ? '' : ` (driver in ${where})`;
  const subject = { kind: 'application' as const, name: application.id };
  return [
    {
      subject,
      severity: waiting.length > 0 ? 'critical' : 'warning',
      message: `${job.label}${containers} has no core cap and holds ${formatCores(application.coresGranted)} of ${String(cluster.cores)}${waiting.length > 0 ? `; ${waiting.map(({ label }) => label).join(', ')} ${waiting.length === 1 ? 'waits' : 'wait'} with 0` : '; whoever comes next waits'}`,
      exhibits: [
        { label: `application ${application.id} asks for Unlimited cores (spark.cores.max is not set)`, plane: 'requested' },
        { label: `${cluster.master.ui}/json/ grants it ${formatCores(application.coresGranted)}`, plane: 'granted' },
        ...workersSay(application.id, facts['spark-workers']?.workers ?? []),
      ],
      remedy: {
        summary: `stop ${job.label} when it is not needed, or start it with --total-executor-cores N; -Dspark.deploy.defaultCores=N in SPARK_MASTER_OPTS caps all that set none`,
        actions: [],
      },
      blames: asksLessInTheFile(job),
    },
  ];
}
