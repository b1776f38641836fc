import type { Severity, Subject } from '#rules/define-rule.js';

import type { Finding } from './diagnose.js';

/** A finding, and the one that explains it. */
export interface Explained {
  readonly finding: Finding;
  readonly cause: Finding | undefined;
  /** Its own, or that of the worst symptom that it explains. */
  readonly severity: Severity;
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };
export const worse = (a: Severity, b: Severity): Severity => (RANK[a] <= RANK[b] ? a : b);
export const atLeast = (severity: Severity, level: Severity): boolean => RANK[severity] <= RANK[level];

const isSame = (a: Subject, b: Subject) => a.kind === b.kind && a.name === b.name;

/**
 * Cause over symptom: each finding is tied to the strongest finding that its rule and its observation allow as a
 * cause. Order: unexplained ones by severity, rule and subject, each followed by what it explains.
 */
export function explain(findings: readonly Finding[]): readonly Explained[] {
  const causes = new Map(findings.map((finding) => [finding, causeOf(finding, findings)]));
  const root = (finding: Finding): Finding => {
    const seen = new Set<Finding>();
    let at = finding;
    for (let next = causes.get(at); next !== undefined && !seen.has(next); next = causes.get(at)) {
      seen.add(at);
      at = next;
    }
    return at;
  };
  const severity = (finding: Finding) =>
    findings.filter((other) => isBlamed(finding, other, causes.get(other))).reduce((worst, other) => worse(worst, other.severity), finding.severity);
  const heads = findings.filter((finding) => causes.get(finding) === undefined).sort((a, b) => compare(a, b, severity));
  return heads.flatMap((head) => {
    const symptoms = findings.filter((finding) => finding !== head && root(finding) === head).sort((a, b) => compare(a, b, severity));
    return [head, ...symptoms].map((finding) => ({ finding, cause: causes.get(finding), severity: severity(finding) }));
  });
}

function causeOf(finding: Finding, findings: readonly Finding[]): Finding | undefined {
  const allowed = finding.rule.causes ?? [];
  for (const blamed of finding.blames ?? []) {
    for (const id of allowed) {
      const cause = findings.find((other) => other !== finding && other.rule.id === id && isSame(other.subject, blamed));
      if (cause !== undefined) return cause;
    }
  }
  return undefined;
}

/** The cause, and whatever the symptom blames for the same illness: four stale jobs together are why two wait. */
function isBlamed(finding: Finding, symptom: Finding, cause: Finding | undefined): boolean {
  return cause === finding || (cause?.rule.id === finding.rule.id && symptom.blames?.some((blamed) => isSame(blamed, finding.subject)) === true);
}

function compare(a: Finding, b: Finding, severity: (finding: Finding) => Severity): number {
  return RANK[severity(a)] - RANK[severity(b)] || text(a.rule.id, b.rule.id) || text(a.subject.name, b.subject.name) || text(a.message, b.message);
}

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
