import { assertNever } from '#language.js';

import { grantedTo, type ApplicationState, type ClusterState } from './cluster-state.js';
import { coresOf } from './headroom.js';
import type { WaitReason } from './wait-reason.js';
import { withSettings, type ApplicationSettings, type Attempt } from './way-out.js';

/** Changes of jobs that could give an application cores, the least intrusive first: its own, another's, everybody's. */
export function* jobChanges(state: ClusterState, application: ApplicationState, reason: WaitReason): Iterable<Attempt> {
  for (const settings of ownChanges(state, application, reason)) yield resized(application, settings);
  if (reason.kind !== 'not-now') return;
  yield* otherJobs(state, application);
  yield* everyJob(state);
}

function ownChanges(state: ClusterState, application: ApplicationState, reason: WaitReason): Iterable<ApplicationSettings> {
  switch (reason.kind) {
    case 'capped':
      if (reason.by === 'executor limit') return [{ executorLimit: reason.limit + 1 }];
      return [...(reason.limit > 0 ? [{ executorCores: reason.limit }] : []), { coresMax: reason.executorCores }];
    case 'remainder':
      return [
        { executorCores: largestDivisor(reason.limit, reason.executorCores) },
        { coresMax: reason.limit - reason.left + reason.executorCores },
      ];
    case 'never':
    case 'not-now':
    case 'stranded':
      return smallerExecutors(state, application);
    case 'idle':
    case 'fits-now':
    case 'no-worker':
      return [];
    default:
      return assertNever(reason);
  }
}

function largestDivisor(of: number, below: number): number {
  for (let divisor = below - 1; divisor > 1; divisor -= 1) {
    if (of % divisor === 0) return divisor;
  }
  return 1;
}

/** Fewer cores, then less memory, then both; the largest of each that could fit. */
function* smallerExecutors({ workers }: ClusterState, application: ApplicationState): Iterable<ApplicationSettings> {
  const { executorCores = 1, executorMemoryMb } = application;
  const fewer = descending(workers.flatMap(({ cores, coresUsed }) => [cores - coresUsed, cores]), executorCores);
  const less = descending(workers.flatMap(({ memoryMb, memoryUsedMb }) => [memoryMb - memoryUsedMb, memoryMb]), executorMemoryMb);
  for (const cores of fewer) yield { executorCores: cores };
  for (const memoryMb of less) yield { executorMemoryMb: memoryMb };
  for (const cores of fewer) {
    for (const memoryMb of less) yield { executorCores: cores, executorMemoryMb: memoryMb };
  }
}

/** What is there to fit into, below what is asked, largest first. */
const descending = (amounts: readonly number[], below: number): number[] =>
  [...new Set(amounts)].filter((amount) => amount > 0 && amount < below).sort((a, b) => b - a);

function resized(application: ApplicationState, settings: ApplicationSettings): Attempt {
  const { name } = application;
  return {
    set: { what: 'application', name, ...settings },
    todo: `give ${name} ${inWords(application, settings)}`,
    restarts: [{ leaves: name, joins: withSettings(application, settings) }],
    workers: [],
  };
}

function inWords(application: ApplicationState, { coresMax, executorCores, executorMemoryMb, executorLimit }: ApplicationSettings): string {
  const changes: string[] = [];
  if (coresMax !== undefined) changes.push(`spark.cores.max=${coresMax} instead of ${application.coresMax ?? 'no maximum'}`);
  if (executorCores !== undefined) changes.push(`spark.executor.cores=${executorCores} instead of ${application.executorCores ?? 'none'}`);
  if (executorMemoryMb !== undefined) changes.push(`spark.executor.memory=${executorMemoryMb}m instead of ${application.executorMemoryMb}m`);
  if (executorLimit !== undefined) changes.push(`${executorLimit} executors (spark.dynamicAllocation.maxExecutors) instead of ${application.executorLimit ?? 'no limit'}`);
  return changes.join(' and ');
}

/** One of those who hold cores takes fewer: those without a maximum first, then the last who came. */
function* otherJobs({ applications }: ClusterState, application: ApplicationState): Iterable<Attempt> {
  const holders = applications.filter((other) => other.name !== application.name && grantedTo(other) > 1).reverse();
  const greedyFirst = [...holders.filter(({ coresMax }) => coresMax === undefined), ...holders.filter(({ coresMax }) => coresMax !== undefined)];
  for (const holder of greedyFirst) {
    for (let coresMax = grantedTo(holder) - 1; coresMax > 0; coresMax -= 1) {
      const { executorCores } = holder;
      if (executorCores === undefined || executorCores <= coresMax) yield resized(holder, { coresMax });
      else yield resized(holder, { coresMax, executorCores: coresMax });
    }
  }
}

/** Everybody gets the same, one executor each. */
function* everyJob(state: ClusterState): Iterable<Attempt> {
  const { applications } = state;
  const most = Math.floor(coresOf(state).total / Math.max(1, applications.length));
  for (let cores = most; cores > 0; cores -= 1) {
    const size = { coresMax: cores, executorCores: cores };
    yield {
      set: { what: 'every-application', ...size },
      todo: `give all ${applications.length} applications spark.cores.max=${cores} and spark.executor.cores=${cores}`,
      restarts: applications.map((other) => ({ leaves: other.name, joins: withSettings(other, size) })),
      workers: [],
    };
  }
}
