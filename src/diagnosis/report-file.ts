import * as z from 'zod/mini';

import { reportSchema } from './report-schema.js';
import type { Report } from './report.js';

/** The text is no report that this version can read; the message says why in one sentence. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

const versioned = z.object({ schemaVersion: z.unknown() });

/**
 * Reads what `--format json` printed. Fields that a later version of the same schema added are dropped.
 * @throws ReportError for text that is no JSON, no report, or a report of another schema version.
 */
export function parseReport(text: string): Report {
  const value = parseJson(text);
  const head = versioned.safeParse(value);
  if (!head.success || head.data.schemaVersion === undefined) throw new ReportError('not a report: it has no schemaVersion');
  if (head.data.schemaVersion !== 1) {
    throw new ReportError(`a report of schema version ${shown(head.data.schemaVersion)}; this k2doctor reads version 1`);
  }
  const report = reportSchema.safeParse(value);
  if (report.success) return report.data;
  const [issue] = report.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the report' : issue.path.map(String).join('.');
  throw new ReportError(`not a report of schema version 1: ${where} is not as the schema says`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ReportError('not a report: it is no JSON', { cause: error });
  }
}

const shown = (version: unknown) => (typeof version === 'number' ? String(version) : 'unknown');
