import type { Change } from './change.js';
import type { Plan, PlannedJob, PlannedWorker } from './plan.js';

/** A change that cannot be made: nothing is there to be copied. */
export class ChangeError extends Error {
  override readonly name = 'ChangeError';
}

/**
 * The plan after the changes, one after the other.
 * @param declared what the files say of services of which nothing runs: the first replica is made after it
 * @throws ChangeError for a scale of a service whose size nobody tells
 */
export const applyChanges = (plan: Plan, changes: readonly Change[], declared: Plan): Plan => changes.reduce((after, change) => applyOne(after, change, declared), plan);

function applyOne(plan: Plan, change: Change, declared: Plan): Plan {
  switch (change.kind) {
    case 'set-job':
      return { ...plan, jobs: plan.jobs.map((job) => (job.service === change.service ? { ...job, [change.key]: change.value } : job)) };
    case 'set-worker':
      return { ...plan, workers: plan.workers.map((worker) => (worker.service === change.service ? { ...worker, [change.key]: change.value } : worker)) };
    case 'set-master':
      return { ...plan, conf: { ...plan.conf, defaultCores: change.value } };
    case 'add-worker': {
      const { cores, memoryMb } = change;
      const [id = ''] = freeNames('new-worker', plan.workers.map((worker) => worker.id), 1);
      return { ...plan, workers: [...plan.workers, { id, cores, memoryMb, service: id }] };
    }
    case 'scale':
      return scaled(plan, change, declared);
  }
}

/** Down: the last ones go. Up: copies of the first, or of what the file says. */
function scaled(plan: Plan, { service, count }: Extract<Change, { kind: 'scale' }>, declared: Plan): Plan {
  const is = (one: PlannedJob | PlannedWorker) => one.service === service;
  const workers = plan.workers.filter(is);
  const worker = workers[0] ?? declared.workers.find(is);
  if (worker !== undefined) {
    const kept = new Set(workers.slice(0, count));
    const names = freeNames(service, plan.workers.map(({ id }) => id), count - workers.length);
    return { ...plan, workers: [...plan.workers.filter((one) => !is(one) || kept.has(one)), ...names.map((id) => ({ ...worker, id }))] };
  }
  const jobs = plan.jobs.filter(is);
  const job = jobs[0] ?? declared.jobs.find(is);
  if (job === undefined) throw new ChangeError(`${service} cannot be scaled: neither the files nor the master tell what one of it asks for`);
  const kept = new Set(jobs.slice(0, count));
  const names = freeNames(service, plan.jobs.map(({ name }) => name), count - jobs.length);
  return { ...plan, jobs: [...plan.jobs.filter((one) => !is(one) || kept.has(one)), ...names.map((name) => ({ ...job, name }))] };
}

function freeNames(stem: string, taken: readonly string[], count: number): string[] {
  const names: string[] = [];
  // The only replica of a service bears its name alone, and counts as the first.
  for (let number = taken.includes(stem) ? 2 : 1; names.length < count; number += 1) {
    const name = `${stem}-${String(number)}`;
    if (!taken.includes(name)) names.push(name);
  }
  return names;
}
