import { grantedTo, type ApplicationState, type ClusterState } from './cluster-state.js';
import { clusterChanges } from './cluster-changes.js';
import { jobChanges } from './job-changes.js';
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
  const ofJobs = firstThatHelp('job', state, application, jobChanges(state, application, reason));
  return [
    ...(ofJobs.length === 0 && reason.kind === 'never' ? firstThatFits(state, application, jobChanges(state, application, reason)) : ofJobs),
    ...firstThatHelp('cluster', state, application, clusterChanges(state, application, reason)),
  ];
}

/** Nothing is free for it now, but without this change nothing ever will be. */
function firstThatFits(state: ClusterState, application: ApplicationState, attempts: Iterable<Attempt>): WayOut[] {
  for (const { set, todo, restarts } of attempts) {
    const [restart] = restarts;
    if (restart?.joins === undefined || outsized(state, shapeFor(restart.joins, state.conf)) !== undefined) continue;
    return [{ changes: 'job', sentence: `${todo}: ${application.name} can run then, once there is room`, set, cores: 0 }];
  }
  return [];
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

  const starves = state.applications.some((other) => grantedTo(other) > 0 && coresOf(other.name) === 0);
  const cores = coresOf(application.name);
  return !starves && cores > grantedTo(application) ? cores : undefined;
}
