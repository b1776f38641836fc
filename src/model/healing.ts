import { toMebibytes } from '#units/bytes.js';

import type { Worker } from './cluster.js';
import type { Job } from './job.js';
import type { Model } from './model.js';
import type { Action } from './remedy.js';
import { applicationRequest, type ObservedState } from './scheduler-state.js';
import type { Remedy, Restart, WorkerChange } from './scheduler/predict.js';

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
  return { restarts, workers: workerChanges(model, recreated, restarted), pace: 'all-stop-first' };
}

function rejoin(job: Job, leaves: string | undefined, request: Job['request']) {
  return request === undefined && job.application === undefined ? undefined : applicationRequest(leaves ?? job.label, request ?? job.request);
}

function workerChanges(model: Model, recreated: ReadonlySet<string>, restarted: ReadonlySet<string>): WorkerChange[] {
  const workers = model.cluster?.alive ?? [];
  const changed = workers.filter(({ service }) => service !== undefined && (recreated.has(service.name) || restarted.has(service.name)));
  const missing = model.services.filter(
    ({ name, role, replicas }) => role === 'worker' && (recreated.has(name) || restarted.has(name)) && !replicas.some(({ running }) => running) && !changed.some(({ service }) => service?.name === name),
  );
  return [
    ...changed.map((worker) => ({ lost: worker.id, joins: sizeAfter(worker, recreated) })),
    ...missing.flatMap(({ name, declared, replicas }) => {
      const settings = declared?.worker ?? replicas[0]?.deployed.worker;
      if (settings?.cores === undefined || settings.memory === undefined) return [];
      return [{ joins: { id: name, cores: settings.cores, memoryMb: toMebibytes(settings.memory) } }];
    }),
  ];
}

/** A recreated worker has what the file says, a restarted one what its container says; where neither says, what it had. */
function sizeAfter(worker: Worker, recreated: ReadonlySet<string>) {
  const settings = recreated.has(worker.service?.name ?? '') ? worker.service?.declared?.worker : worker.replica?.deployed.worker;
  return { id: `${worker.id} again`, cores: settings?.cores ?? worker.cores, memoryMb: toMebibytes(settings?.memory ?? worker.memory) };
}
