import { declaredFit } from '#model/declared-fit.js';
import type { Model } from '#model/model.js';
import type { JobFit } from '#model/scheduler/fit.js';
import type { Range } from '#model/scheduler/uncertain.js';
import { bytes, mebibytes } from '#units/bytes.js';
import { formatCores } from '#units/cores.js';

import type { ReportFit } from '../report.js';
import { rounded } from './cluster.js';

/** Capacity against demand, both as the file declares them; `before` adds what changes against another file. */
export function fitPart(model: Model, headroom: number, before?: { readonly name: string; readonly model: Model }): ReportFit {
  const found = declaredFit(model, headroom);
  const compared = before === undefined ? null : { with: before.name, lines: changes(before.model, model, headroom) };
  if (found === undefined) return { capacity: { cores: null, memoryBytes: null }, demand: { cores: null }, headroom: null, jobs: [], compared };
  const { fit, declared, unknown } = found;
  const demand = declared.jobs.map(({ coresMax }) => (typeof coresMax === 'number' ? coresMax : undefined));
  const memory = declared.workers.reduce((sum, { memoryMb }) => sum + (typeof memoryMb === 'number' ? memoryMb : 0), 0);
  return {
    capacity: { cores: one(fit.cores.total), memoryBytes: unknown.some((text) => text.includes('memory')) ? null : bytes(mebibytes(memory)) },
    demand: { cores: demand.every((cores) => cores !== undefined) ? demand.reduce((sum, cores) => sum + cores, 0) : null },
    headroom: fit.headroom === undefined ? null : rounded(fit.headroom.least),
    jobs: fit.jobs.map(jobRow),
    compared,
  };
}

const one = ({ least, most }: Range): number | null => (least === most ? least : null);

function jobRow({ name, verdict, cores, wait }: JobFit): ReportFit['jobs'][number] {
  const words = { 'runs-fully': 'runs', 'runs-partly': 'partly', waits: 'waits', idle: 'runs', depends: 'unknown' } as const;
  return { service: name, verdict: words[verdict], cores: one(cores), reason: wait?.sentence ?? null };
}

/** "12 cores -> 8; silver needs 9: will wait". */
function changes(before: Model, after: Model, headroom: number): string[] {
  const [old, now] = [declaredFit(before, headroom), declaredFit(after, headroom)];
  const total = (found: typeof old) => (found === undefined ? 'unknown' : formatCores(found.fit.cores.total.least));
  const lines = total(old) === total(now) ? [] : [`workers offer ${total(old)} -> ${total(now)}`];
  const asks = (found: typeof old) => new Map(found?.declared.jobs.map(({ name, coresMax }) => [name, typeof coresMax === 'number' ? String(coresMax) : 'all it can get']));
  const [asked, asking] = [asks(old), asks(now)];
  for (const name of new Set([...asked.keys(), ...asking.keys()])) {
    const [was, is] = [asked.get(name), asking.get(name)];
    if (was === is) continue;
    lines.push(was === undefined ? `${name} is new and asks for ${is ?? ''}` : is === undefined ? `${name} is gone, with its ${was}` : `${name} asks for ${was} -> ${is}`);
  }
  for (const { name, verdict, wait } of now?.fit.jobs ?? []) {
    const earlier = old?.fit.jobs.find((job) => job.name === name)?.verdict;
    if (earlier !== verdict && verdict !== 'runs-fully') lines.push(`${name} ${verdict === 'waits' ? 'will wait' : verdict === 'runs-partly' ? 'will run with less than it asks for' : 'may not run fully'}${wait === undefined ? '' : `: ${wait.sentence}`}`);
    if (earlier !== undefined && earlier !== verdict && verdict === 'runs-fully') lines.push(`${name} will run fully`);
  }
  return lines;
}
