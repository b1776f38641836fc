import type { Place } from '#evidence/place.js';
import type { Model } from '#model/model.js';
import { fits } from '#model/pattern.js';
import { isExpired, type Silence } from '#model/silence.js';

import type { Finding, Verdict } from './diagnose.js';
import { findingsOf } from './diagnose.js';
import { fingerprintOf } from './report-parts/findings.js';
import { isOff, type RuleSeverity } from './severities.js';
import { namesOf, servicesOf } from './subject-names.js';

/** Who silenced a finding, and why. */
export interface Silenced {
  readonly by: 'comment' | 'configuration' | 'baseline';
  readonly reason: string | null;
  readonly place: Place | null;
}

export interface SuppressOptions {
  readonly severities: readonly RuleSeverity[];
  /** Fingerprints that are known already. */
  readonly baseline: ReadonlySet<string>;
}

export interface Suppression {
  readonly silenced: ReadonlyMap<Finding, Silenced>;
  /** Silences that no finding met though every rule they name has judged. */
  readonly unused: readonly Silence[];
}

/** Takes findings out by comment, configuration and baseline, in that order. What has expired silences nothing. */
export function suppress(verdicts: readonly Verdict[], model: Model, { severities, baseline }: SuppressOptions): Suppression {
  const all = model.told.silences ?? [];
  const active = all.filter((silence) => !isExpired(silence, model.takenAt));
  const met = new Set<Silence>();
  const silenced = new Map<Finding, Silenced>();
  for (const finding of findingsOf(verdicts)) {
    const silences = silencesOf(finding, active, model);
    for (const silence of silences) met.add(silence);
    const [first] = silences;
    if (first !== undefined) silenced.set(finding, { by: first.by, reason: first.reason ?? null, place: first.place ?? null });
    else if (isOff(finding, severities, model)) silenced.set(finding, { by: 'configuration', reason: 'its rule is off for this service', place: null });
    else if (baseline.has(fingerprintOf(finding, model))) silenced.set(finding, { by: 'baseline', reason: null, place: null });
  }
  return { silenced, unused: active.filter((silence) => !met.has(silence) && hasJudged(silence, verdicts)) };
}

/** All that silence the finding: each by itself, or several that together cover every place it shows. */
function silencesOf(finding: Finding, active: readonly Silence[], model: Model): readonly Silence[] {
  const named = active.filter(({ rules }) => rules.some((pattern) => fits(pattern, finding.rule.id)));
  const whole = named.filter((silence) => coversSubject(silence, finding, model));
  if (whole.length > 0) return whole;
  const places = placesOf(finding);
  const inLines = named.filter((silence) => places.some((place) => coversPlace(silence, place)));
  return places.every((place) => inLines.some((silence) => coversPlace(silence, place))) ? inLines : [];
}

function coversSubject({ scope }: Silence, { subject }: Finding, model: Model): boolean {
  if (scope === undefined) return true;
  if (scope.kind === 'subject') return namesOf(subject, model).some((name) => fits(scope.pattern, name));
  const services = servicesOf(subject, model);
  return services.length > 0 && services.every((service) => scope.services.includes(service));
}

const coversPlace = ({ scope }: Silence, { file, line }: Place): boolean => scope?.kind === 'lines' && scope.file === file && scope.from <= line && line <= scope.to;

const placesOf = ({ exhibits }: Finding): readonly Place[] => exhibits.flatMap(({ place }) => (place === undefined ? [] : [place]));

/** A silence is unused only where all rules that it names could speak: what was not seen proves nothing. */
function hasJudged({ rules, problem }: Silence, verdicts: readonly Verdict[]): boolean {
  if (problem !== undefined) return true;
  const named = verdicts.filter(({ rule }) => rules.some((pattern) => fits(pattern, rule.id)));
  return named.length > 0 && named.every(({ kind }) => kind !== 'unknown' && kind !== 'crashed');
}
