import type { Plane, Report, SuppressedFinding } from '#diagnosis/report.js';
import type { Place } from '#evidence/place.js';

import { wordDifference } from '../parts/difference.js';
import { exhibitsOf, findingGroups, findingSentence, type ExhibitGroup, type FindingGroup } from '../parts/finding-groups.js';
import { hang, severityStyle, type Page } from '../parts/page.js';
import { SEVERITY_MARKS } from '../parts/marks.js';
import { count, listWords, placeWords, shorten } from '../parts/words.js';

const INDENT = 12;
const BLANK = ' '.repeat(INDENT);
const MOST_EXHIBITS = 4;
const MOST_LETTERS = 160;
const LONG = 60;
const MOST_NAMES = 12;
const MOST_OF_A_RULE = 5;

/** Causes first, what they explain indented below them. */
export function findings(report: Report, page: Page): readonly string[] {
  const groups = findingGroups(report.findings);
  const blocks = groups.map((group) => ({ group, lines: cause(group, report, page) }));
  const shown = page.verbosity > 0 ? blocks : blocks.filter(({ group }) => rankInRule(group, groups) < MOST_OF_A_RULE);
  const rest = groups.filter((group) => !shown.some((block) => block.group === group));
  return [...shown.map(({ lines }) => lines), ...(rest.length === 0 ? [] : [more(rest, page)])].flatMap((lines, at) => [...(at === 0 ? [] : ['']), ...lines]);
}

const rankInRule = ({ first }: FindingGroup, groups: readonly FindingGroup[]) =>
  groups.filter((other) => other.first.rule === first.rule).findIndex((other) => other.first === first);

/** Rules that found the same in many subjects tell of the first few; of the others the names. */
function more(rest: readonly FindingGroup[], page: Page): readonly string[] {
  return [...new Set(rest.map(({ first }) => first.rule))].flatMap((rule) => {
    const names = rest.flatMap(({ first, members }) => (first.rule === rule ? members.map(({ subject }) => subject.name) : []));
    return hang(page, { prefix: 'and more    ' }, `${count(names.length, 'finding')} of rule ${rule}: ${listWords(names, MOST_NAMES)} (-v shows them)`);
  });
}

function cause(group: FindingGroup, report: Report, page: Page): readonly string[] {
  const { severity, rule, remedy } = group.first;
  const prefix = `${SEVERITY_MARKS[severity]} ${severity}`.padEnd(INDENT);
  const inFix = new Set(report.fix?.commands);
  const commands = page.verbosity > 0 || report.fix === null ? remedy.commands.filter((command) => !inFix.has(command)) : [];
  return [
    ...hang(page, { prefix, prefixStyle: severityStyle(page, severity), style: page.paint.bold }, sentence(group)),
    ...details(group, page),
    ...hang(page, { prefix: BLANK }, `remedy: ${remedy.summary} (rule ${rule})`),
    ...commands.map((command) => BLANK + page.paint.cyan(command)),
    ...symptoms(group, 1, page),
  ];
}

function symptoms(group: FindingGroup, depth: number, page: Page): readonly string[] {
  const shown = page.verbosity > 0 ? group.explains : group.explains.slice(0, MOST_OF_A_RULE);
  const rest = group.explains.slice(shown.length);
  return [...shown.flatMap((symptom) => explained(symptom, depth, page)), ...(rest.length === 0 ? [] : more(rest, page))];
}

function explained(group: FindingGroup, depth: number, page: Page): readonly string[] {
  const { severity, rule } = group.first;
  const prefix = `${'  '.repeat(depth)}explains `.padEnd(INDENT);
  return [
    ...hang(page, { prefix, prefixStyle: page.paint.bold }, `${sentence(group)} (${severity}, rule ${rule})`),
    ...details(group, page),
    ...symptoms(group, depth + 1, page),
  ];
}

const sentence = ({ first }: FindingGroup) => findingSentence(first);

function details(group: FindingGroup, page: Page): readonly string[] {
  const verbose = page.verbosity > 0;
  const exhibits = verbose ? exhibitsOf(group.members) : exhibitsOf(group.members.slice(0, 1)).map(abridged);
  const shown = verbose ? exhibits : exhibits.slice(0, MOST_EXHIBITS);
  const hidden = exhibits.length - shown.length;
  const others = group.members.slice(1).map(({ subject, exhibits: [first] }) => `${subject.name}${placed(first?.place)}`);
  return [
    ...(others.length === 0 ? [] : hang(page, { prefix: BLANK }, `the same for ${listWords(others, verbose ? Infinity : MOST_NAMES)}`)),
    ...shown.flatMap((exhibit) => exhibitLines(exhibit, page)),
    ...(hidden === 0 ? [] : [BLANK + page.paint.dim(`and ${count(hidden, 'exhibit')} more (-v shows them)`)]),
  ];
}

/** Of two long texts on the same thing, declared and deployed, only what differs. */
function abridged(exhibit: ExhibitGroup, _: number, all: readonly ExhibitGroup[]): ExhibitGroup {
  const { label, plane } = exhibit;
  const other = all.find(
    (candidate) => candidate.plane === OPPOSITE.get(plane) && firstWord(candidate.label) === firstWord(label),
  );
  if (other === undefined || Math.min(label.length, other.label.length) < LONG) return exhibit;
  const { declared } = wordDifference(label, other.label);
  return declared === '' || declared.length > label.length / 2 ? exhibit : { ...exhibit, label: `${firstWord(label)} ... ${declared}` };
}

const firstWord = (text: string) => text.split(' ', 1).join('');

const OPPOSITE: ReadonlyMap<Plane | null, Plane> = new Map([
  ['declared', 'deployed'],
  ['deployed', 'declared'],
]);

const placed = (place: Place | null | undefined) => (place === null || place === undefined ? '' : ` (${placeWords(place)})`);

function exhibitLines({ label, plane, places }: ExhibitGroup, page: Page): readonly string[] {
  const prefix = `${BLANK}${plane === null ? '' : `${plane}: `}`;
  const words = page.verbosity > 0 ? label : shorten(label, MOST_LETTERS);
  const where = places.length === 0 ? '' : ` (${listWords(places.map(placeWords))})`;
  return hang(page, { prefix, style: page.paint.dim }, words + where);
}

/** What was silenced, by what and why; shown only on request. */
export function suppressed({ suppressed }: Report, page: Page): readonly string[] {
  if (!page.showSuppressed || suppressed.length === 0) return [];
  return [page.paint.bold('Suppressed'), ...suppressed.flatMap((silenced) => hang(page, { prefix: '  ' }, suppressedWords(silenced)))];
}

function suppressedWords({ finding, by, reason, place }: SuppressedFinding): string {
  const where = place === null ? '' : ` (${placeWords(place)})`;
  return `${finding.severity} ${finding.rule}: ${findingSentence(finding)}; by ${by}${where}: ${reason ?? 'no reason given'}`;
}
