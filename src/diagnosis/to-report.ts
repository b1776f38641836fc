import type { Model } from '#model/model.js';
import type { Rule } from '#rules/define-rule.js';

import { blindSpotsOf } from './blind-spots.js';
import { atLeast, explain, type Explained } from './causes.js';
import { findingsOf, type Verdict } from './diagnose.js';
import { exitCodeFor } from './exit-code.js';
import { fixOf } from './fix.js';
import { focus } from './focus.js';
import { clusterPart } from './report-parts/cluster.js';
import { findingPart } from './report-parts/findings.js';
import { jobPart } from './report-parts/jobs.js';
import { servicesPart } from './report-parts/services.js';
import type { Report, ReportFinding, ReportFit, ReportRule, RuleVerdict, SuppressedFinding } from './report.js';

export interface ReportOptions {
  readonly k2doctor: string;
  readonly mode: Report['mode'];
  readonly failOn: Report['failOn'];
  /** Sources that must have been seen, beside those always required. */
  readonly require: readonly string[];
  /** Takes findings out, with the reason; they keep their place in the report and lose their weight. */
  readonly suppress?: (finding: ReportFinding) => Pick<SuppressedFinding, 'by' | 'reason' | 'place'> | undefined;
  readonly fit?: ReportFit;
  /** A path as the caller would write it. */
  readonly displayPath: (path: string) => string;
}

/** The diagnosis of a model as the document that every format is rendered from. */
export function toReport(model: Model, verdicts: readonly Verdict[], options: ReportOptions): Report {
  const explained = explain(findingsOf(focus(verdicts, model)));
  const { kept, suppressed } = sift(explained, model, options);
  const findings = kept.map(({ part }) => part);
  const blindSpots = blindSpotsOf(model, options.require);
  const { failOn } = options;
  return {
    schemaVersion: 1,
    k2doctor: options.k2doctor,
    takenAt: model.takenAt.toISOString(),
    mode: options.mode,
    project: { name: model.projectName, files: (model.facts.compose?.files ?? []).map(options.displayPath) },
    exitCode: exitCodeFor({
      crashed: verdicts.some(({ kind }) => kind === 'crashed'),
      requiredMissing: blindSpots.some(({ required }) => required),
      failing: failOn !== 'never' && findings.some(({ severity }) => atLeast(severity, failOn)),
    }),
    failOn,
    cluster: clusterPart(model),
    jobs: model.jobs.filter(({ service }) => isNamed(service?.name, model)).map((job) => jobPart(job, model)),
    services: servicesPart(model).filter(({ service }) => isNamed(service, model)),
    findings,
    suppressed,
    fix: fixOf(kept.map(({ explained: { finding } }) => finding), model),
    coverage: coverageOf(model),
    blindSpots,
    verdicts: verdicts.map(verdictPart).sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    rules: verdicts.map(({ rule }) => rulePart(rule)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    fit: options.fit ?? null,
  };
}

/** Services named as arguments are what the report is about; without any it is about all, and about outside drivers too. */
const isNamed = (service: string | undefined, { invocation: { services } }: Model) => services.length === 0 || (service !== undefined && services.includes(service));

function sift(explained: readonly Explained[], model: Model, { suppress }: ReportOptions) {
  const kept: { explained: Explained; part: ReportFinding }[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const one of explained) {
    const part = findingPart(one, model);
    const silenced = suppress?.(part);
    if (silenced === undefined) kept.push({ explained: one, part });
    else suppressed.push({ finding: part, ...silenced });
  }
  return { kept, suppressed };
}

function coverageOf({ drift }: Model): Report['coverage'] {
  const sum = { compared: 0, inStep: 0, unknown: 0 };
  for (const { coverage } of drift.values()) {
    sum.compared += coverage.compared;
    sum.inStep += coverage.inStep;
    sum.unknown += coverage.unknown;
  }
  return sum;
}

function verdictPart(verdict: Verdict): RuleVerdict {
  const { rule, kind } = verdict;
  return {
    rule: rule.id,
    verdict: kind,
    examined: 'examined' in verdict ? verdict.examined : 0,
    detail: kind === 'unknown' ? verdict.because : kind === 'crashed' ? String(verdict.error) : null,
  };
}

const rulePart = ({ id, severity, summary, why, remedy }: Rule): ReportRule => ({ id, severity, summary, why: why.trim(), remedy, helpUri: null });
