import type { Report, RuleVerdict } from '#diagnosis/report.js';

import type { Metric } from '../parts/exposition.js';
import { SEVERITIES } from '../parts/headline.js';

/** Closed over the union: a further verdict does not compile until it is listed here. */
const STATES = Object.keys({ healthy: 0, ill: 0, unknown: 0, 'not-applicable': 0, crashed: 0 } satisfies Record<RuleVerdict['verdict'], 0>);

/** How the project was judged, and of what. */
export function judgement(report: Report): readonly Metric[] {
  const { findings, suppressed, verdicts, coverage, blindSpots, services, exitCode, takenAt, k2doctor } = report;
  const project = report.project.name;
  const { compared, inStep, unknown } = coverage;
  const taken = Date.parse(takenAt) / 1000;
  return [
    { name: 'k2doctor_build_info', help: 'Version of k2doctor that made these metrics; always 1.', samples: [{ labels: { version: k2doctor }, value: 1 }] },
    {
      name: 'k2doctor_snapshot_timestamp_seconds',
      help: 'When the evidence was collected, in seconds since the epoch.',
      samples: Number.isNaN(taken) ? [] : [{ labels: { project }, value: taken }],
    },
    { name: 'k2doctor_exit_code', help: 'Exit code of the examination: 0 examined, 1 findings, 3 evidence missing, 70 a bug.', samples: [{ labels: { project }, value: exitCode }] },
    {
      name: 'k2doctor_findings',
      help: 'Findings by severity, suppressed ones not counted.',
      samples: SEVERITIES.map((severity) => ({ labels: { project, severity }, value: findings.filter((finding) => finding.severity === severity).length })),
    },
    { name: 'k2doctor_suppressed_findings', help: 'Findings silenced by comment, configuration or baseline.', samples: [{ labels: { project }, value: suppressed.length }] },
    {
      name: 'k2doctor_rule_state',
      help: 'Whether each rule found the project in this state (1) or not (0).',
      samples: verdicts.flatMap(({ rule, verdict }) => STATES.map((state) => ({ labels: { project, rule, state }, value: Number(verdict === state) }))),
    },
    {
      name: 'k2doctor_settings',
      help: 'Settings compared between files and containers, by outcome.',
      samples: [
        { labels: { project, outcome: 'in_step' }, value: inStep },
        { labels: { project, outcome: 'differing' }, value: compared - inStep },
        { labels: { project, outcome: 'not_comparable' }, value: unknown },
      ],
    },
    {
      name: 'k2doctor_service_differences',
      help: 'Settings of a service that do not run as the files say.',
      samples: services.map(({ service, drift }) => ({ labels: { project, service }, value: drift.filter(({ ignored }) => ignored === null).length })),
    },
    { name: 'k2doctor_blind_spots', help: 'Sources of evidence that were not seen.', samples: blindSpots.map(({ source }) => ({ labels: { project, source }, value: 1 })) },
  ];
}
