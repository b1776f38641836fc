import type { Report } from '#diagnosis/report.js';

import { examinedWords, headline } from '../parts/headline.js';
import { TONE_MARKS } from '../parts/marks.js';
import { hang, title, toneStyle, type Page } from '../parts/page.js';

const MOST_SPOTS = 8;
const FEW_RULES = 3;
const SOME_RULES = 6;

/** What nobody looked at, and what would let us. */
export function blindSpots({ blindSpots, verdicts }: Report, page: Page): readonly string[] {
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown');
  if (blindSpots.length === 0 && unknown.length === 0) return [];
  const all = alikeTogether(blindSpots);
  const shown = page.verbosity > 0 ? all : all.filter(({ required }, at) => required || at < MOST_SPOTS);
  const hidden = all.length - shown.length;
  const spots = shown.flatMap(({ source, subject, reason, remedy, required }) => [
    ...hang(page, { prefix: '  ? ', prefixStyle: page.paint.yellow },
      `${source}${subject === null ? '' : ` ${subject}`}${required ? ' (required)' : ''}: ${reason}`),
    ...(remedy === null ? [] : hang(page, { prefix: '    supply it with: ' }, remedy)),
  ]);
  return [
    page.paint.bold('Could not see'),
    ...spots,
    ...(hidden === 0 ? [] : [page.paint.dim(`    and ${hidden} more (-v shows them)`)]),
    ...(unknown.length === 0 ? [] : hang(page, { prefix: blindSpots.length === 0 ? '  not judged: ' : '    so not judged: ' }, rulesWords(unknown, page))),
  ];
}

/** A few rules with what they lacked, some by name, many by family. */
function rulesWords(unknown: Report['verdicts'], { verbosity }: Page): string {
  if (verbosity > 0 || unknown.length <= FEW_RULES) return unknown.map(({ rule, detail }) => (detail === null ? rule : `${rule} (${detail})`)).join(', ');
  if (unknown.length <= SOME_RULES) return unknown.map(({ rule }) => rule).join(', ');
  const families = new Map<string, number>();
  for (const { rule } of unknown) families.set(familyOf(rule), (families.get(familyOf(rule)) ?? 0) + 1);
  return `${String(unknown.length)} rules: ${[...families].map(([family, number]) => `${String(number)} of ${family}`).join(', ')} (-v names them)`;
}

const familyOf = (rule: string) => rule.split('/', 1).join('');

/** Whole sources that are missing for one reason are one thing to know. */
function alikeTogether(spots: Report['blindSpots']): Report['blindSpots'] {
  const groups = new Map<string, Report['blindSpots'][number]>();
  for (const spot of spots) {
    const key = JSON.stringify(spot.subject === null ? [spot.reason, spot.remedy, spot.required] : [spot.source, spot.subject, spot.reason]);
    const first = groups.get(key);
    groups.set(key, first === undefined ? spot : { ...first, source: first.subject === null ? `${first.source}, ${spot.source}` : first.source });
  }
  return [...groups.values()];
}

export function crashes({ verdicts, k2doctor }: Report, page: Page): readonly string[] {
  const crashed = verdicts.filter(({ verdict }) => verdict === 'crashed');
  if (crashed.length === 0) return [];
  return [
    ...hang(page, { prefix: '', style: page.paint.bold.red }, `A bug in k2doctor ${k2doctor}, not in your stack; please report it`),
    ...crashed.flatMap(({ rule, detail }) => hang(page, { prefix: '  ' }, `rule ${rule} crashed: ${detail ?? 'no detail'}`)),
  ];
}

export const examined = (report: Report, page: Page): readonly string[] =>
  hang(page, { prefix: title('Examined'), prefixStyle: page.paint.bold }, examinedWords(report).join('; '));

/** The one line that is read when nothing else is. */
export function verdictLine(report: Report, page: Page): readonly string[] {
  const { tone, sentence } = headline(report);
  const style = toneStyle(page, tone);
  return hang(page, { prefix: `${TONE_MARKS[tone]} `, prefixStyle: style, style }, sentence);
}
