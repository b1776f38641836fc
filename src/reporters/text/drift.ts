import type { Report } from '#diagnosis/report.js';

import { driftGroups, driftKindWords, type DriftGroup } from '../parts/drift-groups.js';
import { hang, title, type Page } from '../parts/page.js';
import { count, listWords, placeWords, shorten } from '../parts/words.js';

const MOST_GROUPS = 8;
const MOST_LETTERS = 240;

/** What runs otherwise than the files say and no finding told of; one difference met in many services is said once. */
export function drift({ services, findings }: Report, page: Page): readonly string[] {
  const verbose = page.verbosity > 0;
  const told = new Set(findings.filter(({ rule, subject }) => rule.startsWith('drift/') && subject.kind === 'service').map(({ subject }) => subject.name));
  const untold = services.filter(({ service }) => verbose || !told.has(service));
  const groups = driftGroups(untold).filter(({ ignored }) => ignored === null || verbose);
  if (groups.length === 0) return [];
  const differing = new Set(groups.flatMap(({ seen }) => seen.map(({ service }) => service))).size;
  const shown = verbose ? groups : groups.slice(0, MOST_GROUPS);
  const hidden = groups.length - shown.length;
  const summary = `${differing} of ${count(services.length, 'service')} ${differing === 1 ? 'is' : 'are'} not what the files say`;
  return [
    ...hang(page, { prefix: title('Drift'), prefixStyle: page.paint.bold }, summary),
    ...shown.flatMap((group) => groupLines(group, page)),
    ...(hidden === 0 ? [] : [page.paint.dim(`  and ${count(hidden, 'difference')} more (-v shows them)`)]),
  ];
}

function groupLines(group: DriftGroup, page: Page): readonly string[] {
  const { field, kind, declared, deployed, ignored, seen } = group;
  const verbose = page.verbosity > 0;
  const names = seen.map(({ service, drift: { place } }) => (place === null ? service : `${service} (${placeWords(place)})`));
  const who = listWords(names, verbose ? Infinity : 12);
  const via = verbose ? [...new Set(seen.flatMap(({ drift }) => drift.via))] : [];
  const value = (name: string, text: string | null) =>
    text === null ? [] : hang(page, { prefix: `    ${name} ` }, verbose ? text : shorten(text, MOST_LETTERS));
  return [
    ...hang(page, { prefix: '  ' }, field === null ? who : `${field}: ${who}`),
    ...value('declared', declared),
    ...value('deployed', deployed),
    ...hang(page, { prefix: '    ', style: page.paint.dim }, driftKindWords(kind) + (ignored === null ? '' : `; expected: ${ignored}`)),
    ...(via.length === 0 ? [] : hang(page, { prefix: '    via ', style: page.paint.dim }, via.join(', '))),
  ];
}
