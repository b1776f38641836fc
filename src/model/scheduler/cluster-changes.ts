import { grantedTo, type ApplicationState, type ClusterState, type WorkerState } from './cluster-state.js';
import { coresOf } from './headroom.js';
import type { WaitReason } from './wait-reason.js';
import { countOf } from './wait-sentence.js';
import { withSettings, type Attempt } from './way-out.js';

/** Changes of the cluster that could give an application cores: a larger worker, one more, a default for the greedy. */
export function* clusterChanges(state: ClusterState, application: ApplicationState, reason: WaitReason): Iterable<Attempt> {
  if (reason.kind === 'remainder') return;
  if (reason.kind === 'capped') {
    if (reason.by === 'spark.deploy.defaultCores') yield defaultCores(state, reason.executorCores);
    return;
  }
  if (reason.kind === 'never') yield* largeEnough(state, application);
  else yield* slightlyLarger(state, application);
  yield* oneMore(state, application);
  yield* shares(state);
}

/** A worker that is large enough for one executor. */
function* largeEnough({ workers }: ClusterState, { executorCores = 1, executorMemoryMb }: ApplicationState): Iterable<Attempt> {
  for (const worker of workers) {
    const cores = Math.max(worker.cores, executorCores);
    yield resized(worker, cores, Math.max(worker.memoryMb, executorMemoryMb));
  }
}

/** One worker with a few more cores, then with more memory too. */
function* slightlyLarger({ workers }: ClusterState, { executorCores = 1, executorMemoryMb }: ApplicationState): Iterable<Attempt> {
  const mostFree = [...workers].sort((a, b) => b.cores - b.coresUsed - (a.cores - a.coresUsed)).slice(0, 6);
  for (const memoryMb of [0, executorMemoryMb]) {
    for (let cores = memoryMb > 0 ? 0 : 1; cores <= Math.min(executorCores, 8); cores += 1) {
      for (const worker of mostFree) yield resized(worker, worker.cores + cores, worker.memoryMb + memoryMb);
    }
  }
}

function resized(worker: WorkerState, cores: number, memoryMb: number): Attempt {
  const { id, resources } = worker;
  const changes = [
    ...(cores === worker.cores ? [] : [`${countOf(cores, 'core')} instead of ${worker.cores}`]),
    ...(memoryMb === worker.memoryMb ? [] : [`${memoryMb} MiB instead of ${worker.memoryMb}`]),
  ];
  return {
    set: { what: 'worker', id, cores, memoryMb },
    todo: `give worker ${id} ${changes.join(' and ')}`,
    restarts: [],
    workers: [{ lost: id, joins: { id: `${id} (new)`, cores, memoryMb, resources } }],
  };
}

/** A new worker for one executor; or, where those ahead would take it, for all that they and this one may still have. */
function* oneMore(state: ClusterState, application: ApplicationState): Iterable<Attempt> {
  yield added([{ application, executors: 1 }]);
  const ahead = state.applications.slice(0, state.applications.indexOf(application) + 1);
  const missing = ahead.map((other) => ({ application: other, executors: missingExecutors(state, other) }));
  if (missing.every(({ executors }) => Number.isFinite(executors))) yield added(missing);
}

/** A worker that holds just these executors. */
function added(wanted: readonly { readonly application: ApplicationState; readonly executors: number }[]): Attempt {
  let [cores, memoryMb] = [0, 0];
  const resources = new Map<string, number>();
  for (const { application, executors } of wanted) {
    cores += executors * (application.executorCores ?? 1);
    memoryMb += executors * application.executorMemoryMb;
    for (const [name, amount] of application.resources ?? []) {
      resources.set(name, (resources.get(name) ?? 0) + executors * amount);
    }
  }
  const parts = [countOf(cores, 'core'), `${memoryMb} MiB`, ...[...resources].map(([name, amount]) => `${amount} ${name}`)];
  return {
    set: { what: 'new-worker', cores, memoryMb },
    todo: `add a worker of ${parts.join(', ')}`,
    restarts: [],
    workers: [{ joins: { id: '(new)', cores, memoryMb, resources } }],
  };
}

function missingExecutors({ conf }: ClusterState, application: ApplicationState): number {
  const { coresMax, executorCores = 1, executorLimit = Infinity, executors } = application;
  const cap = coresMax ?? conf.defaultCores ?? Infinity;
  const byCores = Math.floor((cap - grantedTo(application)) / executorCores);
  return Math.max(0, Math.min(byCores, executorLimit - executors.length));
}

/** Where somebody without a maximum holds what others wait for: an equal share by default. */
function* shares(state: ClusterState): Iterable<Attempt> {
  const greedy = state.applications.some((other) => other.coresMax === undefined && grantedTo(other) > 0);
  if (!greedy || state.conf.defaultCores !== undefined) return;
  const share = Math.floor(coresOf(state).total / state.applications.length);
  if (share > 0) yield defaultCores(state, share);
}

/** The Master must be restarted for it, and everybody registers again. */
function defaultCores({ conf, applications }: ClusterState, cores: number): Attempt {
  return {
    set: { what: 'master', defaultCores: cores },
    todo: `set spark.deploy.defaultCores=${cores} on the master instead of ${conf.defaultCores ?? 'none'}`,
    restarts: applications.map((other) => ({ leaves: other.name, joins: withSettings(other, {}) })),
    workers: [],
    defaultCores: cores,
  };
}
