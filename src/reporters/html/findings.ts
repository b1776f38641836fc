import type { Report, ReportExhibit } from '#diagnosis/report.js';

import { exhibitsOf, findingGroups, findingSentence, type FindingGroup } from '../parts/finding-groups.js';
import { html, NOTHING, prose, type Html } from '../parts/html-text.js';
import { SEVERITY_MARKS } from '../parts/marks.js';
import { count, listWords, placeWords } from '../parts/words.js';

const OPEN_EXHIBITS = 4;

/** Causes, and within each card what it explains. */
export function findings({ findings }: Report): Html {
  const groups = findingGroups(findings);
  if (groups.length === 0) return NOTHING;
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${groups.map((group) => card(group, false))}</section>
`;
}

function card(group: FindingGroup, explained: boolean): Html {
  const { severity, rule, remedy } = group.first;
  const others = group.members.slice(1).map(({ subject }) => subject.name);
  return html`<article class="card finding ${severity}"><h3><span class="tag">${SEVERITY_MARKS[severity]} ${explained ? 'explains' : severity}</span> ${prose(findingSentence(group.first))}</h3>
${others.length === 0 ? NOTHING : html`<p>The same for ${listWords(others)}.</p>`}${exhibits(group)}
${explained ? NOTHING : html`<p>Remedy: ${prose(remedy.summary)}</p>`}<p class="soft">${explained ? `${severity}, rule ` : 'rule '}<code>${rule}</code></p>
${group.explains.map((symptom) => card(symptom, true))}</article>
`;
}

function exhibits(group: FindingGroup): Html {
  const own = exhibitsOf(group.members.slice(0, 1));
  const all = exhibitsOf(group.members);
  const list = (items: typeof all) => html`<dl class="exhibits">${items.map(({ label, plane, places }) => item(label, plane, places.map(placeWords)))}</dl>`;
  if (all.length <= OPEN_EXHIBITS) return list(all);
  return html`${list(own.slice(0, OPEN_EXHIBITS))}<details><summary>All ${count(all.length, 'exhibit')}</summary>${list(all)}</details>`;
}

const item = (label: string, plane: ReportExhibit['plane'], places: readonly string[]) =>
  html`<dt>${plane ?? 'seen'}</dt><dd>${prose(label)}${places.map((place) => html` <code>${place}</code>`)}</dd>`;
