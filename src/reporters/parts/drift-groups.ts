import type { DriftKind, Report, ReportDrift } from '#diagnosis/report.js';

import { wordDifference } from './difference.js';

/** The same difference, wherever it was seen. */
export interface DriftGroup {
  readonly field: string | null;
  readonly kind: DriftKind;
  readonly declared: string | null;
  readonly deployed: string | null;
  readonly ignored: string | null;
  readonly seen: readonly { readonly service: string; readonly drift: ReportDrift }[];
}

/** Drift by what differs, the most widespread first, then in the report's order. */
export function driftGroups(services: Report['services']): readonly DriftGroup[] {
  const groups = new Map<string, DriftGroup & { seen: { service: string; drift: ReportDrift }[] }>();
  for (const { service, drift: drifts } of services) {
    for (const drift of drifts) {
      const { declared, deployed } = shorten(drift);
      const { field, kind, ignored } = drift;
      const key = JSON.stringify([field, kind, declared, deployed, ignored]);
      const group = groups.get(key) ?? { field, kind, declared, deployed, ignored, seen: [] };
      group.seen.push({ service, drift });
      groups.set(key, group);
    }
  }
  return [...groups.values()].sort((one, other) => other.seen.length - one.seen.length);
}

/** Of two long commands what differs; an amount with its unit, or a list, stays whole. */
function shorten({ field, declared, deployed }: ReportDrift) {
  const isLine = field === 'command' || field === 'entrypoint' || field === 'healthcheck.test';
  return declared === null || deployed === null || !isLine ? { declared, deployed } : wordDifference(declared, deployed);
}

const KIND_WORDS = {
  'recreate-without-difference': 'Compose would recreate it, though nothing differs in meaning',
  'edited-not-applied': 'edited, not applied yet',
  'restarted-not-recreated': 'restarted, not recreated: a restart keeps the old settings',
  'changed-by-hand': 'changed by hand on the container',
  'mounted-file-newer-than-process': 'a mounted file is newer than the process that read it',
  'image-moved': 'the image has moved on',
  orphan: 'its service is no longer in the file',
  missing: 'declared, but no container exists',
  stopped: 'declared, but stopped',
  unhealthy: 'running, but unhealthy',
  'set-in-code': 'set in the code of the driver, over what the container passes',
  'stale-worker': 'the master still lists what the previous container offered',
} as const satisfies Record<DriftKind, string>;

export const driftKindWords = (kind: DriftKind): string => KIND_WORDS[kind];
