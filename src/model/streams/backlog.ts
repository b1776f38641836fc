import type { Batch } from './batch.js';

/** What the last batches say of the work that piles up. */
export interface Backlog {
  /** How many of the latest batches in a row took in more per second than they worked off. */
  readonly behindFor: number;
  /** How many of the latest batches in a row were each larger than the one before, in rows or, for Kafka, in offsets behind. */
  readonly growingFor: number;
  readonly first: Batch;
  readonly last: Batch;
}

/** Rates this close are equal: input and processing of a healthy query differ by less from batch to batch. */
const EQUAL = 1.05;

/**
 * Batches that had nothing to do tell nothing and are passed over. Undefined with fewer than two.
 * A query whose every batch is late by the same amount has no growing backlog: its input and processing rate are equal.
 */
export function backlogOf(batches: readonly Batch[]): Backlog | undefined {
  const busy = batches.filter(({ rowsIn }) => rowsIn > 0);
  const [first, last] = [busy[0], busy.at(-1)];
  if (first === undefined || last === undefined || busy.length < 2) return undefined;
  const behindFor = lengthOfTail(busy, ({ inputRate, processingRate }) => inputRate !== undefined && processingRate !== undefined && inputRate > processingRate * EQUAL);
  const growingFor = lengthOfTail(busy, (batch, before) => before !== undefined && isLarger(batch, before));
  return { behindFor, growingFor, first, last };
}

const isLarger = (batch: Batch, before: Batch): boolean =>
  batch.offsetsBehind !== undefined && before.offsetsBehind !== undefined ? batch.offsetsBehind > before.offsetsBehind : batch.rowsIn > before.rowsIn;

function lengthOfTail(batches: readonly Batch[], holds: (batch: Batch, before: Batch | undefined) => boolean): number {
  let length = 0;
  for (let at = batches.length - 1; at >= 0; at -= 1, length += 1) {
    const batch = batches[at];
    if (batch === undefined || !holds(batch, batches[at - 1])) break;
  }
  return length;
}
