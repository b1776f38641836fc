import type { StreamProgress } from '#evidence/container-logs/schema.js';
import type { DriverStream } from '#evidence/spark-drivers/schema.js';
import { millis, type Millis } from '#units/duration.js';

import type { Job } from '../job.js';
import { lineOf } from '../log-lines.js';
import type { ContainerView } from '../container-view.js';
import { batchesOf, progressByQuery, type Batch } from './batch.js';
import { backlogOf, type Backlog } from './backlog.js';
import { triggerOf, type Trigger } from './trigger.js';

/**
 * Where the figures come from, best first: the progress in the driver's log (each batch, with rows that went out), the
 * page of the query in the driver's UI (each batch, whatever the level of the log), the driver's metrics (the last batch).
 */
export type StreamSource = 'progress-log' | 'streaming-page' | 'metrics';

/** One structured streaming query of a job that is seen. Rates are rows per second. */
export interface Stream {
  readonly job: Job;
  /** Its name, or its id where it has none. */
  readonly query: string;
  readonly source: StreamSource;
  readonly inputRate: number | undefined;
  readonly processingRate: number | undefined;
  /** Of the last batch. */
  readonly batchDuration: Millis | undefined;
  readonly trigger: Trigger | undefined;
  /** What the last batch took to write its logs of offsets and commits. */
  readonly commit: Millis | undefined;
  /** The last batches, up to 20, oldest first; empty where only rates are told. */
  readonly batches: readonly Batch[];
  readonly rows: RowCount | undefined;
  readonly backlog: Backlog | undefined;
  /** Spark's own warning "Current batch is falling behind" in this driver's log; it does not say which query. */
  readonly fallingBehind: { readonly count: number; readonly last: Date | undefined; readonly trigger: Millis; readonly spent: Millis } | undefined;
}

/** Rows over the batches that were seen. */
export interface RowCount {
  readonly batches: number;
  readonly in: number;
  /** Undefined: not told. 0 is "none went out". */
  readonly out: number | undefined;
  /** False: the sink reports no count (-1: files, foreachBatch, every V1 sink), so that "none" cannot be seen. Undefined: only the log tells, and it was not read or says nothing. */
  readonly sinkCounts: boolean | undefined;
}

/** Streams of all jobs, in the jobs' order and then by query. */
export function streamsOf(jobs: readonly Job[], viewOf: (job: Job) => ContainerView | undefined): readonly Stream[] {
  return jobs.flatMap((job) => {
    const log = isOwnLog(job, viewOf(job)) ? viewOf(job)?.log : undefined;
    const progress = progressByQuery(log?.progress ?? []);
    const told = job.application?.driver?.streams ?? [];
    const queries = [...new Set([...progress.keys(), ...told.map(({ query }) => query)])].sort();
    return queries.map((query) => streamOf(job, query, { progress: progress.get(query) ?? [], told: told.find((stream) => stream.query === query), falling: fallingBehind(log), queries: queries.length }));
  });
}

/** The log is that of the container's main process; a driver that `docker exec` started writes elsewhere. */
function isOwnLog({ application, service }: Job, view: ContainerView | undefined): boolean {
  const appId = view?.log?.appId;
  return appId === undefined ? service !== undefined : application === undefined || appId === application.id;
}

interface Told {
  readonly progress: readonly StreamProgress[];
  readonly told: DriverStream | undefined;
  readonly falling: Stream['fallingBehind'];
  readonly queries: number;
}

function streamOf(job: Job, query: string, { progress, told, falling, queries }: Told): Stream {
  const batches = batchesOf(progress, told?.batches ?? []);
  const last = batches.at(-1);
  return {
    job,
    query,
    source: progress.length > 0 ? 'progress-log' : batches.length > 0 ? 'streaming-page' : (told?.source ?? 'streaming-page'),
    inputRate: last?.inputRate ?? told?.inputRate,
    processingRate: last?.processingRate ?? told?.processingRate,
    batchDuration: last?.duration ?? (told?.latency === undefined ? undefined : millis(told.latency)),
    trigger: triggerOf(batches, queries === 1 ? falling?.trigger : undefined),
    commit: last?.commit,
    batches,
    rows: rowsOf(batches, progress),
    backlog: backlogOf(batches),
    fallingBehind: falling,
  };
}

function fallingBehind(log: ContainerView['log']): Stream['fallingBehind'] {
  const line = lineOf(log, 'falling-behind');
  const [interval, spent] = line?.captures.map(Number) ?? [];
  return line === undefined || interval === undefined || spent === undefined ? undefined : { count: line.count, last: line.last, trigger: millis(interval), spent: millis(spent) };
}

function rowsOf(batches: readonly Batch[], progress: readonly StreamProgress[]): RowCount | undefined {
  if (batches.length === 0) return undefined;
  const told = progress.filter(({ numOutputRows }) => numOutputRows !== undefined);
  const counted = told.filter(({ numOutputRows = -1 }) => numOutputRows >= 0);
  // Rows that went in are counted over the batches that tell what went out, where there are such.
  const over = counted.length > 0 ? counted.map(({ numInputRows }) => numInputRows) : batches.map(({ rowsIn }) => rowsIn);
  return {
    batches: over.length,
    in: over.reduce((sum, rows) => sum + rows, 0),
    out: counted.length === 0 ? undefined : counted.reduce((sum, { numOutputRows = 0 }) => sum + numOutputRows, 0),
    sinkCounts: told.length === 0 ? undefined : counted.length > 0,
  };
}
