import { assertNever, type NonEmpty } from '#language.js';

import type { Ask, Demand, FreeRoom, HolderList, Holders, Shortage, WaitReason } from './wait-reason.js';

/** A reason in words, with its arithmetic. Lower case, no full stop. */
export function sentenceFor(reason: WaitReason): string {
  switch (reason.kind) {
    case 'idle':
      return 'its executor limit is 0: dynamic allocation asks for nothing now';
    case 'capped':
      return capped(reason);
    case 'remainder':
      return `${reason.by} ${reason.limit} is not a multiple of the ${reason.executorCores} cores of an executor: ${countOf(reason.left, 'core')} of it will never be used`;
    case 'no-worker':
      return 'no worker is ALIVE';
    case 'never':
      return neverInWords(reason.asks, reason.short, 'per executor');
    case 'fits-now':
      return `${countOf(reason.executors, 'executor')} of its size would fit into what is free: the master gives them at its next pass, when an application, a worker or an executor comes or goes`;
    case 'not-now':
      return [...demand(reason.demand), ...held(reason.holders, reason.demand), freeInWords(reason.free, reason.asks, 'an executor')].join('; ');
    case 'stranded':
      return `${freeInWords(reason.free, reason.asks, 'an executor')}; that is so even if all others leave`;
    default:
      return assertNever(reason);
  }
}

export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function capped({ by, limit, executorCores }: Extract<WaitReason, { kind: 'capped' }>): string {
  if (by === 'executor limit') return `it has the ${countOf(limit, 'executor')} that its executor limit allows now`;
  return `${by} ${limit} is less than the ${countOf(executorCores, 'core')} of one executor: it never gets any`;
}

/** "asks 4096 MiB x 2 cores per executor; the largest worker has 3072 MiB x 3 (1024 MiB short)". */
export function neverInWords(asks: Ask, [first, ...others]: NonEmpty<Shortage>, whose: string): string {
  const asked = `asks ${size(asks.memoryMb, asks.cores)}${resources(asks)} ${whose}`;
  if (first.dimension === 'together') return `${asked}; no single worker has all of it`;
  const short = [first, ...others].map(({ dimension, asks: wanted, most }) => `${amount(wanted - most, dimension)} short`);
  const largest = isOfExecutorSize(first)
    ? `the largest worker has ${first.workerMemoryMb} MiB x ${first.workerCores}`
    : `no worker has more than ${amount(first.most, first.dimension)}`;
  return `${asked}; ${largest} (${short.join(', ')})`;
}

const isOfExecutorSize = ({ dimension }: Shortage): boolean => dimension === 'memory' || dimension === 'cores';

const size = (memoryMb: number, cores: number): string => `${memoryMb} MiB x ${countOf(cores, 'core')}`;

function amount(count: number, dimension: string): string {
  if (dimension === 'memory') return `${count} MiB`;
  return dimension === 'cores' ? countOf(count, 'core') : `${count} ${dimension}`;
}

const resources = ({ resources: wanted }: Ask): string =>
  Object.entries(wanted).map(([name, count]) => ` x ${count} ${name}`).join('');

/** "4 jobs x 2 cores = 8 > 6", where that is so. */
function demand({ jobs, coresEach, coresOfFirst, drivers, others, total, has, unlimited }: Demand): string[] {
  const [greedy] = unlimited;
  if (greedy !== undefined) {
    return [`${greedy.application} has no spark.cores.max and holds ${greedy.cores} of ${countOf(has, 'core')}`];
  }
  if (total <= has) return [];
  const parts = [];
  if (jobs > 0 && coresEach !== undefined) parts.push(`${countOf(jobs, 'job')} x ${countOf(coresEach, 'core')}`);
  else if (jobs === coresOfFirst.length) parts.push(`${coresOfFirst.join(' + ')} cores`);
  else if (jobs > 0) parts.push(`${countOf(jobs, 'job')} of ${total - drivers - others} cores in all`);
  if (drivers > 0) parts.push(`${drivers} of drivers`);
  if (others > 0) parts.push(`${others} of others`);
  return [`${parts.join(' + ')} = ${total} > ${has}`];
}

/** Who holds what, in which order they came. */
function held({ registeredBefore, registeredLater, itself, drivers, others }: Holders, { unlimited }: Demand): string[] {
  // The sentence before this one may have named the only one who came first.
  const alreadyNamed = registeredBefore.count === 1 && registeredBefore.first[0]?.application === unlimited[0]?.application;
  const fit = registeredLater.count === 1 ? 'fits' : 'fit';
  return [
    ...(registeredBefore.count > 0 && !alreadyNamed ? [`${list(registeredBefore)} registered before it`] : []),
    ...(registeredLater.count > 0 ? [`${list(registeredLater)} registered later but ${fit} where it does not`] : []),
    ...(itself > 0 ? [`it has ${countOf(itself, 'core')} itself`] : []),
    ...(drivers > 0 ? [`drivers hold ${countOf(drivers, 'core')}`] : []),
    ...(others > 0 ? [`${countOf(others, 'core')} ${others === 1 ? 'is' : 'are'} used by none of them`] : []),
  ];
}

function list({ first, count, cores }: HolderList): string {
  const named = first.slice(0, 4).map(({ application, cores: own }) => `${application} (${countOf(own, 'core')})`);
  const rest = count - named.length;
  if (rest > 0) named.push(`${rest} more (${countOf(cores, 'core')} together)`);
  return named.length === 1 ? named.join() : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
}

/** "2 cores are free, but 1 on each worker, and an executor needs 2". */
export function freeInWords({ cores, mostCoresOnOneWorker, even, workers, enoughCoresOn, lacks }: FreeRoom, asks: Ask, who: string): string {
  if (cores === 0) return 'no core is free';
  const are = `${countOf(cores, 'core')} ${cores === 1 ? 'is' : 'are'} free`;
  if (enoughCoresOn === 0) {
    const spread = workers > 1 && even ? `${mostCoresOnOneWorker} on each worker` : `at most ${mostCoresOnOneWorker} on one worker`;
    return cores === mostCoresOnOneWorker
      ? `${are}, but ${who} needs ${asks.cores}`
      : `${are}, but ${spread}, and ${who} needs ${asks.cores}`;
  }
  if (lacks === undefined || lacks.dimension === 'together') return `${are}, but on no worker together with the rest of what ${who} needs`;
  const needs = lacks.dimension === 'memory' ? asks.memoryMb : (asks.resources[lacks.dimension] ?? 0);
  if (lacks.most === 0) return `${are}, but no ${lacks.dimension} beside ${cores === 1 ? 'it' : 'them'}, and ${who} needs ${amount(needs, lacks.dimension)}`;
  return `${are}, but with at most ${amount(lacks.most, lacks.dimension)} beside ${cores === 1 ? 'it' : 'them'}, and ${who} needs ${amount(needs, lacks.dimension)}`;
}
