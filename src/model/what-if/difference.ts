import { formatCores } from '#units/cores.js';

import type { Remedy } from '../scheduler/predict.js';
import { jobChangeInWords } from './change.js';
import type { Plan, PlannedJob, PlannedWorker } from './plan.js';

const sameJob = (a: PlannedJob, b: PlannedJob) => a.coresMax === b.coresMax && a.executorCores === b.executorCores && a.executorMemoryMb === b.executorMemoryMb && a.executorLimit === b.executorLimit;
const sameWorker = (a: PlannedWorker, b: PlannedWorker) => a.cores === b.cores && a.memoryMb === b.memoryMb;

/** What has to happen to a running cluster to get from one plan to the other. Another default of the master restarts it, and all register again. */
export function remedyBetween(before: Plan, after: Plan): Remedy {
  const everyone = before.conf.defaultCores !== after.conf.defaultCores;
  const [was, is] = [new Map(before.jobs.map((job) => [job.name, job])), new Map(after.jobs.map((job) => [job.name, job]))];
  const [had, has] = [new Map(before.workers.map((worker) => [worker.id, worker])), new Map(after.workers.map((worker) => [worker.id, worker]))];
  return {
    restarts: [
      ...before.jobs.flatMap((job) => {
        const now = is.get(job.name);
        return now === undefined ? [{ leaves: job.name }] : everyone || !sameJob(job, now) ? [{ leaves: job.name, joins: now }] : [];
      }),
      ...after.jobs.filter(({ name }) => !was.has(name)).map((joins) => ({ joins })),
    ],
    workers: [
      ...before.workers.flatMap((worker) => {
        const now = has.get(worker.id);
        return now === undefined ? [{ lost: worker.id }] : sameWorker(worker, now) ? [] : [{ lost: worker.id, joins: { ...now, id: `${worker.id} again` } }];
      }),
      ...after.workers.filter(({ id }) => !had.has(id)).map((joins) => ({ joins })),
    ],
    pace: 'all-stop-first',
  };
}

/** Each difference in words; workers by the names that people know. */
export function differencesInWords(before: Plan, after: Plan, nameOf: (worker: string) => string): string[] {
  const [was, had] = [new Map(before.jobs.map((job) => [job.name, job])), new Map(before.workers.map((worker) => [worker.id, worker]))];
  const size = ({ cores, memoryMb }: PlannedWorker) => `${formatCores(cores)} and ${String(memoryMb)} MiB`;
  const { jobs, workers } = after;
  return [
    ...(before.conf.defaultCores === after.conf.defaultCores ? [] : [`master: spark.deploy.defaultCores ${String(before.conf.defaultCores ?? 'unset')} -> ${String(after.conf.defaultCores ?? 'unset')}`]),
    ...before.workers.filter(({ id }) => !workers.some((worker) => worker.id === id)).map((worker) => `worker ${nameOf(worker.id)} goes, with its ${size(worker)}`),
    ...workers.flatMap((worker) => {
      const old = had.get(worker.id);
      if (old === undefined) return [`worker ${worker.id} joins, with ${size(worker)}`];
      return sameWorker(old, worker) ? [] : [`worker ${nameOf(worker.id)}: ${size(old)} -> ${size(worker)}`];
    }),
    ...before.jobs.filter(({ name }) => !jobs.some((job) => job.name === name)).map(({ name }) => `${name} ends`),
    ...jobs.flatMap((job) => {
      const old = was.get(job.name);
      return old === undefined ? [`${job.name} starts`] : sameJob(old, job) ? [] : [jobChangeInWords(old, job)];
    }),
  ];
}
