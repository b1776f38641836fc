import type { Job } from './job.js';
import type { Model } from './model.js';
import type { Action } from './remedy.js';
import { applicationRequest, type ObservedState } from './scheduler-state.js';
import type { Remedy, Restart } from './scheduler/predict.js';
import { workerChanges } from './worker-changes.js';

/** What commands do to the cluster, in the scheduler's terms: jobs that leave and join again, workers that are replaced. */
export function healingOf(actions: readonly Action[], model: Model, observed: ObservedState): Remedy {
  const recreated = new Set(actions.flatMap((action) => (action.kind === 'up' ? [action.service] : [])));
  const restarted = new Set(actions.flatMap((action) => (action.kind === 'restart' ? [action.service] : [])));
  const orphansGo = actions.some(({ kind }) => kind === 'remove-orphans');
  const names = new Map([...observed.jobs].map(([name, job]) => [job, name]));
  const restarts = model.jobs.flatMap((job): Restart[] => {
    const { service } = job;
    if (service === undefined) return [];
    const leaves = names.get(job);
    if (orphansGo && service.compose === undefined) return leaves === undefined ? [] : [{ leaves }];
    if (recreated.has(service.name)) return [{ leaves, joins: rejoin(job, leaves, job.declaredRequest) }];
    return restarted.has(service.name) ? [{ leaves, joins: rejoin(job, leaves, job.request) }] : [];
  });
  return { restarts, workers: workerChanges(actions, model), pace: 'all-stop-first' };
}

function rejoin(job: Job, leaves: string | undefined, request: Job['request']) {
  return request === undefined && job.application === undefined ? undefined : applicationRequest(leaves ?? job.label, request ?? job.request);
}
