import type { StreamProgress } from '#evidence/container-logs/schema.js';
import type { Millis } from '#units/duration.js';

/** A batch (or an empty trigger) of a query. Rates are rows per second; what Spark left out is undefined. */
export interface Batch {
  readonly id: number;
  /** When its trigger began, by the driver's clock. */
  readonly at: Date;
  readonly rowsIn: number;
  /** Undefined: the sink reports no count. */
  readonly rowsOut: number | undefined;
  readonly inputRate: number | undefined;
  readonly processingRate: number | undefined;
  /** The whole trigger: `durationMs.triggerExecution`. */
  readonly duration: Millis | undefined;
  readonly commit: Millis | undefined;
  /** Kafka: records at the sources that the batch had not read yet (`maxOffsetsBehindLatest`); undefined for other sources. */
  readonly offsetsBehind: number | undefined;
}

/** Progress by query, each oldest first; of a batch that is told twice the later one counts. */
export function batchesOf(progress: readonly StreamProgress[]): ReadonlyMap<string, readonly StreamProgress[]> {
  const queries = new Map<string, Map<string, StreamProgress>>();
  for (const batch of progress) {
    const own = queries.get(batch.query) ?? new Map<string, StreamProgress>();
    own.set(batch.timestamp, batch);
    queries.set(batch.query, own);
  }
  return new Map([...queries].map(([query, own]) => [query, [...own.values()].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))]));
}
