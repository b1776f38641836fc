import { grantedTo, type ClusterState } from './cluster-state.js';
import { startAll, type Declared } from './declared.js';
import { explainDriver } from './explain-driver.js';
import { explainWaits, type Wait } from './explain.js';
import { coresOf, headroomOf } from './headroom.js';
import { strandedFor, type Stranded } from './stranded.js';
import { forEachCase, rangeOf, type Range } from './uncertain.js';

/** Whether what a project declares fits the cluster that it declares. */
export interface Fit {
  /** In start order. */
  readonly jobs: readonly JobFit[];
  readonly drivers: readonly DriverFit[];
  readonly cores: { readonly total: Range; readonly used: Range };
  /** Free cores as a share of all, 0 to 1; undefined where no core is declared. */
  readonly headroom: Range | undefined;
  /** Whether the headroom wanted is left. */
  readonly keepsHeadroom: 'yes' | 'no' | 'depends';
  /** What no further executor of each job's size could use, as things are most likely (the first of each uncertain value). */
  readonly stranded: readonly Stranded[];
  /** How it ends as things are most likely. */
  readonly likely: ClusterState;
  /** False when there were too many uncertain inputs to play them all: the ranges may be wider. */
  readonly complete: boolean;
}

/** `idle`: it asks for no executor at the start (dynamic allocation), which is well. */
export type JobVerdict = 'runs-fully' | 'runs-partly' | 'waits' | 'idle';

export interface JobFit {
  readonly name: string;
  readonly verdict: JobVerdict | 'depends';
  /** Every verdict that some value of the uncertain inputs leads to. */
  readonly possible: readonly JobVerdict[];
  readonly cores: Range;
  readonly executors: Range;
  /** Why it does not run fully, in the first case where it does not. */
  readonly wait: Wait | undefined;
}

export interface DriverFit {
  readonly name: string;
  readonly verdict: 'runs' | 'waits' | 'depends';
  /** Why it waits, in the first case where it does. */
  readonly sentence: string | undefined;
}

const MOST_CASES = 256;

/** @param wantedHeadroom share of cores that is to stay free, 0 to 1 */
export function fit(declared: Declared, wantedHeadroom: number): Fit {
  const { results: states, complete } = forEachCase((choose) => startAll(declared, choose), MOST_CASES);
  const counts = states.map(coresOf);
  const headrooms = states.flatMap((state) => headroomOf(state) ?? []);
  const waits = states.map(explainWaits);
  const likely = states[0] ?? startAll(declared, (known) => (typeof known === 'object' ? known.oneOf[0] : known));
  return {
    jobs: declared.jobs.map((_, place) => jobFit(states, waits, place)),
    drivers: declared.drivers.map((_, place) => driverFit(states, place)),
    cores: { total: rangeOf(counts.map(({ total }) => total)), used: rangeOf(counts.map(({ used }) => used)) },
    headroom: headrooms.length === 0 ? undefined : rangeOf(headrooms),
    keepsHeadroom: agreement(headrooms.map((headroom) => (headroom >= wantedHeadroom ? 'yes' : 'no'))) ?? 'no',
    stranded: strandedFor(likely, likely.applications),
    likely,
    complete,
  };
}

/** What all say; 'depends' when they differ, undefined when nobody says anything. */
function agreement<T>(values: readonly T[]): T | 'depends' | undefined {
  return values.every((value) => value === values[0]) ? values[0] : 'depends';
}

function jobFit(states: readonly ClusterState[], waits: readonly (readonly (Wait | undefined)[])[], place: number): JobFit {
  const cases = states.flatMap((state, at) => {
    const application = state.applications[place];
    if (application === undefined) return [];
    const wait = waits[at]?.[place];
    const cores = grantedTo(application);
    return [{ application, wait, cores, verdict: verdictOn(cores, wait) }];
  });
  const possible = [...new Set(cases.map(({ verdict }) => verdict))];
  return {
    name: cases[0]?.application.name ?? '',
    verdict: agreement(cases.map(({ verdict }) => verdict)) ?? 'waits',
    possible,
    cores: rangeOf(cases.map(({ cores }) => cores)),
    executors: rangeOf(cases.map(({ application }) => application.executors.length)),
    wait: cases.find(({ wait }) => wait !== undefined)?.wait,
  };
}

function verdictOn(cores: number, wait: Wait | undefined): JobVerdict {
  if (wait === undefined) return 'runs-fully';
  if (wait.reason.kind === 'idle') return 'idle';
  return cores > 0 ? 'runs-partly' : 'waits';
}

function driverFit(states: readonly ClusterState[], place: number): DriverFit {
  const cases = states.flatMap((state) => {
    const driver = state.drivers[place];
    return driver === undefined ? [] : [{ state, driver, runs: driver.state === 'RUNNING' }];
  });
  const waiting = cases.find(({ runs }) => !runs);
  return {
    name: cases[0]?.driver.name ?? '',
    verdict: agreement(cases.map(({ runs }) => (runs ? 'runs' : 'waits'))) ?? 'waits',
    sentence: waiting && explainDriver(waiting.state, waiting.driver),
  };
}
