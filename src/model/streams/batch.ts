import type { StreamProgress } from '#evidence/container-logs/schema.js';
import type { StreamBatch } from '#evidence/spark-drivers/schema.js';
import { millis, type Millis } from '#units/duration.js';

/** A batch (or an empty trigger) of a query. Rates are rows per second; what Spark left out is undefined. */
export interface Batch {
  /** Undefined where only the query's page tells of it. */
  readonly id: number | undefined;
  /** When its trigger began, by the driver's clock. */
  readonly at: Date;
  readonly rowsIn: number;
  /** Undefined: the sink reports no count, or the log does not tell of this batch. */
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
export function progressByQuery(progress: readonly StreamProgress[]): ReadonlyMap<string, readonly StreamProgress[]> {
  const queries = new Map<string, Map<string, StreamProgress>>();
  for (const batch of progress) {
    const own = queries.get(batch.query) ?? new Map<string, StreamProgress>();
    own.set(batch.timestamp, batch);
    queries.set(batch.query, own);
  }
  return new Map([...queries].map(([query, own]) => [query, [...own.values()].sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))]));
}

const KEPT = 20;

/** What the log and the query's page tell, as one list: the page knows more batches, the log more of each. Both name a batch by the moment it began. */
export function batchesOf(progress: readonly StreamProgress[], page: readonly StreamBatch[]): readonly Batch[] {
  const found = new Map<number, Batch>(page.map((batch) => [batch.at, ofPage(batch)]));
  for (const batch of progress) found.set(Date.parse(batch.timestamp), ofLog(batch));
  return [...found].sort(([a], [b]) => a - b).map(([, batch]) => batch).slice(-KEPT);
}

const durationOf = (value: number | undefined): Millis | undefined => (value === undefined ? undefined : millis(value));

const ofPage = ({ at, rowsIn, inputRate, processingRate, duration, commit }: StreamBatch): Batch => ({
  id: undefined,
  at: new Date(at),
  rowsIn,
  rowsOut: undefined,
  inputRate,
  processingRate,
  duration: millis(duration),
  commit: durationOf(commit),
  offsetsBehind: undefined,
});

const ofLog = ({ batchId, timestamp, numInputRows, numOutputRows, inputRate, processingRate, triggerExecution, commit, offsetsBehind }: StreamProgress): Batch => ({
  id: batchId,
  at: new Date(timestamp),
  rowsIn: numInputRows,
  rowsOut: numOutputRows === undefined || numOutputRows < 0 ? undefined : numOutputRows,
  inputRate,
  processingRate,
  duration: durationOf(triggerExecution),
  commit: durationOf(commit),
  offsetsBehind,
});
