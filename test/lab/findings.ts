import { setTimeout as pause } from 'node:timers/promises';

import { said, type Finding, type Report } from './report.js';
import type { Stack } from './stack.js';

/**
 * Told to wait for evidence that is slow, and that the workers may offer more than this machine has: what an incident
 * shows must not hang on how busy or how small it is.
 */
export const PATIENT = ['check', '--format', 'json', '--patient', '--timeout', '60', '--skip', 'capacity/host-overcommitted'] as const;

/** The report of now, whatever it says. */
export const examined = async (stack: Stack): Promise<Report> => (await stack.k2doctor(...PATIENT, '--fail-on', 'never')).report();

/** Examines again and again until the report shows it: some illnesses need minutes to be told from a slow start. */
export async function examinedUntil(
  stack: Stack,
  description: string,
  satisfied: (report: Report) => boolean,
  seconds = 420,
): Promise<Report> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const report = await examined(stack);
    if (satisfied(report)) return report;
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${description}; at last: ${headlines(report).join(', ')}`);
    await pause(2000);
  }
}

/** Rule and subject of what is ill by itself and worth waking somebody up: no symptom of something else. */
export const headlines = ({ findings }: Report): readonly string[] =>
  findings.filter(({ severity, explainedBy }) => severity !== 'info' && explainedBy === null).map(named);

/** Of those, the critical ones. */
export const criticals = ({ findings }: Report): readonly string[] =>
  findings.filter(({ severity, explainedBy }) => severity === 'critical' && explainedBy === null).map(named);

const named = ({ rule, subject }: Finding) => `${rule} ${subject.name}`;

/** What the findings of a rule say that another finding explains. */
export const symptoms = ({ findings }: Report, rule: string): string =>
  findings.filter((finding) => finding.rule === rule && finding.explainedBy !== null).map(said).join('\n');

/** What the findings of a rule say. */
export const saidBy = ({ findings }: Report, rule: string): string => findings.filter((finding) => finding.rule === rule).map(said).join('\n');
