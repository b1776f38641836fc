import type { Report, ReportFinding, Severity } from '#diagnosis/report.js';

import { count, listWords } from './words.js';

export const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** noted: findings that do not count; nothing: there was nothing to examine, which is no health. */
export type Tone = 'healthy' | 'noted' | 'nothing' | 'ill' | 'unknown' | 'bug';

export interface Headline {
  readonly tone: Tone;
  readonly sentence: string;
}

const TONE_OF_EXIT: ReadonlyMap<number, Tone> = new Map([
  [70, 'bug'],
  [3, 'unknown'],
  [1, 'ill'],
]);

/** The report in one sentence. Judged by the exit code that the diagnosis gave, so that no format disagrees. */
export function headline(report: Report): Headline {
  const tone = TONE_OF_EXIT.get(report.exitCode) ?? quietTone(report);
  return { tone, sentence: `${report.project.name} ${SENTENCES[tone](report)}` };
}

function quietTone({ findings, verdicts, fit }: Report): Tone {
  if (findings.length > 0) return 'noted';
  return fit !== null || verdicts.some(({ verdict }) => verdict === 'healthy') ? 'healthy' : 'nothing';
}

const SENTENCES: Readonly<Record<Tone, (report: Report) => string>> = {
  bug: (report) => `was examined only in part: k2doctor has a bug (${crashed(report)}); ${found(report)}`,
  unknown: (report) => `could not be examined in full: ${missing(report)}; ${found(report)}`,
  ill: (report) => `is ill: ${found(report)}${remedied(report)}`,
  noted: (report) => `has ${found(report)}, ${notCounted(report)}${unjudged(report)}`,
  nothing: (report) => `has nothing that could be examined${unjudged(report)}`,
  healthy: (report) => `${healthy(report)}${unjudged(report)}`,
};

const remedied = ({ fix }: Report) => (fix === null || fix.commands.length === 0 ? '' : `; the fix is ${count(fix.commands.length, 'command')}`);

const crashed = ({ verdicts }: Report) =>
  count(verdicts.filter(({ verdict }) => verdict === 'crashed').length, 'rule') + ' crashed';

function missing({ blindSpots }: Report): string {
  const required = blindSpots.filter((spot) => spot.required);
  const names = [...new Set(required.map(({ source, subject }) => (subject === null ? source : `${source} ${subject}`)))];
  return names.length === 0 ? 'required evidence is missing' : `no evidence from ${listWords(names, 3)}`;
}

function notCounted({ failOn }: Report): string {
  return failOn === 'never' ? 'none counted (--fail-on never)' : `nothing at or above ${failOn}`;
}

const healthy = ({ mode }: Report) => (mode === 'offline' ? 'fits the cluster it declares' : 'is healthy: it runs what its files say');

function unjudged({ verdicts }: Report): string {
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown').length;
  return unknown === 0 ? '' : `, as far as was seen: ${count(unknown, 'rule')} could not be judged`;
}

/** "4 critical findings, which explain 2 more"; "1 warning and 2 notes". */
export function found({ findings }: Report): string {
  if (findings.length === 0) return 'nothing was found';
  const causes = findings.filter(({ explainedBy }) => explainedBy === null);
  const counts = severityCounts(causes).map(([severity, number]) => count(number, NOUNS[severity]));
  const explained = findings.length - causes.length;
  const more = explained === 0 ? '' : `, which ${causes.length === 1 ? 'explains' : 'explain'} ${explained} more`;
  return `${listWords(counts)}${more}`;
}

const NOUNS = { critical: 'critical finding', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

export function severityCounts(findings: readonly ReportFinding[]): readonly (readonly [Severity, number])[] {
  return SEVERITIES.map((level) => [level, findings.filter(({ severity }) => severity === level).length] as const).filter(
    ([, number]) => number > 0,
  );
}

/** What was looked at, in numbers, so that "healthy" says of what. */
export function examinedWords(report: Report): readonly string[] {
  const { services, cluster, jobs, coverage, verdicts, suppressed } = report;
  const counted = new Map<string, number>();
  for (const { verdict } of verdicts) counted.set(verdict, (counted.get(verdict) ?? 0) + 1);
  const rules = VERDICT_ORDER.flatMap((verdict) => {
    const number = counted.get(verdict) ?? 0;
    return number === 0 ? [] : [`${number} ${verdict.replace('-', ' ')}`];
  });
  return [
    [count(services.length, 'service'), count(cluster?.workers.length ?? 0, 'worker'), count(jobs.length, 'job')].join(', '),
    ...(coverage.compared === 0 ? [] : [coverageWords(coverage)]),
    ...(rules.length === 0 ? [] : [`rules: ${rules.join(', ')}`]),
    ...(suppressed.length === 0 ? [] : [`${count(suppressed.length, 'finding')} suppressed`]),
  ];
}

const coverageWords = ({ compared, inStep, unknown }: Report['coverage']) =>
  `${inStep} of ${count(compared, 'setting')} in step${unknown === 0 ? '' : `, ${unknown} not comparable`}`;

const VERDICT_ORDER = ['ill', 'healthy', 'unknown', 'not-applicable', 'crashed'] as const satisfies readonly Report['verdicts'][number]['verdict'][];
