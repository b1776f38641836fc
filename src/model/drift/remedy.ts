import type { DriftRemedy } from './drift.js';
import type { Found } from './finding.js';

/** The least that heals all of it. A container that is recreated or started reads its mounted files anew. */
export function remedyOf(all: readonly Pick<Found, 'cure' | 'inTheWay'>[], recreate: boolean | undefined): DriftRemedy | undefined {
  const needs = new Set(all.map(({ cure }) => cure));
  const containers = all.flatMap(({ inTheWay = [] }) => inTheWay);
  if (containers.length > 0) return { kind: 'replace', containers };
  if (needs.has('force')) return { kind: 'up-force-recreate' };
  // One replica wants to be started, another restarted: only a recreation does both.
  if (needs.has('up')) return needs.has('restart') && recreate !== true ? { kind: 'up-force-recreate' } : { kind: 'up' };
  if (needs.has('unpause')) return { kind: 'unpause' };
  return needs.has('restart') ? { kind: 'restart' } : undefined;
}
