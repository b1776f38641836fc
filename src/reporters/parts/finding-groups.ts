import type { Report, ReportExhibit, ReportFinding } from '#diagnosis/report.js';

import { readableTimes } from './words.js';

/** Findings that say the same of several subjects, with what follows from them. */
export interface FindingGroup {
  readonly first: ReportFinding;
  readonly members: readonly ReportFinding[];
  readonly explains: readonly FindingGroup[];
}

/**
 * Subject first: "spark-worker-1 offers 3 GiB but may use 2 GiB". A message that names its subject is left as it is, and so
 * is one about the whole: "6 of 6 cores are in use" needs no name before it.
 */
export function findingSentence({ subject, message, confidence }: ReportFinding): string {
  const whole = subject.name === '' || WHOLES.has(subject.kind) || isNamedIn(message, subject.name) ? message : `${subject.name} ${message}`;
  return confidence === 'likely' ? `${whole} (likely, not seen)` : whole;
}

const WHOLES: ReadonlySet<string> = new Set(['cluster', 'project']);

/** As a word of its own: `gold` is not named by the container `k2-gold-1`. */
function isNamedIn(message: string, name: string): boolean {
  for (let at = message.indexOf(name); at !== -1; at = message.indexOf(name, at + 1)) {
    if (!PART_OF_A_NAME.test(message.charAt(at - 1)) && !PART_OF_A_NAME.test(message.charAt(at + name.length))) return true;
  }
  return false;
}

const PART_OF_A_NAME = /[\w/.-]/;

/** The report's findings as a forest: causes in their order, under each what it explains. */
export function findingGroups(findings: Report['findings']): readonly FindingGroup[] {
  const known = new Set(findings.map(identityOf));
  const isRoot = ({ explainedBy }: ReportFinding) => explainedBy === null || !known.has(identityOf(explainedBy));
  return groupsOf(findings.filter(isRoot), findings, new Set());
}

const RANK = { critical: 0, warning: 1, info: 2 } as const satisfies Record<ReportFinding['severity'], number>;

type Identity = Pick<ReportFinding, 'rule' | 'subject'>;

const identityOf = ({ rule, subject: { kind, name } }: Identity): string => JSON.stringify([rule, kind, name]);

/** `above` stops findings that explain each other in a circle. */
function groupsOf(chosen: Report['findings'], all: Report['findings'], above: ReadonlySet<string>): readonly FindingGroup[] {
  const groups = new Map<string, ReportFinding[]>();
  for (const finding of chosen) {
    const key = JSON.stringify([finding.rule, finding.severity, finding.confidence, sentenceWithout(finding)]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const own = new Set(members.map(identityOf));
    const path = new Set([...above, ...own]);
    const below = all.filter((finding) => {
      const { explainedBy } = finding;
      return explainedBy !== null && own.has(identityOf(explainedBy)) && !path.has(identityOf(finding));
    });
    const worstFirst = below.toSorted((one, other) => RANK[one.severity] - RANK[other.severity]);
    return [{ first, members, explains: groupsOf(worstFirst, all, path) }];
  });
}

/** The sentence with the subject's name taken out, so that two subjects with one illness meet. */
const sentenceWithout = ({ message, subject }: ReportFinding) =>
  subject.name === '' ? message : message.split(subject.name).join('\u0000');

export interface ExhibitGroup {
  readonly label: string;
  readonly plane: ReportExhibit['plane'];
  readonly places: readonly NonNullable<ReportExhibit['place']>[];
}

/** The exhibits of findings; one that several show is shown once, with all its places. */
export function exhibitsOf(members: readonly ReportFinding[]): readonly ExhibitGroup[] {
  const groups = new Map<string, ExhibitGroup & { places: NonNullable<ReportExhibit['place']>[] }>();
  for (const { label, plane, place } of members.flatMap(({ exhibits }) => exhibits)) {
    const key = JSON.stringify([plane, label]);
    const group = groups.get(key) ?? { label: readableTimes(label), plane, places: [] };
    if (place !== null) group.places.push(place);
    groups.set(key, group);
  }
  return [...groups.values()];
}
