import type { Unavailable } from '../evidence.js';
import { describeGaps, firstGaps, listed } from '../gaps.js';
import type { Redactor } from '../redact.js';

import type { FoundBy, MasterCandidate } from './candidates.js';
import type { PageRead } from './page-order.js';
import type { MasterApplication, MasterDocument, SparkMasterEvidence } from './schema.js';

export type Gap = SparkMasterEvidence['gaps'][number];

/** A master that answered, and where. `base` may hold credentials: it never leaves the sensor as it is. */
export interface Seen {
  readonly base: string;
  readonly foundBy: FoundBy;
  readonly candidate: MasterCandidate;
  readonly document: MasterDocument;
}

/** The leader first, then by address. */
export function byStatus(seen: readonly Seen[]): readonly Seen[] {
  const rank = ({ document }: Seen) => (document.status === 'ALIVE' ? 0 : 1);
  return [...seen].sort((a, b) => rank(a) - rank(b) || (a.base < b.base ? -1 : 1));
}

export function nothingKnown(passedOver: readonly Gap[]): Unavailable {
  if (passedOver.length > 0) return { kind: 'unreachable', target: listed(passedOver.map(({ subject }) => subject).sort()), detail: describeGaps(passedOver) };
  return { kind: 'not-found', detail: 'no running container or service runs a Spark master, none of them names one, and neither --master nor SPARK_MASTER_URL does' };
}

/** Every address that was tried, and why it was in vain. */
export function nothingAnswered(gaps: readonly Gap[]): Unavailable {
  return { kind: 'unreachable', target: listed(gaps.map(({ subject }) => subject).sort()), detail: describeGaps(gaps) };
}

/** Pages that are missing: each that failed by name, up to a number, and how many were not read at all. */
export function cutShort(pages: readonly PageRead[]): readonly Gap[] {
  const failed = pages.flatMap(({ appId, failure }) => (failure === undefined ? [] : [{ subject: appId, detail: `application page: ${failure}` }]));
  const late = pages.filter((page) => page.late === true).length;
  return [
    ...firstGaps(failed, 'application pages'),
    ...(late > 0 ? [{ subject: 'application pages', detail: `${late} of ${pages.length} were not read: time was over` }] : []),
  ];
}

/** Names of applications are free text. */
export function redactNames(document: MasterDocument, { text }: Redactor): MasterDocument {
  const clean = (application: MasterApplication): MasterApplication => ({ ...application, name: text(application.name) });
  return { ...document, activeapps: document.activeapps.map(clean), completedapps: document.completedapps.map(clean) };
}
