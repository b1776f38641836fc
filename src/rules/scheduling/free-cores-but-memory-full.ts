import { waitingJobs, type WaitingJob } from '#model/waiting.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Observation } from '../define-rule.js';

export default defineRule({
  id: 'scheduling/free-cores-but-memory-full',
  severity: 'warning',
  summary: 'Cores are free, but no worker with enough of them has the memory of one executor free.',
  why: `
An executor takes \`spark.executor.memory\` out of what its worker offers, whole and at once. When the memory of the
workers is dealt out first, their cores stay free and nobody can use them.`,
  proof: '`coresfree` and `memoryfree` of every ALIVE worker in the master\'s `/json/`, beside `memoryperexecutor` of the application.',
  lookAlikes: 'More memory than any worker has even when empty is `scheduling/executor-larger-than-any-worker`. Cores that are free in pieces too small are `scheduling/application-waiting`.',
  remedy: 'Lower --executor-memory, end or cap an application that holds memory, or raise SPARK_WORKER_MEMORY within the container\'s limit.',
  needs: ['cluster'],
  causes: ['drift/stale-command', 'drift/stale-environment', 'drift/worker-size-stale', 'drift/service-not-running'],
  check: (model) => {
    const blocked = waitingJobs(model).flatMap((waiting) => observe(waiting, model.services.filter(({ role }) => role === 'worker').map(({ name }) => name)));
    return { examined: model.jobs.filter(({ application }) => application !== undefined).length, observations: blocked };
  },
});

function observe({ job, wait: { reason }, unknown, healedBy }: WaitingJob, workers: readonly string[]): Observation[] {
  if (job.application?.coresGranted !== 0 || (reason.kind !== 'not-now' && reason.kind !== 'stranded')) return [];
  const { free, asks } = reason;
  if (free.lacks?.dimension !== 'memory' || free.enoughCoresOn === 0) return [];
  return [
    {
      subject: { kind: 'application', name: job.application.id },
      confidence: unknown.length === 0 ? 'seen' : 'likely',
      message: `${job.label} waits for memory, not for cores: ${formatCores(free.cores)} are free, an executor needs ${String(asks.memoryMb)} MiB, and no worker with the cores has more than ${String(free.lacks.most)} MiB free`,
      exhibits: [
        { label: `asks ${String(asks.memoryMb)} MiB x ${formatCores(asks.cores)} per executor`, plane: 'requested' },
        { label: `${free.lacks.worker} has the most memory free: ${String(free.lacks.most)} MiB`, plane: 'granted' },
      ],
      remedy: { summary: `give ${job.label} executors of at most ${String(free.lacks.most)} MiB, or free memory on a worker`, actions: [] },
      blames: [...healedBy, ...workers].map((name) => ({ kind: 'service' as const, name })),
    },
  ];
}
