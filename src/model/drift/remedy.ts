import type { DriftRemedy } from './drift.js';
import type { Cure } from './finding.js';

/** The least that heals all of it. A container that is recreated or started reads its mounted files anew. */
export function remedyOf(cures: readonly Cure[], recreate: boolean | undefined): DriftRemedy | undefined {
  const needs = new Set(cures);
  if (needs.has('force')) return { kind: 'up-force-recreate' };
  // One replica wants to be started, another restarted: only a recreation does both.
  if (needs.has('up')) return needs.has('restart') && recreate !== true ? { kind: 'up-force-recreate' } : { kind: 'up' };
  if (needs.has('unpause')) return { kind: 'unpause' };
  return needs.has('restart') ? { kind: 'restart' } : undefined;
}
