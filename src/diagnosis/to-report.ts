import type { Model } from '#model/model.js';
import type { Rule } from '#rules/define-rule.js';

import { blindSpotsOf } from './blind-spots.js';
import { atLeast, explain } from './causes.js';
import { findingsOf, type Finding, type Verdict } from './diagnose.js';
import { exitCodeFor } from './exit-code.js';
import { fixOf } from './fix.js';
import { focus } from './focus.js';
import { clusterPart } from './report-parts/cluster.js';
import { findingPart } from './report-parts/findings.js';
import { jobPart } from './report-parts/jobs.js';
import { servicesPart } from './report-parts/services.js';
import type { Report, ReportFit, ReportRule, RuleVerdict, SuppressedFinding } from './report.js';
import type { Silenced } from './suppress.js';

export interface ReportOptions {
  readonly k2doctor: string;
  readonly mode: Report['mode'];
  readonly failOn: Report['failOn'];
  /** Sources that must have been seen, beside those always required. */
  readonly require: readonly string[];
  /** Findings that are taken out, by whom and why; they stay in the report and lose their weight. */
  readonly silenced?: ReadonlyMap<Finding, Silenced>;
  readonly fit?: ReportFit;
  /** A path as the caller would write it. */
  readonly displayPath: (path: string) => string;
}

/** The diagnosis of a model as the document that every format is rendered from. */
export function toReport(model: Model, judged: readonly Verdict[], options: ReportOptions): Report {
  const verdicts = focus(judged, model);
  const { kept, suppressed } = sift(verdicts, model, options);
  const findings = kept.map((one) => findingPart(one, model));
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
    fix: fixOf(kept.map(({ finding }) => finding), model),
    coverage: coverageOf(model),
    blindSpots,
    verdicts: verdicts.map((verdict) => verdictPart(verdict, options.silenced)).sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    rules: verdicts.map(({ rule }) => rulePart(rule)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    fit: options.fit ?? null,
  };
}

/** Services named as arguments are what the report is about; without any it is about all, and about outside drivers too. */
const isNamed = (service: string | undefined, { invocation: { services } }: Model) => services.length === 0 || (service !== undefined && services.includes(service));

/** Silenced findings weigh nothing: they raise no cause's severity, and they explain nobody. */
function sift(verdicts: readonly Verdict[], model: Model, { silenced = new Map() }: ReportOptions) {
  const all = findingsOf(verdicts);
  const kept = explain(all.filter((finding) => !silenced.has(finding)));
  const suppressed = explain(all).flatMap((one): SuppressedFinding[] => {
    const why = silenced.get(one.finding);
    return why === undefined ? [] : [{ finding: findingPart(one, model), ...why }];
  });
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

function verdictPart(verdict: Verdict, silenced: ReportOptions['silenced'] = new Map()): RuleVerdict {
  const { rule, kind } = verdict;
  const examined = 'examined' in verdict ? verdict.examined : 0;
  if (kind === 'ill' && verdict.findings.every((finding) => silenced.has(finding))) return silencedVerdict(verdict);
  return { rule: rule.id, verdict: kind, examined, detail: kind === 'unknown' ? verdict.because : kind === 'crashed' ? String(verdict.error) : null };
}

/** As if what was silenced had not been there: neither ill nor, by itself, healthy. */
function silencedVerdict({ rule, examined, findings }: Extract<Verdict, { kind: 'ill' }>): RuleVerdict {
  const rest = Math.max(0, examined - findings.length);
  const detail = `${String(findings.length)} ${findings.length === 1 ? 'finding' : 'findings'} suppressed`;
  return { rule: rule.id, verdict: rest === 0 ? 'not-applicable' : 'healthy', examined: rest, detail };
}

/** The texts are read when a format asks for them: most never do. */
const rulePart = (rule: Rule): ReportRule => ({
  id: rule.id,
  severity: rule.severity,
  summary: rule.summary,
  get why() {
    return rule.why.trim();
  },
  get remedy() {
    return rule.remedy;
  },
  helpUri: null,
});
