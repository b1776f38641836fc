import type { Report, SuppressedFinding } from '#diagnosis/report.js';
import type { Place } from '#evidence/place.js';

import { exhibitsOf, findingGroups, findingSentence, type ExhibitGroup, type FindingGroup } from '../parts/finding-groups.js';
import { groupSentence, saysAll } from '../parts/group-sentence.js';
import { hang, severityStyle, type Page } from '../parts/page.js';
import { SEVERITY_MARKS } from '../parts/marks.js';
import { count, listWords, placeWords, shorten } from '../parts/words.js';
import { newExhibits } from './exhibits.js';

const INDENT = 12;
const BLANK = ' '.repeat(INDENT);
const MOST_EXHIBITS = 4;
const MOST_LETTERS = 160;
const MOST_NAMES = 12;
const MOST_OF_A_RULE = 5;
const MOST_NOTES = 6;

/** Causes first, what they explain indented below them; notes last and short, for they are nobody's trouble tonight. */
export function findings(report: Report, page: Page): readonly string[] {
  const groups = findingGroups(report.findings);
  const verbose = page.verbosity > 0;
  const isNote = ({ first, explains }: FindingGroup) => !verbose && first.severity === 'info' && explains.length === 0;
  const told = groups.filter((group) => !isNote(group));
  const shown = verbose ? told : told.filter((group) => rankInRule(group, told) < MOST_OF_A_RULE);
  const rest = told.filter((group) => !shown.includes(group));
  const blocks = [...shown.map((group) => cause(group, report, page)), ...(rest.length === 0 ? [] : [more(rest, page)]), notes(groups.filter(isNote), page)];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, at) => [...(at === 0 ? [] : ['']), ...lines]);
}

/** What is worth knowing and asks for nothing: a sentence each. */
function notes(groups: readonly FindingGroup[], page: Page): readonly string[] {
  const shown = groups.slice(0, MOST_NOTES);
  const rest = [...new Set(groups.slice(MOST_NOTES).map(({ first }) => first.rule))];
  return [
    ...shown.flatMap((group) => [
      ...hang(page, { prefix: `${SEVERITY_MARKS.info} info`.padEnd(INDENT), prefixStyle: severityStyle(page, 'info') }, `${groupSentence(group)} (rule ${group.first.rule})`),
      ...names(group, page),
    ]),
    ...(rest.length === 0 ? [] : hang(page, { prefix: 'and more    ' }, `notes of ${rest.length === 1 ? 'rule' : 'rules'} ${listWords(rest)} (-v shows them)`)),
  ];
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
  const verbose = page.verbosity > 0;
  const prefix = `${SEVERITY_MARKS[severity]} ${severity}`.padEnd(INDENT);
  const inFix = new Set(report.fix?.commands);
  const commands = verbose || report.fix === null ? remedy.commands.filter((command) => !inFix.has(command)) : [];
  // What the fix below does is not announced here too.
  const told = !verbose && report.fix !== null && remedy.commands.length > 0;
  return [
    ...hang(page, { prefix, prefixStyle: severityStyle(page, severity), style: page.paint.bold }, groupSentence(group)),
    ...details(group, page),
    ...hang(page, { prefix: BLANK }, told ? `rule ${rule}; healed by the fix below` : `remedy: ${remedy.summary} (rule ${rule})`),
    ...commands.map((command) => BLANK + page.paint.cyan(command)),
    ...symptoms(group, 1, page),
  ];
}

function symptoms(group: FindingGroup, depth: number, page: Page): readonly string[] {
  const shown = page.verbosity > 0 ? group.explains : group.explains.slice(0, MOST_OF_A_RULE);
  const rest = group.explains.slice(shown.length);
  return [...shown.flatMap((symptom) => explained(symptom, depth, page)), ...(rest.length === 0 ? [] : more(rest, page))];
}

/** A symptom is told in its sentence; what proves it stands in `-v`. */
function explained(group: FindingGroup, depth: number, page: Page): readonly string[] {
  const { severity, rule } = group.first;
  const prefix = `${'  '.repeat(depth)}explains `.padEnd(INDENT);
  return [
    ...hang(page, { prefix, prefixStyle: page.paint.bold }, `${groupSentence(group)} (${severity}, rule ${rule})`),
    ...(page.verbosity > 0 ? details(group, page) : names(group, page)),
    ...symptoms(group, depth + 1, page),
  ];
}

function details(group: FindingGroup, page: Page): readonly string[] {
  const verbose = page.verbosity > 0;
  const exhibits = verbose ? exhibitsOf(group.members) : newExhibits(group);
  const shown = verbose ? exhibits : exhibits.slice(0, MOST_EXHIBITS);
  const hidden = exhibits.length - shown.length;
  return [
    ...names(group, page),
    ...shown.flatMap((exhibit) => exhibitLines(exhibit, page)),
    ...(hidden === 0 ? [] : [BLANK + page.paint.dim(`and ${count(hidden, 'exhibit')} more (-v shows them)`)]),
  ];
}

/** Who it is about, each with its place. */
function names(group: FindingGroup, page: Page): readonly string[] {
  const counted = saysAll(group);
  const told = counted ? group.members : group.members.slice(1);
  const words = told.map(({ subject, exhibits: [first] }) => `${subject.name}${placed(first?.place)}`);
  if (words.length === 0) return [];
  return hang(page, { prefix: BLANK }, `${counted ? '' : 'the same for '}${listWords(words, page.verbosity > 0 ? Infinity : MOST_NAMES)}`);
}

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
