import type { Report } from '#diagnosis/report.js';

import { findingGroups, findingSentence, type FindingGroup } from '../parts/finding-groups.js';
import { jobState, sightOf } from '../parts/job-state.js';
import { markdownCellCode, markdownTable, markdownText } from '../parts/markdown-text.js';
import { SEVERITY_MARKS } from '../parts/marks.js';
import { PLANES, planeRows, settingName } from '../parts/planes.js';
import { listWords, placeWords } from '../parts/words.js';

/** One row a cause; what follows from it stands in its cell. */
export function findingTable({ findings }: Report, most: number): string {
  const groups = findingGroups(findings);
  const rows = groups.slice(0, most).map((group) => {
    const { severity, rule } = group.first;
    return [`${SEVERITY_MARKS[severity]} ${severity}`, cell(group), places(group), markdownCellCode(rule)];
  });
  const rest = groups.length - rows.length;
  const table = markdownTable(['severity', 'finding', 'where', 'rule'], rows);
  return rest === 0 ? table : `${table}\n\nand ${rest} more`;
}

function cell(group: FindingGroup): string {
  const others = group.members.slice(1).map(({ subject }) => markdownText(subject.name));
  return [
    `**${markdownText(findingSentence(group.first))}**`,
    ...(others.length === 0 ? [] : [`the same for ${listWords(others, 12)}`]),
    ...group.explains.map((symptom) => `explains: ${cell(symptom).replaceAll('**', '')}`),
  ].join('<br>');
}

function places({ members }: FindingGroup): string {
  const all = members.flatMap(({ exhibits }) => exhibits.flatMap(({ place }) => (place === null ? [] : [placeWords(place)])));
  return [...new Set(all)].slice(0, 5).map(markdownCellCode).join('<br>');
}

/** The jobs across the planes of which something is known; where a value changes first is bold and carries a ≠. */
export function jobTable({ jobs, cluster, blindSpots, mode }: Report, most: number): string {
  const sight = sightOf({ cluster, blindSpots });
  const shown = jobs.slice(0, most);
  const lines = shown.flatMap((job) => planeRows(job).map((row, at) => ({ job, row, isFirst: at === 0 })));
  const planes = PLANES.filter((plane) => lines.some(({ row }) => row.cells.some((cell) => cell.plane === plane && cell.value !== undefined)));
  // Files alone say nothing of states.
  const withState = mode !== 'offline';
  const rows = lines.map(({ job, row: { setting, cells }, isFirst }) => [
    isFirst ? markdownCellCode(job.label) : markdownText(settingName(setting)),
    ...cells.filter(({ plane }) => planes.includes(plane)).map(({ value, diverges }) => (diverges ? `**≠ ${markdownText(value ?? '-')}**` : markdownText(value ?? '-'))),
    ...(withState ? [isFirst ? markdownText(jobState(job, sight).words) : ''] : []),
  ]);
  const rest = jobs.length - shown.length;
  const table = markdownTable(['job (cores)', ...planes, ...(withState ? ['state'] : [])], rows);
  return rest === 0 ? table : `${table}\n\nand ${rest} more`;
}
