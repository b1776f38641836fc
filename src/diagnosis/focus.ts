import { isNonEmpty } from '#language.js';
import type { Model } from '#model/model.js';

import { explain } from './causes.js';
import { findingsOf, type Finding, type Verdict } from './diagnose.js';
import { servicesOf } from './subject-names.js';

/** Findings about these services, and what explains them; everything when no service is named. */
export function focus(verdicts: readonly Verdict[], model: Model): readonly Verdict[] {
  const services = new Set(model.invocation.services);
  if (services.size === 0) return verdicts;
  const about = wanted(verdicts, (finding) => servicesOf(finding.subject, model).some((service) => services.has(service)));
  return verdicts.map((verdict) => {
    if (verdict.kind !== 'ill') return verdict;
    const findings = verdict.findings.filter((finding) => about.has(finding));
    return isNonEmpty(findings) ? { ...verdict, findings } : { kind: 'not-applicable', rule: verdict.rule };
  });
}

function wanted(verdicts: readonly Verdict[], isAbout: (finding: Finding) => boolean): ReadonlySet<Finding> {
  const explained = explain(findingsOf(verdicts));
  const causes = new Map(explained.map(({ finding, cause }) => [finding, cause]));
  const kept = new Set<Finding>();
  for (const { finding } of explained.filter((one) => isAbout(one.finding))) {
    for (let at: Finding | undefined = finding; at !== undefined && !kept.has(at); at = causes.get(at)) kept.add(at);
  }
  return kept;
}
