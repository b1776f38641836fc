import type { Report, ReportFinding, RuleVerdict } from '#diagnosis/report.js';
import { assertNever } from '#language.js';

import { findingSentence } from '../parts/finding-groups.js';
import { SEVERITIES } from '../parts/headline.js';
import { placeWords } from '../parts/words.js';

export interface Testcase {
  readonly family: string;
  readonly name: string;
  /** undefined: passed. */
  readonly outcome: Outcome | undefined;
}

interface Outcome {
  readonly element: 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
  /** GitLab shows this and not the message. */
  readonly body: string;
}

/** One case a rule, so that its history goes on when it falls ill; and one for each required source not seen. */
export const testcases = (report: Report): readonly Testcase[] => [
  ...report.verdicts.map((verdict) => ofRule(verdict, report)),
  ...ofEvidence(report),
];

function ofRule({ rule, verdict, detail }: RuleVerdict, report: Report): Testcase {
  const findings = report.findings.filter((finding) => finding.rule === rule);
  const [family = 'k2doctor', ...rest] = rule.split('/');
  const base = { family, name: rest.length === 0 ? rule : rest.join('/') };
  switch (verdict) {
    case 'healthy':
      return { ...base, outcome: undefined };
    case 'ill':
      return { ...base, outcome: illness(findings, rule, report) };
    case 'unknown':
      return { ...base, outcome: skipped(`not judged: ${detail ?? 'evidence is missing'}`) };
    case 'not-applicable':
      return { ...base, outcome: skipped('not applicable: met no subject') };
    case 'crashed': {
      const message = `a bug in k2doctor: ${detail ?? 'no detail'}`;
      return { ...base, outcome: { element: 'error', type: 'crashed', message, body: message } };
    }
    default:
      return assertNever(verdict);
  }
}

const skipped = (message: string): Outcome => ({ element: 'skipped', type: 'skipped', message, body: message });

function illness(findings: readonly ReportFinding[], rule: string, { suppressed }: Report): Outcome {
  const [first] = findings;
  if (first === undefined) {
    const reasons = suppressed.filter(({ finding }) => finding.rule === rule).map(({ by, reason }) => reason ?? `by ${by}`);
    return skipped(`suppressed: ${[...new Set(reasons)].join('; ') || 'no reason given'}`);
  }
  const worst = SEVERITIES.find((level) => findings.some(({ severity }) => severity === level)) ?? first.severity;
  const more = findings.length === 1 ? '' : ` (and ${findings.length - 1} more)`;
  return { element: 'failure', type: worst, message: `${findingSentence(first)}${more}`, body: findings.map(bodyOf).join('\n\n') };
}

function bodyOf(finding: ReportFinding): string {
  const { severity, exhibits, remedy, explainedBy } = finding;
  return [
    `${severity}: ${findingSentence(finding)}`,
    ...(explainedBy === null ? [] : [`  explained by ${explainedBy.rule} (${explainedBy.subject.name})`]),
    ...exhibits.map(({ label, plane, place }) => `  ${plane === null ? '' : `${plane}: `}${label}${place === null ? '' : ` (${placeWords(place)})`}`),
    `  remedy: ${remedy.summary}`,
    ...remedy.commands.map((command) => `    ${command}`),
  ].join('\n');
}

function ofEvidence({ blindSpots }: Report): readonly Testcase[] {
  const required = blindSpots.filter((spot) => spot.required);
  return required.map(({ source, subject, reason, remedy }) => {
    const message = `not seen: ${reason}${remedy === null ? '' : `; supply it with: ${remedy}`}`;
    const name = subject === null ? source : `${source} ${subject}`;
    return { family: 'evidence', name, outcome: { element: 'error', type: 'not-seen', message, body: message } };
  });
}
