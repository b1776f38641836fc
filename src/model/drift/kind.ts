import type { Provenance } from '#evidence/compose/schema.js';

import type { Difference } from './comparison.js';
import type { DriftKind } from './drift.js';
import { createdAt, editedAt, restartedSince } from './history.js';
import type { Pair } from './pair.js';
import type { Proof } from './proof.js';

/**
 * Who made the difference. Equal hashes prove that the file did not change, so a hand did; else the file was edited.
 * Without a hash a file that is older than the container points to a hand, unless a variable of the shell took part.
 */
export function kindOf(difference: Difference, pair: Pair, proof: Proof, provenance: Provenance | undefined): DriftKind {
  const edit = editedAt(pair.project, provenance);
  if (proof === 'unchanged' && difference.outsideHash !== true) return 'changed-by-hand';
  if (proof === 'none' && edit !== undefined && edit <= createdAt(pair.container) && !fromShell(provenance)) return 'changed-by-hand';
  return editedKind(edit, pair);
}

export const editedKind = (edit: number | undefined, { container }: Pick<Pair, 'container'>): DriftKind =>
  restartedSince(edit, container) ? 'restarted-not-recreated' : 'edited-not-applied';

const fromShell = (provenance: Provenance | undefined) =>
  provenance?.via?.some(({ kind, place }) => place === undefined && /shell|variable|environment/.test(kind)) === true;
