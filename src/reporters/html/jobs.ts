import type { Report } from '#diagnosis/report.js';

import { html, NOTHING, type Html } from '../parts/html-text.js';
import { jobState, sightOf } from '../parts/job-state.js';
import { PLANES, planeRows, settingName, type PlaneCell } from '../parts/planes.js';

const CLASSES = { good: 'good', waiting: 'waiting', bad: 'bad', none: 'soft' } as const;

/** The jobs across the planes; on a phone every row becomes a card and every value names its plane. */
export function jobs({ jobs, cluster, blindSpots }: Report): Html {
  if (jobs.length === 0) return NOTHING;
  const all = jobs.flatMap((job) => planeRows(job).map((row, at) => ({ job, row, main: at === 0 })));
  const planes = PLANES.filter((plane) => all.some(({ row }) => row.cells.some((cell) => cell.plane === plane && cell.value !== undefined)));
  const sight = sightOf({ cluster, blindSpots });
  const rows = all.map(({ job, row, main }) => {
    const { words, tone } = jobState(job, sight);
    const name = main ? job.label : `${job.label}: ${settingName(row.setting)}`;
    const cells = planes.map((plane) => cell(row.cells.find((one) => one.plane === plane), plane));
    return html`<tr><th scope="row">${name}</th>${cells}<td class="state" data-label="">${main ? html`<span class="${CLASSES[tone]}">${words}</span>` : NOTHING}</td></tr>
`;
  });
  return html`<section aria-labelledby="jobs"><h2 id="jobs">Jobs</h2>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">job (cores)</th>${planes.map((plane) => html`<th scope="col">${plane}</th>`)}<th scope="col">state</th></tr></thead>
<tbody>${rows}</tbody></table></div>
${jobs.some(({ divergence }) => divergence !== null) ? html`<p class="soft">≠ the first place where the value changes</p>` : NOTHING}</section>
`;
}

function cell(cell: PlaneCell | undefined, plane: string): Html {
  const value = cell?.value ?? '-';
  return cell?.diverges === true
    ? html`<td class="differs" data-label="${plane}">≠ ${value}</td>`
    : html`<td data-label="${plane}">${value}</td>`;
}
