import type { Place } from '#evidence/place.js';
import type { Source } from '#evidence/snapshot.js';
import type { NonEmpty } from '#language.js';
import type { Plane } from '#model/job.js';
import type { Model } from '#model/model.js';
import type { Action } from '#model/remedy.js';

import type { Thresholds } from './thresholds.js';

export type Severity = 'critical' | 'warning' | 'info';

export interface Subject {
  readonly kind: 'service' | 'container' | 'application' | 'worker' | 'master' | 'driver' | 'file' | 'cluster' | 'project';
  readonly name: string;
}

/** Something seen that makes us believe it. The first is where a reader should look. */
export interface Exhibit {
  readonly label: string;
  readonly plane?: Plane;
  readonly place?: Place;
}

export interface Remedy {
  /** Imperative, specific enough to type where no command can do it. */
  readonly summary: string;
  readonly actions: readonly Action[];
}

/** What a check saw. The engine adds the rule's identity and the causes to make it a finding. */
export interface Observation {
  readonly subject: Subject;
  /** One sentence, with the numbers in it; lower case, present tense, no subject's praise or blame. */
  readonly message: string;
  readonly exhibits: NonEmpty<Exhibit>;
  readonly remedy: Remedy;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** "likely" where evidence is missing and the rest points here. */
  readonly confidence?: 'seen' | 'likely';
  /**
   * Subjects that may be the cause of this, most likely first. Where one of them has a finding of a rule in
   * `causes`, this becomes a symptom of it.
   */
  readonly blames?: readonly Subject[];
}

export interface Examination {
  /** How many subjects were looked at; 0 makes the verdict not-applicable. */
  readonly examined: number;
  readonly observations: readonly Observation[];
  /** Subjects that could not be judged, and why: with no observation beside them the verdict is unknown. */
  readonly unknown?: readonly string[];
}

/** Evidence, or the joined picture of a cluster with an ALIVE master. */
export type Need = Source | 'cluster';

/** A rule is one file: text and condition together. `allow <id>` must read as English: it names the illness. */
export interface Rule {
  /** Its path below rules/, without the ending. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what is ill. */
  readonly summary: string;
  /** What it means, and why it happens in Spark's and Docker's terms. Markdown. */
  readonly why: string;
  /** Which evidence proves it. */
  readonly proof: string;
  /** How to tell it from what looks alike. */
  readonly lookAlikes: string;
  readonly remedy: string;
  /** Without all of these the verdict is unknown and `check` is never called. */
  readonly needs: readonly Need[];
  /** Rules whose findings may explain this one's, strongest first. */
  readonly causes?: readonly string[];
  readonly check: (model: Model, thresholds: Thresholds) => Examination;
}

export const defineRule = (rule: Rule): Rule => rule;
