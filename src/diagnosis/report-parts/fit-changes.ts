import { declaredFit, type DeclaredFit } from '#model/declared-fit.js';
import type { Model } from '#model/model.js';
import type { JobFit } from '#model/scheduler/fit.js';
import type { Range } from '#model/scheduler/uncertain.js';
import { formatCores } from '#units/cores.js';

/** What a change of the file does to capacity, demand, and who runs: "12 cores -> 8; silver asks for 9: will wait". */
export function changesBetween(before: Model, after: Model, headroom: number): string[] {
  const [old, now] = [declaredFit(before, headroom), declaredFit(after, headroom)];
  return [...offers(old, now), ...room(old, now), ...asked(old, now), ...verdicts(old, now)];
}

function offers(old: DeclaredFit | undefined, now: DeclaredFit | undefined): string[] {
  const total = (found: typeof old) => (found === undefined ? 'unknown' : inWords(found.fit.cores.total, formatCores));
  return total(old) === total(now) ? [] : [`workers offer ${total(old)} -> ${total(now)}`];
}

function room(old: DeclaredFit | undefined, now: DeclaredFit | undefined): string[] {
  const share = (found: typeof old) => (found?.fit.headroom === undefined ? 'unknown' : `${inWords(found.fit.headroom, (least) => String(Math.floor(least * 100 + 1e-9)))} %`);
  return share(old) === share(now) ? [] : [`headroom ${share(old)} -> ${share(now)}`];
}

const inWords = ({ least, most }: Range, words: (count: number) => string) => (least === most ? words(least) : `${words(least)} to ${words(most)}`);

function asked(old: DeclaredFit | undefined, now: DeclaredFit | undefined): string[] {
  const asks = (found: typeof old) => new Map(found?.declared.jobs.map((job) => [job.name, demandOf(job)]));
  const [was, is] = [asks(old), asks(now)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [before, after] = [was.get(name), is.get(name)];
    if (before === after) return [];
    if (before === undefined) return [`${name} is new and asks for ${after ?? ''}`];
    return [after === undefined ? `${name} is gone, with its ${before}` : `${name} asks for ${before} -> ${after}`];
  });
}

function demandOf({ coresMax, executorCores, executorMemoryMb }: DeclaredFit['declared']['jobs'][number]): string {
  const total = typeof coresMax === 'number' ? formatCores(coresMax) : coresMax === undefined ? 'all cores it can get' : 'an unknown number of cores';
  const size = typeof executorCores === 'number' ? `${formatCores(executorCores)} and ` : '';
  return `${total} in executors of ${size}${String(typeof executorMemoryMb === 'number' ? executorMemoryMb : '?')} MiB`;
}

const WILL: Readonly<Record<JobFit['verdict'], string>> = {
  'runs-fully': 'will run fully',
  'runs-partly': 'will run with less than it asks for',
  waits: 'will wait',
  idle: 'asks for nothing at its start',
  depends: 'may not run fully',
};

function verdicts(old: DeclaredFit | undefined, now: DeclaredFit | undefined): string[] {
  const earlier = new Map(old?.fit.jobs.map(({ name, verdict }) => [name, verdict]));
  return (now?.fit.jobs ?? []).flatMap(({ name, verdict, wait }) => {
    const before = earlier.get(name);
    if (before === verdict || (before === undefined && verdict === 'runs-fully')) return [];
    const asks = now?.declared.jobs.find((job) => job.name === name)?.coresMax;
    const needs = typeof asks === 'number' ? ` needs ${formatCores(asks)}:` : '';
    return [`${name}${needs} ${WILL[verdict]}${wait === undefined || verdict === 'idle' ? '' : `: ${wait.sentence}`}`];
  });
}
