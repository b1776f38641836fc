import type { Job, Request } from './job.js';
import type { Model } from './model.js';
import type { Action } from './remedy.js';
import { applicationRequest, type ObservedState } from './scheduler-state.js';
import type { ApplicationRequest, ApplicationState, ClusterState } from './scheduler/cluster-state.js';
import type { Remedy, Restart } from './scheduler/predict.js';
import { withSettings } from './scheduler/way-out.js';
import { workerChanges } from './worker-changes.js';

/**
 * What commands do to the cluster, in the scheduler's terms: jobs that leave and join again, workers that are replaced.
 * @param state one of the observed ones: a job whose file does not tell its sizes comes back with those that it has there
 */
export function healingOf(actions: readonly Action[], model: Model, observed: ObservedState, state: ClusterState = observed.state): Remedy {
  const recreated = new Set(actions.flatMap((action) => (action.kind === 'up' ? [action.service] : [])));
  const restarted = new Set(actions.flatMap((action) => (action.kind === 'restart' ? [action.service] : [])));
  const orphansGo = actions.some(({ kind }) => kind === 'remove-orphans');
  const names = new Map([...observed.jobs].map(([name, job]) => [job, name]));
  const restarts = model.jobs.flatMap((job): Restart[] => {
    const { service } = job;
    if (service === undefined) return [];
    const leaves = names.get(job);
    if (orphansGo && service.compose === undefined) return leaves === undefined ? [] : [{ leaves }];
    const now = state.applications.find(({ name }) => name === leaves);
    if (recreated.has(service.name)) return [{ leaves, joins: rejoin(job, now, job.declaredRequest) }];
    // A restart reads mounted files anew, and keeps all else that the container has.
    const rereads = model.drift.get(service.name)?.remedy?.kind === 'restart';
    return restarted.has(service.name) ? [{ leaves, joins: rejoin(job, now, rereads ? job.declaredRequest : undefined) }] : [];
  });
  return { restarts, workers: workerChanges(actions, model), pace: 'all-stop-first' };
}

/** The file's wishes where it tells them; else those it has now, its driver's code telling the rest. One that never registered may not do so now. */
function rejoin({ label, request }: Job, now: ApplicationState | undefined, declared: Request | undefined): ApplicationRequest | undefined {
  if (now !== undefined) return declared === undefined ? withSettings(now, {}) : { ...applicationRequest(now.name, declared, now.resources), executorLimit: now.executorLimit };
  const wishes = declared ?? request;
  return wishes === undefined ? undefined : applicationRequest(label, wishes);
}
