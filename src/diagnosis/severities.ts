import { isNonEmpty } from '#language.js';
import type { Model } from '#model/model.js';
import { fits } from '#model/pattern.js';
import type { Severity } from '#rules/define-rule.js';

import type { Finding, Verdict } from './diagnose.js';
import { servicesOf } from './subject-names.js';

/** How much a person says a rule's findings weigh. */
export interface RuleSeverity {
  readonly rule: string;
  /** undefined: as the rule says. */
  readonly severity: Severity | 'off' | undefined;
  /** By service, or a pattern of services; the first that fits counts. */
  readonly services: readonly (readonly [string, Severity | 'off'])[];
}

/** Weighs findings as told. What is off for a service is left to `suppress`, which says so. */
export function weigh(verdicts: readonly Verdict[], severities: readonly RuleSeverity[], model: Model): readonly Verdict[] {
  if (severities.length === 0) return verdicts;
  const bySeverity = new Map(severities.map((told) => [told.rule, told]));
  return verdicts.map((verdict) => {
    const told = bySeverity.get(verdict.rule.id);
    if (told === undefined || verdict.kind !== 'ill') return verdict;
    const findings = verdict.findings.map((finding): Finding => {
      const severity = toldSeverity(told, finding, model);
      return severity === undefined || severity === 'off' ? finding : { ...finding, severity };
    });
    return isNonEmpty(findings) ? { ...verdict, findings } : verdict;
  });
}

/** Whether a finding is off for its service, though its rule is not. */
export const isOff = (finding: Finding, severities: readonly RuleSeverity[], model: Model): boolean =>
  severities.some((told) => told.rule === finding.rule.id && toldSeverity(told, finding, model) === 'off');

function toldSeverity({ severity, services }: RuleSeverity, { subject }: Finding, model: Model): Severity | 'off' | undefined {
  const names = servicesOf(subject, model);
  const own = services.find(([pattern]) => names.some((name) => fits(pattern, name)));
  return own?.[1] ?? severity;
}
