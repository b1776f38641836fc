import type { Report, ReportFinding, Subject } from '#diagnosis/report.js';

import { workerName } from './worker-picture.js';

/**
 * The report with applications called as their job is, and workers as their service, where that is unmistakable: `silver-kraken-transformation`
 * says more at night than `app-20261122203532-0006`.
 */
export function namedSubjects(report: Report): Report {
  const applications = unmistakable(report.jobs.flatMap(({ label, application }) => (application === null ? [] : [[application.id, label] as const])));
  const workers = unmistakable((report.cluster?.workers ?? []).map((worker) => [worker.id, workerName(worker)] as const));
  const names = new Map([['application', applications], ['worker', workers]]);
  const named = (subject: Subject): Subject => ({ ...subject, name: names.get(subject.kind)?.get(subject.name) ?? subject.name });
  const renamed = (finding: ReportFinding): ReportFinding => ({
    ...finding,
    subject: named(finding.subject),
    explainedBy: finding.explainedBy === null ? null : { ...finding.explainedBy, subject: named(finding.explainedBy.subject) },
  });
  return {
    ...report,
    findings: report.findings.map(renamed),
    suppressed: report.suppressed.map((silenced) => ({ ...silenced, finding: renamed(silenced.finding) })),
  };
}

const unmistakable = (pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> =>
  new Map(pairs.filter(([, name]) => pairs.filter(([, other]) => other === name).length === 1));
