import { millis, type Millis } from '#units/duration.js';

import type { Batch } from './batch.js';

/** How often a query is to start a batch, and what says so. */
export interface Trigger {
  readonly interval: Millis;
  /** `warning`: Spark's own "Current batch is falling behind"; `batches`: how regularly batches began. */
  readonly seenIn: 'warning' | 'batches';
}

/** The interval of a processing-time trigger stands in no reply of the driver; undefined too for a query without one. */
export function triggerOf(batches: readonly Batch[], warned: Millis | undefined): Trigger | undefined {
  if (warned !== undefined && warned > 0) return { interval: warned, seenIn: 'warning' };
  const interval = rhythmOf(batches);
  return interval === undefined ? undefined : { interval, seenIn: 'batches' };
}

const ENOUGH = 3;

/**
 * Batches that end before the next one may begin start by the clock, at multiples of the interval
 * (ProcessingTimeExecutor.nextBatchTime, Spark 3.5): where at least three waited and began equally far apart, that is it.
 */
function rhythmOf(batches: readonly Batch[]): Millis | undefined {
  const gaps = batches.slice(1).flatMap((batch, at) => {
    const before = batches[at];
    const gap = before === undefined ? 0 : batch.at.getTime() - before.at.getTime();
    return before?.duration !== undefined && gap > before.duration * 1.1 ? [gap] : [];
  });
  const least = Math.min(...gaps);
  const even = gaps.filter((gap) => Math.abs(gap - Math.round(gap / least) * least) <= least * 0.05);
  return gaps.length >= ENOUGH && even.length === gaps.length ? millis(Math.round(least / 100) * 100) : undefined;
}
