import { grantedTo, type ApplicationState, type ClusterState } from './cluster-state.js';
import { clusterChanges } from './cluster-changes.js';
import { departures } from './departures.js';
import { jobChanges } from './job-changes.js';
import { largerClusters } from './larger-clusters.js';
import { shapeFor } from './headroom.js';
import { outsized } from './outsized.js';
import { carryOut } from './predict.js';
import type { WaitReason } from './wait-reason.js';
import { countOf } from './wait-sentence.js';
import type { Attempt, Setting, WayOut } from './way-out.js';

/** How often at most a change is played, for each side. */
const PATIENCE = 40;
const OFFERED = 2;

/**
 * The smallest changes found, up to two of the jobs and two of the cluster. Each
 * gives the application more cores than it has and takes nobody his last one.
 * Empty for one that wants nothing (executor limit 0) or gets it by itself.
 */
export function waysOut(state: ClusterState, place: number, reason: WaitReason): WayOut[] {
  const application = state.applications[place];
  if (application === undefined || reason.kind === 'idle' || reason.kind === 'fits-now') return [];
  const jobs = () => jobChanges(state, application, reason);
  const cluster = () => clusterChanges(state, application, reason);
  const isImpossible = reason.kind === 'never' || (reason.kind === 'capped' && reason.by !== 'executor limit');
  return [
    ...firstOf(
      () => firstThatHelp('job', state, application, jobs()),
      () => (isImpossible ? firstThatFits('job', state, application, jobs()) : []),
      () => (reason.kind === 'remainder' ? honestMaximum(application, reason) : []),
      () => firstThatHelp('job', state, application, departures(state, application, reason)),
    ),
    ...firstOf(
      () => firstThatHelp('cluster', state, application, cluster()),
      () => (isImpossible ? firstThatFits('cluster', state, application, cluster()) : []),
      () => firstThatHelp('cluster', state, application, largerClusters(state, application, reason)),
    ),
  ];
}

function firstOf(...tries: readonly (() => WayOut[])[]): WayOut[] {
  for (const find of tries) {
    const found = find();
    if (found.length > 0) return found;
  }
  return [];
}

/** Nothing is free for it now, but without this change nothing ever will be. */
function firstThatFits(changes: WayOut['changes'], state: ClusterState, application: ApplicationState, attempts: Iterable<Attempt>): WayOut[] {
  for (const { set, todo, restarts, workers, defaultCores } of attempts) {
    const wishes = restarts.find(({ joins }) => joins?.name === application.name)?.joins ?? application;
    const conf = { ...state.conf, defaultCores: defaultCores ?? state.conf.defaultCores };
    const sizes = workers.flatMap(({ joins }) => (joins === undefined ? [] : [{ ...joins, coresUsed: 0, memoryUsedMb: 0 }]));
    const { executorCores = 1, coresMax } = wishes;
    const isCapped = (coresMax ?? conf.defaultCores ?? Infinity) < executorCores;
    if (isCapped || outsized({ ...state, workers: [...state.workers, ...sizes] }, shapeFor(wishes, conf)) !== undefined) continue;
    return [{ changes, sentence: `${todo}: ${application.name} can run then, once there is room`, set, cores: 0 }];
  }
  return [];
}

/** Others would take what it lets go: then its maximum should say what it can have. */
function honestMaximum({ name, executorCores }: ApplicationState, { limit, left }: Extract<WaitReason, { kind: 'remainder' }>): WayOut[] {
  const coresMax = limit - left;
  if (executorCores === undefined || coresMax <= 0) return [];
  return [{ changes: 'job', sentence: `give ${name} spark.cores.max=${String(coresMax)} instead of ${String(limit)}: ${name} keeps ${countOf(coresMax, 'core')} and asks for no more`, set: { what: 'application', name, coresMax }, cores: coresMax }];
}

function firstThatHelp(
  changes: WayOut['changes'],
  state: ClusterState,
  application: ApplicationState,
  attempts: Iterable<Attempt>,
): WayOut[] {
  const found: WayOut[] = [];
  let tries = 0;
  for (const attempt of attempts) {
    if (found.length === OFFERED || tries === PATIENCE) break;
    if (found.some(({ set }) => isMoreOf(set, attempt.set))) continue;
    tries += 1;
    const cores = coresAfter(state, application, attempt);
    if (cores === undefined) continue;
    found.push({ changes, sentence: `${attempt.todo}: ${gives(application, cores)}`, set: attempt.set, cores });
  }
  return found;
}

/** A second way out is another one, not the first with other numbers or with something on top. */
function isMoreOf(first: Setting, second: Setting): boolean {
  if (first.what !== second.what) return false;
  if (first.what !== 'application' || second.what !== 'application') return true;
  return first.name !== second.name || Object.keys(first).every((key) => key in second);
}

function gives({ name, state }: ApplicationState, cores: number): string {
  return `${name} ${state === 'WAITING' ? 'runs with' : 'has'} ${countOf(cores, 'core')}`;
}

/** What the application holds after the change; undefined when it gains nothing or another loses its last core. */
function coresAfter(state: ClusterState, application: ApplicationState, attempt: Attempt): number | undefined {
  const { restarts, workers, defaultCores } = attempt;
  const conf = defaultCores === undefined ? state.conf : { ...state.conf, defaultCores };
  const { applications } = carryOut({ ...state, conf }, { restarts, workers, pace: 'all-stop-first' });
  const coresOf = (name: string) => applications.get(name)?.coresGranted ?? 0;

  const ends = new Set(restarts.flatMap(({ leaves, joins }) => (joins === undefined ? [leaves] : [])));
  const starves = state.applications.some((other) => grantedTo(other) > 0 && coresOf(other.name) === 0 && !ends.has(other.name));
  const cores = coresOf(application.name);
  return !starves && cores > grantedTo(application) ? cores : undefined;
}
