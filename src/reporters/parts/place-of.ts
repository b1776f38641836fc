import type { Report, ReportFinding } from '#diagnosis/report.js';
import type { Place } from '#evidence/place.js';

/** Where to look: the first place that the finding shows, else that its cause shows; undefined where no file says it. */
export function placeOf(finding: ReportFinding, { findings }: Report): Place | undefined {
  const { explainedBy } = finding;
  const own = firstPlace(finding);
  if (own !== undefined || explainedBy === null) return own;
  const { rule, subject } = explainedBy;
  const cause = findings.find((other) => other.rule === rule && other.subject.kind === subject.kind && other.subject.name === subject.name);
  return cause === undefined ? undefined : firstPlace(cause);
}

const firstPlace = ({ exhibits }: ReportFinding): Place | undefined => exhibits.find(({ place }) => place !== null)?.place ?? undefined;
