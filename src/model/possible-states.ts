import { isNonEmpty, type NonEmpty } from '#language.js';

import type { Job } from './job.js';
import { grantedTo, type ApplicationState, type ClusterState } from './scheduler/cluster-state.js';
import { carryOut } from './scheduler/predict.js';

const MOST_CASES = 64;
const MOST_SIZES = 8;

/** What of an application's wishes was not visible, each in words that hold its label. */
export function unseenOf({ label, request, application }: Job): string[] {
  const placed = application?.executors?.reduce((sum, { cores }) => sum + cores, 0) ?? 0;
  return [
    ...(request?.coresMax === undefined ? [`how many cores ${label} may take`] : []),
    ...(request?.executorCores === undefined ? [`how many cores an executor of ${label} takes`] : []),
    ...(placed < (application?.coresGranted ?? 0) ? [`on which workers the executors of ${label} are`] : []),
  ];
}

/**
 * The states that agree with what was seen, one for each choice of what was not. The master hands out what fits at every
 * change, so a size with which somebody would get more right now is none. The likeliest comes first.
 */
export function possibleStates(state: ClusterState, jobs: ReadonlyMap<string, Job>): NonEmpty<ClusterState> {
  let cases: ApplicationState[][] = [[]];
  for (const application of state.applications) {
    const choices = choicesFor(application, jobs.get(application.name), state);
    cases = cases.flatMap((chosen) => choices.map((choice) => [...chosen, choice])).slice(0, MOST_CASES);
  }
  if (cases.length === 1) return [state];
  const states = cases.map((applications) => ({ ...state, applications }));
  const settled = states.filter(isSettled);
  return isNonEmpty(settled) ? settled : isNonEmpty(states) ? states : [state];
}

function choicesFor(application: ApplicationState, job: Job | undefined, state: ClusterState): ApplicationState[] {
  const { request } = job ?? {};
  const maxima = request?.coresMax === undefined ? [undefined, Math.max(1, grantedTo(application))] : [application.coresMax];
  const sizes = request?.executorCores === undefined ? executorSizes(application, state) : [application.executorCores];
  return maxima.flatMap((coresMax) => sizes.map((executorCores) => ({ ...application, coresMax, executorCores })));
}

/** Executors that are there tell their size, unless it came about by an unset `spark.executor.cores`. */
function executorSizes({ executors, coresMax = Infinity }: ApplicationState, { workers }: ClusterState): (number | undefined)[] {
  const seen = [...new Set(executors.map(({ cores }) => cores))];
  if (seen.length > 1) return [undefined];
  if (seen.length === 1) return [...seen, undefined];
  const largest = Math.min(coresMax, workers.reduce((most, { cores }) => Math.max(most, cores), 1));
  return [undefined, ...Array.from({ length: Math.min(MOST_SIZES, largest - 1) }, (_, at) => at + 2)];
}

function isSettled(state: ClusterState): boolean {
  const { applications } = carryOut(state, { restarts: [], workers: [], pace: 'all-stop-first' });
  return state.applications.every((application) => applications.get(application.name)?.coresGranted === grantedTo(application));
}
