import { waitingJobs } from '#model/waiting.js';

import { defineRule } from '../define-rule.js';
import { waysOutInWords } from '../parts/ways-out.js';

export default defineRule({
  id: 'scheduling/executor-larger-than-any-worker',
  severity: 'critical',
  summary: 'An application asks for executors that no worker could hold, even empty.',
  why: `
An executor lives on one worker: its cores and its memory must fit there together. When \`spark.executor.memory\` or
\`spark.executor.cores\` is above what the largest worker offers, the application waits for ever, however idle the
cluster is.`,
  proof: 'What the application asks per executor (application page, driver) beside `cores` and `memory` of every ALIVE worker in the master\'s `/json/`.',
  lookAlikes: 'An executor that would fit an empty worker waits for others: `scheduling/application-waiting`. The master\'s own warning "requires more resource than any of Workers could have" is printed only for a lone application.',
  remedy: 'Lower --executor-memory or --executor-cores, or raise SPARK_WORKER_MEMORY or SPARK_WORKER_CORES and recreate the workers.',
  needs: ['cluster'],
  causes: ['drift/stale-command', 'drift/stale-environment', 'drift/worker-size-stale', 'drift/stale-limits'],
  check: (model) => {
    const never = waitingJobs(model).filter(({ wait: { reason }, job }) => job.application?.coresGranted === 0 && reason.kind === 'never');
    return {
      examined: model.jobs.filter(({ application }) => application !== undefined).length,
      observations: never.map(({ job, wait, unknown, healedBy, waysOut }) => ({
        subject: { kind: 'application', name: job.application?.id ?? job.label },
        confidence: unknown.length === 0 ? ('seen' as const) : ('likely' as const),
        message: `${job.label} can never start: ${wait.sentence}`,
        exhibits: [{ label: wait.sentence, plane: 'requested' as const }],
        remedy: { summary: waysOutInWords(waysOut, `lower what ${job.label} asks per executor, or offer a larger worker`), actions: [] },
        blames: healedBy.map((name) => ({ kind: 'service' as const, name })),
      })),
    };
  },
});
