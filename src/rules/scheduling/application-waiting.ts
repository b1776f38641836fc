import { waitingJobs, type WaitingJob } from '#model/waiting.js';
import { waysOutInWords } from '../parts/ways-out.js';
import { formatCores } from '#units/cores.js';
import { formatDuration, type Millis } from '#units/duration.js';

import { defineRule, type Observation, type Severity } from '../define-rule.js';
import { absentWorkers } from '../parts/absent-workers.js';
import type { Thresholds } from '../thresholds.js';

export default defineRule({
  id: 'scheduling/application-waiting',
  severity: 'warning',
  summary: 'An application waits for cores.',
  why: `
The master serves applications in the order in which they registered. It places an executor only on a worker that has
all of its cores and all of its memory free at once: free cores that are spread over workers do not add up. Whoever
came first keeps what it has until it ends; there is no preemption.`,
  proof: 'State WAITING, or RUNNING with 0 cores, in the master\'s `/json/`; what was asked for on its application page; the free cores and memory of every worker, through the scheduler\'s own rules.',
  lookAlikes: 'An application of dynamic allocation that wants no executor now (limit 0) also shows 0 cores and is healthy. One that has executors which end at once is RUNNING with cores: its driver cannot be reached.',
  remedy: 'Bring stale containers in step with the file; else lower what the job asks for, end what holds the cores, or add a worker.',
  needs: ['cluster'],
  causes: [
    'drift/stale-command',
    'drift/stale-environment',
    'drift/stale-limits',
    'drift/set-in-code',
    'drift/worker-size-stale',
    'cluster/no-alive-workers',
    'scheduling/executor-larger-than-any-worker',
    'scheduling/cores-max-below-executor-cores',
    'scheduling/cluster-drivers-starve-apps',
    'scheduling/free-cores-but-memory-full',
    'scheduling/greedy-application',
    'drift/service-not-running',
    'drift/orphan-container',
    'capacity/over-subscribed',
  ],
  check: (model, thresholds) => {
    const examined = model.jobs.filter(({ application }) => application !== undefined).length;
    const starved = waitingJobs(model).filter(({ job, wait }) => job.application?.coresGranted === 0 && wait.reason.kind !== 'idle');
    return { examined, observations: starved.map((waiting) => observe(waiting, model, thresholds)) };
  },
});

function observe({ job, wait, unknown, healedBy, waysOut }: WaitingJob, { jobs, cluster, services }: Parameters<typeof waitingJobs>[0], { waiting }: Thresholds): Observation {
  const application = job.application;
  const age = application?.age ?? (0 as Millis);
  const asked = job.request?.coresMax;
  const greedy = jobs.filter((other) => other !== job && other.request?.coresMax === 'unlimited' && (other.application?.coresGranted ?? 0) > 0);
  return {
    subject: { kind: 'application', name: application?.id ?? job.label },
    severity: severityAt(age, waiting),
    confidence: unknown.length === 0 ? 'seen' : 'likely',
    message: `${job.label} ${application?.state === 'WAITING' ? `waits for ${formatDuration(age)}` : 'runs with 0 cores'}: ${wait.sentence}`,
    exhibits: [
      { label: `application ${application?.id ?? ''} ${application?.name ?? ''} is ${application?.state ?? ''} with 0 cores`, plane: 'granted' },
      { label: `asks for ${asked === 'unlimited' || asked === undefined ? 'as many cores as it can get' : formatCores(asked)}`, plane: 'requested' },
      ...(cluster?.alive ?? []).map((worker) => ({
        label: `${worker.service?.name ?? worker.id} has ${String(worker.cores - worker.coresUsed)} of ${formatCores(worker.cores)} free`,
        plane: 'granted' as const,
      })),
    ],
    remedy: { summary: waysOutInWords(waysOut, 'free cores on one worker, or ask for less per executor'), actions: [] },
    blames: [
      ...healedBy.map((name) => ({ kind: 'service' as const, name })),
      ...(cluster === undefined ? [] : [{ kind: 'cluster' as const, name: cluster.master.document.url }]),
      { kind: 'application', name: application?.id ?? '' },
      ...greedy.map((other) => ({ kind: 'application' as const, name: other.application?.id ?? '' })),
      ...absentWorkers(services, cluster),
    ],
  };
}

const severityAt = (age: Millis, { warning, critical }: Thresholds['waiting']): Severity => (age > critical ? 'critical' : age > warning ? 'warning' : 'info');
