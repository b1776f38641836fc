import { declaredCluster } from '../declared-cluster.js';
import { forecast } from '../forecast.js';
import type { Model } from '../model.js';
import { observedState } from '../scheduler-state.js';
import type { ClusterState } from '../scheduler/cluster-state.js';
import { startAll } from '../scheduler/declared.js';
import { predict } from '../scheduler/predict.js';
import { recommend, type Recommendation } from '../scheduler/recommend.js';
import { applyChanges } from './apply.js';
import type { Change } from './change.js';
import { differencesInWords, remedyBetween } from './difference.js';
import { declaredPlan, likeliest, observedPlan, type Plan } from './plan.js';

/** A cluster as it is and as it would be. */
export interface WhatIf {
  /** observed: the master's books now; declared: the files, with everything started. */
  readonly source: 'observed' | 'declared';
  readonly changes: readonly string[];
  readonly before: Side;
  /** Undefined where nothing changes. */
  readonly after: Side | undefined;
  /** What the outcome hangs on, in words; empty where it is certain. */
  readonly dependsOn: readonly string[];
  readonly unknown: readonly string[];
  /** Sizes for the cluster as it would be. */
  readonly recommendation: Recommendation | undefined;
  /** What people call the workers, by id. */
  readonly workerNames: ReadonlyMap<string, string>;
}

export interface Side {
  readonly state: ClusterState;
  readonly interchangeable: readonly (readonly string[])[];
}

export interface Wishes {
  readonly changes: readonly Change[];
  readonly recommend: boolean;
  /** 0 to 1. */
  readonly headroom: number;
}

/** Undefined where neither a master nor the files tell of workers. @throws ChangeError */
export function whatIf(model: Model, { changes, recommend: isAsked, headroom }: Wishes): WhatIf | undefined {
  const declared = declaredCluster(model);
  const fileSays = declaredPlan(declared);
  const observed = observedState(model);
  if (observed !== undefined) {
    const before = observedPlan(observed);
    const after = applyChanges(before, changes, fileSays);
    const names = new Map([...observed.workerNames].flatMap(([id, name]) => [[id, name], [`${id} again`, name]] as const));
    const words = differencesInWords(before, after, (id) => names.get(id) ?? id);
    const remedy = remedyBetween(before, after);
    const conf = after.conf;
    const told = words.length === 0 ? undefined : forecast(observed, () => remedy);
    const likely = words.length === 0 ? undefined : predict({ ...observed.state, conf }, remedy);
    return {
      source: 'observed',
      changes: words,
      before: { state: observed.state, interchangeable: [] },
      after: likely,
      dependsOn: likely === undefined ? [] : told === undefined ? observed.unknown : told.dependsOn,
      unknown: observed.unknown,
      recommendation: isAsked ? recommend(awake(after), headroom) : undefined,
      workerNames: names,
    };
  }
  if (fileSays.workers.length === 0 && !changes.some(({ kind }) => kind === 'add-worker')) return undefined;
  const after = applyChanges(fileSays, changes, fileSays);
  const words = differencesInWords(fileSays, after, (id) => id);
  return {
    source: 'declared',
    changes: words,
    before: started(fileSays),
    after: words.length === 0 ? undefined : started(after),
    dependsOn: declared.unknown,
    unknown: declared.unknown,
    recommendation: isAsked ? recommend(awake(after), headroom) : undefined,
    workerNames: new Map(),
  };
}

const started = (plan: Plan): Side => ({ state: startAll(plan, likeliest), interchangeable: [] });

/** Sized for the moment when those that dynamic allocation leaves idle want something too. */
const awake = (plan: Plan): Plan => ({ ...plan, jobs: plan.jobs.map((job) => (job.executorLimit === 0 ? { ...job, executorLimit: undefined } : job)) });
