import type { Job, Request } from '#model/job.js';
import type { Model } from '#model/model.js';
import { waitingJobs } from '#model/waiting.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { judgeEach } from '../parts/declared.js';
import { settingExhibit } from '../parts/mounted-defaults.js';

export default defineRule({
  id: 'scheduling/cores-max-below-executor-cores',
  severity: 'warning',
  summary: 'A job may have fewer cores in all than one of its executors needs.',
  why: `
The master hands cores out by whole executors. With \`spark.cores.max\` below \`spark.executor.cores\` not even the first
one is allowed, and the application waits on an idle cluster for ever. \`spark.deploy.defaultCores\` of the master caps
applications that set no maximum in the same way.`,
  proof: 'Flags, `--conf` and defaults of the job; live, the maximum on its application page and the scheduler\'s own reason.',
  lookAlikes: 'A maximum that is no multiple of the executor cores only leaves the rest unused. Executors larger than any worker are `scheduling/executor-larger-than-any-worker`.',
  remedy: 'Raise --total-executor-cores, or lower --executor-cores.',
  needs: ['compose'],
  causes: ['drift/stale-command', 'drift/stale-environment'],
  check: (model) => {
    const live = new Map(waitingJobs(model).map((waiting) => [waiting.job, waiting]));
    return judgeEach(model.jobs, (job) => {
      const waiting = live.get(job);
      const reason = waiting?.wait.reason;
      if (reason?.kind === 'capped' && reason.by !== 'executor limit' && job.application?.coresGranted === 0) {
        return [observe(model, job, { cap: reason.by, limit: reason.limit, executorCores: reason.executorCores }, waiting?.healedBy ?? [])];
      }
      const capped = job.application === undefined ? cappedBy(job.declaredRequest) : undefined;
      return capped === undefined ? [] : [observe(model, job, capped, [])];
    });
  },
});

interface Capped {
  readonly cap: string;
  readonly limit: number;
  readonly executorCores: number;
}

function cappedBy(request: Request | undefined): Capped | undefined {
  const { coresMax, executorCores } = request ?? {};
  if (typeof coresMax !== 'number' || typeof executorCores !== 'number' || coresMax >= executorCores) return undefined;
  return { cap: 'spark.cores.max', limit: coresMax, executorCores };
}

function observe(model: Model, job: Job, { cap, limit, executorCores }: Capped, healedBy: readonly string[]): Observation {
  const { application, service } = job;
  const labels = [`${cap} is ${String(limit)}`, `spark.executor.cores is ${String(executorCores)}`] as const;
  const exhibits: readonly [Exhibit, Exhibit] =
    service?.compose === undefined
      ? [{ label: labels[0], plane: 'requested' }, { label: labels[1], plane: 'requested' }]
      : [settingExhibit(model, service, 'spark.cores.max', 'total-executor-cores', labels[0]), settingExhibit(model, service, 'spark.executor.cores', 'executor-cores', labels[1])];
  return {
    subject: application === undefined ? { kind: 'service', name: job.label } : { kind: 'application', name: application.id },
    message: `${job.label} can never start an executor: it may have ${formatCores(limit)} in all (${cap}), and one executor needs ${String(executorCores)} (spark.executor.cores)`,
    exhibits,
    remedy: { summary: `raise ${cap} to ${String(executorCores)} or more, or lower spark.executor.cores to ${String(limit)}`, actions: [] },
    blames: healedBy.map((name) => ({ kind: 'service' as const, name })),
  };
}
