import { isNonEmpty, type NonEmpty } from '#language.js';
import type { Model } from '#model/model.js';
import type { Need, Observation, Rule, Severity } from '#rules/define-rule.js';
import type { Thresholds } from '#rules/thresholds.js';

/** What one rule concluded. "Unknown" is an answer of its own: no evidence is not good news. */
export type Verdict =
  | { readonly kind: 'healthy'; readonly rule: Rule; readonly examined: number }
  | { readonly kind: 'ill'; readonly rule: Rule; readonly examined: number; readonly findings: NonEmpty<Finding> }
  | { readonly kind: 'unknown'; readonly rule: Rule; readonly because: string; readonly examined: number }
  | { readonly kind: 'not-applicable'; readonly rule: Rule }
  | { readonly kind: 'crashed'; readonly rule: Rule; readonly error: unknown };

export interface Finding extends Observation {
  readonly rule: Rule;
  readonly severity: Severity;
}

/** The whole of k2doctor's judgement: a model in, verdicts out. No clock, no disk, no network. One crash does not hide the rest. */
export function diagnose(model: Model, rules: readonly Rule[], thresholds: Thresholds): readonly Verdict[] {
  return rules.map((rule) => judge(rule, model, thresholds));
}

function judge(rule: Rule, model: Model, thresholds: Thresholds): Verdict {
  const missing = rule.needs.filter((need) => !isThere(need, model));
  if (missing.length > 0) return { kind: 'unknown', rule, examined: 0, because: `not seen: ${missing.join(', ')}` };
  try {
    const { examined, observations, unknown = [] } = rule.check(model, thresholds);
    const findings = observations.map((seen): Finding => ({ ...seen, rule, severity: seen.severity ?? rule.severity }));
    if (isNonEmpty(findings)) return { kind: 'ill', rule, examined, findings };
    if (unknown.length > 0) return { kind: 'unknown', rule, examined, because: [...new Set(unknown)].join('; ') };
    return examined === 0 ? { kind: 'not-applicable', rule } : { kind: 'healthy', rule, examined };
  } catch (error) {
    return { kind: 'crashed', rule, error };
  }
}

const isThere = (need: Need, model: Model): boolean => (need === 'cluster' ? model.cluster !== undefined : model.facts[need] !== undefined);

export const findingsOf = (verdicts: readonly Verdict[]): readonly Finding[] =>
  verdicts.flatMap((verdict) => (verdict.kind === 'ill' ? verdict.findings : []));
