import { waitingJobs, type WaitingJob } from '#model/waiting.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Observation } from '../define-rule.js';
import { waysOutInWords } from '../parts/ways-out.js';

export default defineRule({
  id: 'scheduling/fewer-cores-than-asked',
  severity: 'info',
  summary: 'An application runs with fewer cores than its own cap allows.',
  why: `
The master grants whole executors. What is left of \`spark.cores.max\` below one executor's cores is never used, and what
does not fit beside others is granted only when they leave. The job runs, slower than whoever sized it believes.`,
  proof: 'Requested cores on the application page beside the cores granted in the master\'s `/json/`; the reason by the scheduler\'s own rules.',
  lookAlikes: 'An application without `spark.cores.max` has no number to fall short of. Dynamic allocation asks for less than its cap on purpose.',
  remedy: 'Make `spark.cores.max` a multiple of `spark.executor.cores`; or free what is missing, on one worker for each executor.',
  needs: ['cluster'],
  causes: ['drift/stale-command', 'drift/stale-environment', 'drift/worker-size-stale', 'drift/service-not-running', 'scheduling/greedy-application', 'capacity/over-subscribed'],
  check: (model) => {
    const capped = model.jobs.filter(({ application }) => typeof application?.requested.coresMax === 'number');
    const short = waitingJobs(model).filter(({ job, wait }) => capped.includes(job) && (job.application?.coresGranted ?? 0) > 0 && wait.reason.kind !== 'idle' && !isByLimit(wait.reason));
    return { examined: capped.length, observations: short.map(observe) };
  },
});

const isByLimit = (reason: WaitingJob['wait']['reason']) => reason.kind === 'capped' && reason.by === 'executor limit';

function observe({ job: { label, application }, wait: { sentence }, unknown, healedBy, waysOut }: WaitingJob): Observation {
  const granted = application?.coresGranted ?? 0;
  const asked = application?.requested.coresMax;
  return {
    subject: { kind: 'application', name: application?.id ?? label },
    confidence: unknown.length === 0 ? 'seen' : 'likely',
    message: `${label} runs with ${String(granted)} of the ${formatCores(typeof asked === 'number' ? asked : granted)} that it may have: ${sentence}`,
    exhibits: [
      { label: `asks for ${String(asked)}`, plane: 'requested' },
      { label: `application ${application?.id ?? ''} holds ${formatCores(granted)}`, plane: 'granted' },
    ],
    remedy: { summary: waysOutInWords(waysOut, 'free what is missing, or ask for less'), actions: [] },
    blames: healedBy.map((name) => ({ kind: 'service' as const, name })),
  };
}
