import type { Report, ReportFinding, Severity } from '#diagnosis/report.js';

import { defineReporter } from './define-reporter.js';
import { findingSentence } from './parts/finding-groups.js';
import { placeOf } from './parts/place-of.js';
import { safeReport } from './parts/safe-report.js';

const SEVERITIES = { critical: 'critical', warning: 'major', info: 'info' } as const satisfies Record<Severity, string>;

export default defineReporter({
  id: 'gitlab',
  summary: 'GitLab Code Quality.',

  render(report) {
    const safe = safeReport(report);
    const seen = new Map<string, number>();
    const issues = safe.findings.map((finding) => ({
      description: `${findingSentence(finding)}. Remedy: ${finding.remedy.summary}`,
      check_name: finding.rule,
      fingerprint: unique(finding.fingerprint, seen),
      severity: SEVERITIES[finding.severity],
      location: locationOf(finding, safe),
    }));
    return `${JSON.stringify(issues, undefined, 2)}\n`;
  },
});

/** GitLab merges issues of one fingerprint; the second one of a kind gets a number, the same in every run. */
function unique(fingerprint: string, seen: Map<string, number>): string {
  const times = (seen.get(fingerprint) ?? 0) + 1;
  seen.set(fingerprint, times);
  return times === 1 ? fingerprint : `${fingerprint}-${times}`;
}

/** The format demands a line; a finding without a place is shown at the top of the project's first file. */
function locationOf(finding: ReportFinding, report: Report) {
  const place = placeOf(finding, report);
  const path = place?.file ?? report.project.files[0] ?? 'compose.yaml';
  return { path: path.replace(/\\/g, '/').replace(/^(\.\/)+/, ''), lines: { begin: Math.max(1, place?.line ?? 1) } };
}
