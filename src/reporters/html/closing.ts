import type { Report } from '#diagnosis/report.js';

import { driftGroups, driftKindWords } from '../parts/drift-groups.js';
import { fitWords } from '../parts/fit.js';
import { examinedWords } from '../parts/headline.js';
import { html, NOTHING, prose, type Html } from '../parts/html-text.js';
import { count, listWords, placeWords } from '../parts/words.js';

export function fit({ fit }: Report): Html {
  if (fit === null) return NOTHING;
  const rows = fit.jobs.map(({ service, verdict, cores, reason }) => {
    const tone = { runs: 'good', partly: 'waiting', waits: 'bad', unknown: 'soft' }[verdict];
    return html`<tr><th scope="row">${service}</th><td data-label="fits"><span class="${tone}">${verdict}</span></td><td data-label="cores">${cores ?? '-'}</td><td class="state" data-label="">${reason ?? ''}</td></tr>`;
  });
  const compared = fit.compared === null ? NOTHING : html`<p>Compared with ${fit.compared.with}:</p><ul>${fit.compared.lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<section aria-labelledby="fit"><h2 id="fit">Fit</h2><p>${fitWords(fit)}</p>
<table class="stack"><thead><tr><th scope="col">job</th><th scope="col">fits</th><th scope="col">cores</th><th scope="col">because</th></tr></thead><tbody>${rows}</tbody></table>${compared}</section>
`;
}

export function drift({ services }: Report): Html {
  const groups = driftGroups(services);
  if (groups.length === 0) return NOTHING;
  const items = groups.map(({ field, kind, declared, deployed, ignored, seen }) => {
    const where = seen.map(({ service, drift: { place } }) => (place === null ? service : `${service} (${placeWords(place)})`));
    return html`<article class="card finding info"><h3>${field ?? driftKindWords(kind)}</h3><p>${listWords(where)}</p>
<dl class="exhibits">${declared === null ? NOTHING : html`<dt>declared</dt><dd>${prose(declared)}</dd>`}${deployed === null ? NOTHING : html`<dt>deployed</dt><dd>${prose(deployed)}</dd>`}</dl>
<p class="soft">${driftKindWords(kind)}${ignored === null ? '' : `; expected: ${ignored}`}</p></article>
`;
  });
  return html`<section aria-labelledby="drift"><h2 id="drift">Drift</h2>${items}</section>
`;
}

export function notSeen({ blindSpots, verdicts }: Report): Html {
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown');
  if (blindSpots.length === 0 && unknown.length === 0) return NOTHING;
  const spots = blindSpots.map(({ source, subject, reason, remedy, required }) => {
    const who = subject === null ? source : `${source} ${subject}`;
    return html`<li><b>${who}</b>${required ? ' (required)' : ''}: ${prose(reason)}${remedy === null ? NOTHING : html`; supply it with <code>${prose(remedy)}</code>`}</li>`;
  });
  const rules = unknown.map(({ rule, detail }) => html`<li>not judged: <code>${rule}</code>${detail === null ? '' : `, ${detail}`}</li>`);
  return html`<section aria-labelledby="not-seen"><h2 id="not-seen">Could not see</h2><ul>${spots}${rules}</ul></section>
`;
}

export function crashes({ verdicts, k2doctor }: Report): Html {
  const crashed = verdicts.filter(({ verdict }) => verdict === 'crashed');
  if (crashed.length === 0) return NOTHING;
  return html`<section aria-labelledby="bug"><h2 id="bug">A bug in k2doctor ${k2doctor}, not in your stack</h2><p>Please report it.</p>
<ul>${crashed.map(({ rule, detail }) => html`<li><code>${rule}</code> crashed: ${detail ?? 'no detail'}</li>`)}</ul></section>
`;
}

export const examined = (report: Report): Html => html`<footer><p>Examined: ${examinedWords(report).join('; ')}.</p>
<details><summary>${count(report.verdicts.length, 'rule')}</summary><ul>${report.verdicts.map(({ rule, verdict, examined }) => html`<li><code>${rule}</code> ${verdict.replace('-', ' ')}${examined === 0 ? '' : `, ${count(examined, 'subject')}`}</li>`)}</ul></details>
<p>k2doctor ${report.k2doctor}</p></footer>
`;
