import type { Report, ReportFinding, Severity } from '#diagnosis/report.js';

import { defineReporter } from './define-reporter.js';
import { findingSentence } from './parts/finding-groups.js';
import { githubCommand, type Annotation } from './parts/github-command.js';
import { headline, SEVERITIES } from './parts/headline.js';
import { placeOf } from './parts/place-of.js';
import { safeReport } from './parts/safe-report.js';
import { count } from './parts/words.js';

/** GitHub shows so many annotations of a level in a step, and drops the rest without a word. */
const MOST = 10;
const LEVELS = { critical: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<Severity, Annotation['level']>;

export default defineReporter({
  id: 'github',
  summary: 'Annotations of a GitHub workflow, the worst first.',

  render(report) {
    const safe = safeReport(report);
    const worstFirst = SEVERITIES.flatMap((level) => safe.findings.filter(({ severity }) => severity === level));
    const all = [...ofCrashes(safe), ...ofRequired(safe), ...worstFirst.map((finding) => ofFinding(finding, safe))];
    const annotations = Object.values(LEVELS).flatMap((level) => all.filter((one) => one.level === level));
    const shown = annotations.filter((one, at) => annotations.slice(0, at).filter(({ level }) => level === one.level).length < limitOf(one.level));
    const rest = [...folded(annotations.length - shown.length), ...ofOptional(safe)];
    // The verdict is a plain line of the log: it cannot begin a command, for it begins with our name.
    return [...[...shown, ...rest].map(githubCommand), `k2doctor: ${headline(safe).sentence}`].map((line) => `${line}\n`).join('');
  },
});

/** Two notices are kept free for what is folded. */
const limitOf = (level: Annotation['level']) => (level === 'notice' ? MOST - 2 : MOST);

function ofFinding(finding: ReportFinding, report: Report): Annotation {
  const { severity, rule, remedy, explainedBy } = finding;
  const message = [
    findingSentence(finding),
    ...(explainedBy === null ? [] : [`explained by ${explainedBy.rule} (${explainedBy.subject.name})`]),
    `remedy: ${remedy.summary}`,
    ...remedy.commands,
  ].join('\n');
  return { level: LEVELS[severity], title: rule, message, place: placeOf(finding, report) };
}

const ofCrashes = ({ verdicts }: Report): readonly Annotation[] =>
  verdicts
    .filter(({ verdict }) => verdict === 'crashed')
    .map(({ rule, detail }) => ({ level: 'error', title: `bug in k2doctor: ${rule}`, message: detail ?? 'no detail' }));

const ofRequired = ({ blindSpots }: Report): readonly Annotation[] =>
  blindSpots.filter(({ required }) => required).map((spot) => ({ level: 'error', title: 'could not see', message: spotWords(spot) }));

function ofOptional({ blindSpots, verdicts }: Report): readonly Annotation[] {
  const optional = blindSpots.filter(({ required }) => !required).map(spotWords);
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown').map(({ rule }) => `not judged: ${rule}`);
  const lines = [...optional, ...unknown];
  return lines.length === 0 ? [] : [{ level: 'notice', title: 'could not see', message: lines.join('\n') }];
}

const spotWords = ({ source, subject, reason, remedy }: Report['blindSpots'][number]) =>
  `${source}${subject === null ? '' : ` ${subject}`}: ${reason}${remedy === null ? '' : `; supply it with: ${remedy}`}`;

function folded(number: number): readonly Annotation[] {
  if (number === 0) return [];
  return [{ level: 'notice', title: 'k2doctor', message: `and ${count(number, 'finding')} more; --format text or markdown shows all` }];
}
