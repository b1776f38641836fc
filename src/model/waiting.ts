import type { Action } from './remedy.js';
import { remedyActions } from './drift-remedy.js';
import { healingOf } from './healing.js';
import type { Job } from './job.js';
import type { Model } from './model.js';
import { observedState, type ObservedState } from './scheduler-state.js';
import { grantedTo } from './scheduler/cluster-state.js';
import { explainWaits, type Wait } from './scheduler/explain.js';
import { predict } from './scheduler/predict.js';
import type { WayOut } from './scheduler/way-out.js';
import { waysOut } from './scheduler/ways-out.js';

/** An application with no core, or fewer than it may have, and the scheduler's own reason. */
export interface WaitingJob {
  readonly job: Job;
  readonly wait: Wait;
  /** Sizes that were not visible: with one the reason is likely, not proven. */
  readonly unknown: readonly string[];
  /** Services whose drift, once healed, makes it run; its own first. Empty: drift does not explain it. */
  readonly healedBy: readonly string[];
  /** Small changes that give it cores, of the job and of the cluster; empty where the cluster is too large to try any. */
  readonly waysOut: readonly WayOut[];
}

/** Several rules ask, and the answer takes some playing. */
const known = new WeakMap<Model['jobs'], readonly WaitingJob[]>();

/** Every application that holds less than it may, in the order of the queue. */
export function waitingJobs(model: Model): readonly WaitingJob[] {
  const before = known.get(model.jobs);
  if (before !== undefined) return before;
  const found = findWaiting(model);
  known.set(model.jobs, found);
  return found;
}

/** Applications times workers up to which ways out are tried, and for how many applications. */
const SMALL = 400;
const TRIED = 12;

function findWaiting(model: Model): readonly WaitingJob[] {
  const observed = observedState(model);
  if (observed === undefined) return [];
  const { state } = observed;
  let left = state.applications.length * state.workers.length <= SMALL ? TRIED : 0;
  const waits = explainWaits(observed.state);
  const healed = healedNames(model, observed);
  return observed.state.applications.flatMap((application, at) => {
    const [job, wait] = [observed.jobs.get(application.name), waits[at]];
    if (job === undefined || wait === undefined) return [];
    const unknown = observed.unknown.filter((text) => text.includes(job.label));
    const isShown = grantedTo(application) === 0 || application.coresMax !== undefined;
    const waysOut = isShown && left-- > 0 ? waysOutOf(observed, at, wait) : [];
    return [{ job, wait, unknown, healedBy: healed.names.has(application.name) ? ownFirst(healed.services, job) : [], waysOut }];
  });
}

/** Workers by the names that people know. */
function waysOutOf({ state, workerNames }: ObservedState, place: number, { reason }: Wait): readonly WayOut[] {
  return waysOut(state, place, reason).map((way) => ({ ...way, sentence: [...workerNames].reduce((text, [id, name]) => text.replaceAll(id, name), way.sentence) }));
}

const ownFirst = (services: readonly string[], { service }: Job) => [...services].sort((a, b) => Number(b === service?.name) - Number(a === service?.name) || (a < b ? -1 : 1));

/** Who has cores once every service that drifts from its file is brought in step, and which services those are. */
function healedNames(model: Model, observed: ObservedState): { readonly names: ReadonlySet<string>; readonly services: readonly string[] } {
  const actions: readonly Action[] = [...model.drift.values()].flatMap(remedyActions);
  if (actions.length === 0) return { names: new Set(), services: [] };
  const after = predict(observed.state, healingOf(actions, model, observed)).state;
  return {
    names: new Set(after.applications.filter((application) => grantedTo(application) > 0).map(({ name }) => name)),
    services: [...model.drift.values()].filter((drift) => remedyActions(drift).length > 0).map(({ service }) => service),
  };
}
