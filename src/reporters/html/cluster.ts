import type { Report, ReportCluster, ReportWorker } from '#diagnosis/report.js';

import { html, NOTHING, type Html } from '../parts/html-text.js';
import { bytesWords, count, listWords, percentWords } from '../parts/words.js';
import { workerGroups, workerName } from '../parts/worker-picture.js';

const COLORS = 8;
const MOST_CELLS = 32;

/** Every worker as a row of cores: a core in use carries the number and the colour of its job, a free one is dashed. */
export function cluster({ cluster }: Report): Html {
  if (cluster === null) return NOTHING;
  const numbers = jobNumbers(cluster);
  const groups = workerGroups(cluster.workers);
  return html`<section aria-labelledby="cluster"><h2 id="cluster">Cluster</h2>
<p>${figures(cluster)}</p>
<div class="cards">${groups.map(({ workers: [first], names }) => card(first, names, cluster.seen, numbers))}</div></section>
`;
}

function figures({ cores, memoryBytes, headroom, seen }: ReportCluster): string {
  if (!seen) return `Declared, not seen: ${cores.total} cores, ${bytesWords(memoryBytes.total)} memory.`;
  const room = headroom === null ? '' : ` (${percentWords(headroom)} headroom)`;
  return `${cores.used} of ${cores.total} cores used, ${cores.free} free${room}; ${bytesWords(memoryBytes.used)} of ${bytesWords(memoryBytes.total)} memory used.`;
}

/** Jobs by number, in order of appearance: the number, not the colour, ties picture and list. */
function jobNumbers({ workers }: ReportCluster): ReadonlyMap<string, number> {
  const jobs = new Set(workers.flatMap(({ executors }) => executors.map(({ job }) => job)));
  return new Map([...jobs].map((job, at) => [job, at + 1]));
}

function card(worker: ReportWorker, names: readonly string[], seen: boolean, numbers: ReadonlyMap<string, number>): Html {
  const { state, cores, memoryBytes, executors } = worker;
  const gone = seen && state !== 'ALIVE';
  const title = names.length === 1 ? workerName(worker) : `${names.length} workers alike`;
  const memory = memoryBytes.total === 0 ? 0 : Math.min(100, Math.round((memoryBytes.used / memoryBytes.total) * 100));
  return html`<article class="card${gone ? ' gone' : ''}"><h3>${title}${seen ? html` <span class="${gone ? 'bad' : 'good'}">${state}</span>` : NOTHING}</h3>
${names.length === 1 ? NOTHING : html`<p class="soft">${listWords(names, 6)}</p>`}${picture(worker, numbers)}
<p>${seen ? `${cores.used} of ${cores.total} cores, ${bytesWords(memoryBytes.used)} of ${bytesWords(memoryBytes.total)}` : `${cores.total} cores, ${bytesWords(memoryBytes.total)}`}</p>
<div class="meter" aria-hidden="true"><i style="width:${memory}%"></i></div>
${names.length === 1 && executors.length > 0 ? html`<ul>${executors.map((executor) => executorItem(executor, numbers))}</ul>` : NOTHING}</article>
`;
}

function executorItem({ job, cores, memoryBytes }: ReportWorker['executors'][number], numbers: ReadonlyMap<string, number>): Html {
  const number = numbers.get(job) ?? 0;
  const size = [...(cores === null ? [] : [count(cores, 'core')]), ...(memoryBytes === null ? [] : [bytesWords(memoryBytes)])].join(', ');
  return html`<li><span class="swatch" style="background:var(--job${number % COLORS})">${number}</span> ${job}${size === '' ? '' : `: ${size}`}</li>`;
}

function picture({ cores, executors }: ReportWorker, numbers: ReadonlyMap<string, number>): Html {
  if (cores.total === 0) return NOTHING;
  const owners = executors.flatMap(({ job, cores: held }) => new Array<number>(Math.min(held ?? 0, MOST_CELLS)).fill(numbers.get(job) ?? 0));
  const cells = Math.min(cores.total, MOST_CELLS);
  const used = Math.round((cores.used / cores.total) * cells);
  const perRow = Math.min(cells, 8);
  const height = Math.ceil(cells / perRow) * 28;
  const scale = cells === cores.total ? '' : ', drawn to scale';
  // As wide as eight cells, so that a core has one size on all workers.
  return html`<svg viewBox="0 0 ${8 * 28} ${height}" role="img" aria-label="${`${cores.used} of ${cores.total} cores used${scale}`}">${Array.from({ length: cells }, (_, at) => cell(at, at < used, owners[at], perRow))}</svg>`;
}

function cell(at: number, used: boolean, owner: number | undefined, perRow: number): Html {
  const x = (at % perRow) * 28 + 2;
  const y = Math.floor(at / perRow) * 28 + 2;
  if (!used) return html`<rect class="free" x="${x}" y="${y}" width="23" height="23" rx="4"/>`;
  const label = owner === undefined ? NOTHING : html`<text x="${x + 11.5}" y="${y + 15.5}">${owner}</text>`;
  return html`<rect x="${x}" y="${y}" width="23" height="23" rx="4" fill="${owner === undefined ? 'var(--soft)' : `var(--job${owner % COLORS})`}"/>${label}`;
}
