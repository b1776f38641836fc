import type { ApplicationRequest, ClusterState, WorkerSize } from './cluster-state.js';
import type { Chance } from './chance.js';
import { openBooks, stateOf } from './books.js';
import { happen } from './events.js';
import { headroomOf } from './headroom.js';
import type { Master } from './master.js';
import { schedule } from './schedule.js';

/** What somebody is about to do to a cluster. */
export interface Remedy {
  /** Jobs that are recreated, in the order in which they come back. */
  readonly restarts: readonly Restart[];
  readonly workers: readonly WorkerChange[];
  /** Whether all jobs are stopped before the first one comes back, as Compose does with several services. */
  readonly pace: 'all-stop-first' | 'one-after-another';
}

/** A job that leaves, joins, or leaves and joins again: then it is last in the queue. */
export interface Restart {
  readonly leaves?: string | undefined;
  readonly joins?: ApplicationRequest | undefined;
}

/** A worker that is lost, joins, or is replaced: a new container is a new worker with an id of its own. */
export interface WorkerChange {
  readonly lost?: string | undefined;
  readonly joins?: WorkerSize | undefined;
}

export interface Prediction {
  readonly state: ClusterState;
  /** Free cores as a share of all; undefined without workers. */
  readonly headroom: number | undefined;
  /** Workers among which Spark will choose by chance. */
  readonly interchangeable: readonly (readonly string[])[];
}

/**
 * The state after a remedy, as Spark's Master will make it: workers first, each
 * lost and joined with a pass for either, as jobs need them; then the jobs.
 */
export function predict(state: ClusterState, remedy: Remedy, chance?: Chance): Prediction {
  const master = carryOut(state, remedy, chance);
  const after = stateOf(master);
  return { state: after, headroom: headroomOf(after), interchangeable: master.interchangeable.groups() };
}

/** The Master's books after a remedy. */
export function carryOut(state: ClusterState, remedy: Remedy, chance?: Chance): Master {
  const master = openBooks(state, chance);
  schedule(master);
  for (const change of remedy.workers) changeWorker(master, change);
  if (remedy.pace === 'all-stop-first') {
    for (const { leaves } of remedy.restarts) leave(master, leaves);
    for (const { joins } of remedy.restarts) join(master, joins);
  } else {
    for (const { leaves, joins } of remedy.restarts) {
      leave(master, leaves);
      join(master, joins);
    }
  }
  return master;
}

function changeWorker(master: Master, { lost, joins }: WorkerChange): void {
  if (lost !== undefined) happen(master, { type: 'worker-lost', worker: lost });
  if (joins !== undefined) happen(master, { type: 'worker-joined', worker: joins });
}

function leave(master: Master, application: string | undefined): void {
  if (application !== undefined) happen(master, { type: 'finish', application });
}

function join(master: Master, application: ApplicationRequest | undefined): void {
  if (application !== undefined) happen(master, { type: 'register', application });
}
