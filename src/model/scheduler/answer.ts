import { grantedTo, type ClusterState } from './cluster-state.js';
import { explainWaits } from './explain.js';
import { play, type Ending } from './play.js';
import type { Scenario } from './scenario.js';
import type { WaitReason } from './wait-reason.js';
import type { WayOut } from './way-out.js';
import { waysOut } from './ways-out.js';

/** What `simulate --format json` prints for one scenario: the state after its last event. Absent is null here. */
export interface ScenarioAnswer {
  readonly id: string | null;
  /** In queue order; those that ended are left out. */
  readonly applications: readonly ApplicationAnswer[];
  /** In order of submission. */
  readonly drivers: readonly { readonly name: string; readonly state: string; readonly worker: string | null }[];
  /** The ALIVE ones, in order of appearance. */
  readonly workers: readonly { readonly id: string; readonly coresUsed: number; readonly memoryUsedMb: number }[];
  /** Groups of workers among which Spark chooses by chance, so that others of them may get what this answer says. */
  readonly interchangeable?: readonly (readonly string[])[];
}

export interface ApplicationAnswer {
  readonly name: string;
  readonly state: 'WAITING' | 'RUNNING';
  readonly cores: number;
  /** Alive, in launch order. */
  readonly executors: readonly { readonly worker: string; readonly cores: number; readonly memoryMb: number }[];
  /** Null for an application that has all the cores it may have. */
  readonly waitsBecause: WaitAnswer | null;
}

/** The reason with its numbers and in words. */
export type WaitAnswer = WaitReason & {
  readonly sentence: string;
  /** Null where the cluster is too large to try any. */
  readonly waysOut: readonly WayOut[] | null;
};

/** Applications times workers up to which ways out are tried, each by playing it. */
const SMALL = 400;

/** Plays a scenario and says who holds what, and why the others wait. */
export const answerScenario = (scenario: Scenario): ScenarioAnswer => answerOf(scenario.id, play(scenario));

export function answerOf(id: string | undefined, { state, interchangeable }: Ending): ScenarioAnswer {
  return {
    id: id ?? null,
    applications: applicationAnswers(state),
    drivers: state.drivers.map(({ name, state, worker }) => ({ name, state, worker: worker ?? null })),
    workers: state.workers.map(({ id, coresUsed, memoryUsedMb }) => ({ id, coresUsed, memoryUsedMb })),
    ...(interchangeable.length > 0 ? { interchangeable } : {}),
  };
}

function applicationAnswers(state: ClusterState): ApplicationAnswer[] {
  const waits = explainWaits(state);
  const small = state.applications.length * state.workers.length <= SMALL;
  return state.applications.map((application, place) => {
    const wait = waits[place];
    return {
      name: application.name,
      state: application.state,
      cores: grantedTo(application),
      executors: application.executors.map(({ worker, cores, memoryMb }) => ({ worker, cores, memoryMb })),
      waitsBecause: wait === undefined ? null : {
        ...wait.reason,
        sentence: wait.sentence,
        waysOut: small ? waysOut(state, place, wait.reason) : null,
      },
    };
  });
}
