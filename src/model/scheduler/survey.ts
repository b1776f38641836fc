import { grantedTo, type ApplicationState, type ClusterState } from './cluster-state.js';
import { coresOf, type CoreCount } from './headroom.js';
import type { Demand, Holder, HolderList, Holders } from './wait-reason.js';

/** How many a list names before it only counts. */
const NAMED = 8;

/** What every explanation of one state needs, worked out once: queues can be long. */
export interface Survey {
  readonly state: ClusterState;
  readonly cores: CoreCount;
  readonly demand: Demand;
  readonly holders: readonly (Holder & { readonly place: number })[];
  /** Cores held by the first n of the holders. */
  readonly heldBefore: readonly number[];
}

export function survey(state: ClusterState): Survey {
  const holders = state.applications.flatMap((application, place) => {
    const cores = grantedTo(application);
    return cores > 0 ? [{ application: application.name, cores, place }] : [];
  });
  const heldBefore = [0];
  for (const { cores } of holders) heldBefore.push((heldBefore.at(-1) ?? 0) + cores);
  const cores = coresOf(state);
  return { state, cores, demand: demandOf(state, cores), holders, heldBefore };
}

/** The most cores that an application may ever have: its maximum, or every core of the cluster. */
export function mayHave({ conf }: Pick<ClusterState, 'conf'>, cores: CoreCount, { coresMax }: ApplicationState): number {
  return coresMax ?? conf.defaultCores ?? cores.total;
}

/** Who holds cores, seen from one place in the queue. */
export function holdersSeenFrom({ holders, heldBefore, demand }: Survey, place: number): Holders {
  const before = lowerBound(holders, place);
  const isHolder = holders[before]?.place === place;
  const later = isHolder ? before + 1 : before;
  const held = (from: number, to: number) => (heldBefore[to] ?? 0) - (heldBefore[from] ?? 0);
  const list = (from: number, to: number): HolderList => ({
    first: holders.slice(from, Math.min(to, from + NAMED)).map(({ application, cores }) => ({ application, cores })),
    count: to - from,
    cores: held(from, to),
  });
  return {
    registeredBefore: list(0, before),
    registeredLater: list(later, holders.length),
    itself: held(before, later),
    drivers: demand.drivers,
    others: demand.others,
  };
}

function lowerBound(holders: Survey['holders'], place: number): number {
  let low = 0;
  let high = holders.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((holders[middle]?.place ?? Infinity) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function demandOf({ conf, workers, applications, drivers }: ClusterState, cores: CoreCount): Demand {
  const asking = applications.filter(({ executorLimit }) => executorLimit !== 0);
  const limits = asking.map((application) => demandOfOne(application, conf.defaultCores));
  const limited = limits.filter((limit) => Number.isFinite(limit));
  const ofDrivers = drivers.reduce((sum, { state, cores }) => sum + (state === 'RUNNING' ? cores : 0), 0);
  const used = workers.reduce((sum, { coresUsed }) => sum + coresUsed, 0);
  const named = ofDrivers + applications.reduce((sum, application) => sum + grantedTo(application), 0);
  const others = Math.max(0, used - named);
  return {
    jobs: limited.length,
    coresEach: limited.every((limit) => limit === limited[0]) ? limited[0] : undefined,
    coresOfFirst: limited.slice(0, NAMED),
    drivers: ofDrivers,
    others,
    total: limited.reduce((sum, limit) => sum + limit, ofDrivers + others),
    has: cores.total,
    unlimited: asking
      .filter((application, at) => limits[at] === Infinity && grantedTo(application) > 0)
      .slice(0, NAMED)
      .map((application) => ({ application: application.name, cores: grantedTo(application) })),
  };
}

function demandOfOne(application: ApplicationState, defaultCores: number | undefined): number {
  const { coresMax, executorCores, executorLimit } = application;
  const byExecutors = executorCores === undefined || executorLimit === undefined ? Infinity : executorLimit * executorCores;
  return Math.max(Math.min(coresMax ?? defaultCores ?? Infinity, byExecutors), grantedTo(application));
}
