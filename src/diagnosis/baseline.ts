import * as z from 'zod/mini';

import type { Report, ReportFinding } from './report.js';

/** Made when it is asked for: few runs have a baseline. */
const baselineSchema = () => z.object({ baselineVersion: z.literal(1), findings: z.array(z.object({ fingerprint: z.string() })) });

/** The text is no baseline that this version can read; the message says why in one sentence. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

/**
 * The findings of a report as known ones, for later runs to be compared with: those that count, and those that the
 * baseline before this one knew. Rule and subject are there for whoever reads the file.
 */
export function renderBaseline({ findings, suppressed, jobs }: Report): string {
  const known = [...findings, ...suppressed.filter(({ by }) => by === 'baseline').map(({ finding }) => finding)];
  const labels = new Map(jobs.flatMap(({ application, label }) => (application === null ? [] : [[application.id, label]])));
  const entries = known
    .map(({ fingerprint, rule, subject }) => ({ fingerprint, rule, subject: subjectText(subject, labels) }))
    .sort((a, b) => text(a.rule, b.rule) || text(a.subject, b.subject) || text(a.fingerprint, b.fingerprint));
  return `${JSON.stringify({ baselineVersion: 1, findings: entries }, undefined, 2)}\n`;
}

/** An application's id is new at every start; its job's name is not. */
const subjectText = ({ kind, name }: ReportFinding['subject'], labels: ReadonlyMap<string, string>) => `${kind} ${(kind === 'application' ? labels.get(name) : undefined) ?? name}`;

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The fingerprints of a baseline. @throws BaselineError for anything else. */
export function parseBaseline(text: string): ReadonlySet<string> {
  const read = baselineSchema().safeParse(jsonOf(text));
  if (!read.success) throw new BaselineError('it is no baseline of version 1');
  return new Set(read.data.findings.map(({ fingerprint }) => fingerprint));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BaselineError('it is no baseline: it is no JSON', { cause: error });
  }
}
