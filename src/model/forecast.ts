import { isNonEmpty, type NonEmpty } from '#language.js';

import type { ObservedState } from './scheduler-state.js';
import { inReverseOrder } from './scheduler/chance.js';
import { grantedTo, type ClusterState } from './scheduler/cluster-state.js';
import { coresOf } from './scheduler/headroom.js';
import { predict, type Prediction, type Remedy, type Restart } from './scheduler/predict.js';
import { rangeOf, type Range } from './scheduler/uncertain.js';

/** What a remedy leads to, over everything that was not visible and that nobody decides. */
export interface Forecast {
  /** As things are most likely. */
  readonly likely: Prediction;
  /** The outcomes' range of cores used, and of applications that hold cores. */
  readonly coresUsed: Range;
  readonly running: Range;
  /** Cores of each application of the likely outcome, by name. */
  readonly coresOf: ReadonlyMap<string, Range>;
  /** What decides between different outcomes; empty where all are one. */
  readonly dependsOn: readonly string[];
}

const MANY = 2_000;

/**
 * Undefined where nobody can tell: executors that are to go sit on workers that were not visible.
 * @param remedyFor the remedy in each state that is possible
 */
export function forecast(observed: ObservedState, remedyFor: (state: ClusterState) => Remedy): Forecast | undefined {
  const [first, ...others] = observed.possible.map((state) => ({ state, remedy: remedyFor(state) }));
  if (first === undefined || isBlind(first.state, first.remedy)) return undefined;
  const likely = predict(first.state, first.remedy);
  const byUnknown = others.map(({ state, remedy }) => predict(state, remedy));
  const byOrder = ordersOf(first.remedy.restarts, first.state).map((restarts) => predict(first.state, { ...first.remedy, restarts }));
  const byChance = [predict(first.state, first.remedy, inReverseOrder)];
  const all = [likely, ...byUnknown, ...byOrder, ...byChance];
  const differs = (predictions: readonly Prediction[]) => predictions.some((prediction) => outcomeOf(prediction) !== outcomeOf(likely));
  return {
    likely,
    coresUsed: rangeOf(all.map(({ state }) => coresOf(state).used)),
    running: rangeOf(all.map(({ state }) => state.applications.filter((application) => grantedTo(application) > 0).length)),
    coresOf: new Map(likely.state.applications.map(({ name }) => [name, rangeOf(all.map(({ state }) => coresIn(state, name)))])),
    dependsOn: [
      ...(differs(byUnknown) ? observed.unknown : []),
      ...(differs(byOrder) ? ['which job registers first'] : []),
      ...(differs(byChance) ? ['which of equal workers Spark takes'] : []),
    ],
  };
}

/** Cores that go back to nobody knows where: whoever leaves, or loses a worker, must be known by its executors. */
function isBlind({ applications }: ClusterState, { restarts, workers }: Remedy): boolean {
  const blind = applications.filter(({ coresElsewhere = 0 }) => coresElsewhere > 0);
  const touched = new Set(restarts.map(({ leaves }) => leaves));
  return blind.some(({ name }) => touched.has(name)) || (blind.length > 0 && workers.some(({ lost }) => lost !== undefined));
}

/** Drivers start side by side, and who registers first is nobody's choice: a few jobs in every order, many forth and back. */
function ordersOf(restarts: readonly Restart[], { applications, workers }: ClusterState): (readonly Restart[])[] {
  const joining = restarts.filter(({ joins }) => joins !== undefined);
  const leaving = restarts.filter(({ joins }) => joins === undefined);
  if (!isNonEmpty(joining) || joining.length === 1 || applications.length * workers.length > MANY) return [];
  const orders = joining.length <= 3 ? permutations(joining) : [joining.toReversed()];
  return orders.map((order) => [...leaving, ...order]);
}

function permutations<T>([first, ...others]: NonEmpty<T>): T[][] {
  if (!isNonEmpty(others)) return [[first]];
  return permutations(others).flatMap((order) => Array.from({ length: order.length + 1 }, (_, at) => order.toSpliced(at, 0, first)));
}

const coresIn = ({ applications }: ClusterState, name: string): number => {
  const found = applications.find((application) => application.name === name);
  return found === undefined ? 0 : grantedTo(found);
};

/** Which worker it is does not matter, and neither does the order of the queue. */
const outcomeOf = ({ state }: Prediction): string =>
  state.applications.map((application) => `${application.name} ${application.state} ${String(grantedTo(application))}`).sort().join('\n');
