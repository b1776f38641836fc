import { declaredFit, declaredWaysOut, type DeclaredFit } from '#model/declared-fit.js';
import type { Model } from '#model/model.js';
import { coresOf } from '#model/scheduler/headroom.js';
import type { JobFit } from '#model/scheduler/fit.js';
import type { Range } from '#model/scheduler/uncertain.js';
import { bytes, mebibytes } from '#units/bytes.js';

import type { ReportFit } from '../report.js';
import { rounded } from './cluster.js';
import { changesBetween } from './fit-changes.js';

/** Capacity against demand, both as the file declares them; `before` adds what changes against another file. */
export function fitPart(model: Model, headroom: number, before?: { readonly name: string; readonly model: Model }): ReportFit {
  const found = declaredFit(model, headroom);
  const compared = before === undefined ? null : { with: before.name, lines: changesBetween(before.model, model, headroom) };
  const empty = { capacity: { cores: null, memoryBytes: null }, demand: { cores: null }, headroom: null, wantedHeadroom: headroom, keepsHeadroom: null, jobs: [], unknown: [], compared };
  if (found === undefined) return empty;
  const { fit, declared, unknown } = found;
  const demand = declared.jobs.map(({ coresMax }) => (typeof coresMax === 'number' ? coresMax : undefined));
  const drivers = declared.drivers.reduce((sum, { cores }) => sum + cores, 0);
  const memory = declared.workers.map(({ memoryMb }) => (typeof memoryMb === 'number' ? memoryMb : undefined));
  return {
    ...empty,
    capacity: { cores: one(fit.cores.total), memoryBytes: sumOf(memory, 0, (sum) => bytes(mebibytes(sum))) },
    demand: { cores: sumOf(demand, drivers, (sum) => sum) },
    headroom: fit.headroom === undefined ? null : rounded(fit.headroom.least),
    keepsHeadroom: fit.keepsHeadroom,
    jobs: fit.jobs.map((job) => jobRow(job, found)),
    unknown,
  };
}

const one = ({ least, most }: Range): number | null => (least === most ? least : null);

/** Null as soon as one of them is not known. */
function sumOf<T>(values: readonly (number | undefined)[], start: number, as: (sum: number) => T): T | null {
  let sum = start;
  for (const value of values) {
    if (value === undefined) return null;
    sum += value;
  }
  return as(sum);
}

function jobRow(job: JobFit, found: DeclaredFit): ReportFit['jobs'][number] {
  const { name, verdict, cores: { least, most } } = job;
  const words = { 'runs-fully': 'runs', 'runs-partly': 'partly', waits: 'waits', idle: 'runs', depends: 'unknown' } as const;
  const isOpen = found.open.has(name);
  const isShort = verdict === 'waits' || verdict === 'runs-partly';
  return {
    service: name,
    verdict: isOpen ? 'unknown' : words[verdict],
    cores: isOpen ? null : one(job.cores),
    coresRange: { least, most },
    reason: isOpen ? 'its command does not tell what it asks for' : reasonOf(job, found),
    waysOut: isShort && !isOpen ? declaredWaysOut(found, job).map(({ changes, sentence, cores }) => ({ changes, sentence, cores })) : [],
  };
}

/** Where sizes are open the sentence is of one case, and says which. */
function reasonOf({ verdict, wait }: JobFit, { fit: { cores, likely } }: DeclaredFit): string | null {
  if (wait === undefined) return null;
  const example = cores.total.least === cores.total.most ? '' : `with ${String(coresOf(likely).total)} cores in all, for example: `;
  return verdict === 'depends' ? `it depends on what the file leaves open; if it waits: ${wait.sentence}` : `${example}${wait.sentence}`;
}
