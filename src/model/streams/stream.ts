import type { StreamProgress } from '#evidence/container-logs/schema.js';
import { millis, type Millis } from '#units/duration.js';

import type { Job } from '../job.js';
import { lineOf } from '../log-lines.js';
import type { ContainerView } from '../container-view.js';
import { batchesOf, type Batch } from './batch.js';
import { backlogOf, type Backlog } from './backlog.js';
import { triggerOf, type Trigger } from './trigger.js';

/** Where the figures come from: the driver's log tells each batch, its metrics the last one, its page the average since the query began. */
export type StreamSource = 'progress-log' | 'metrics' | 'streaming-page';

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
  /** The batches that were seen, oldest first; from the progress in the log alone, else empty. */
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
  /** Undefined: the sink reports no count (-1: files, foreachBatch, every V1 sink), which is not "none". */
  readonly out: number | undefined;
}

/** Streams of all jobs, in the jobs' order and then by query. */
export function streamsOf(jobs: readonly Job[], viewOf: (job: Job) => ContainerView | undefined): readonly Stream[] {
  return jobs.flatMap((job) => {
    const log = isOwnLog(job, viewOf(job)) ? viewOf(job)?.log : undefined;
    const batches = batchesOf(log?.progress ?? []);
    const told = job.application?.driver?.streams ?? [];
    const queries = [...new Set([...batches.keys(), ...told.map(({ query }) => query)])].sort();
    return queries.map((query) => streamOf(job, query, batches.get(query) ?? [], queries.length, log));
  });
}

/** The log is that of the container's main process; a driver that `docker exec` started writes elsewhere. */
function isOwnLog({ application, service }: Job, view: ContainerView | undefined): boolean {
  const appId = view?.log?.appId;
  return appId === undefined ? service !== undefined : application === undefined || appId === application.id;
}

function streamOf(job: Job, query: string, progress: readonly StreamProgress[], queries: number, log: ContainerView['log']): Stream {
  const told = (job.application?.driver?.streams ?? []).filter((stream) => stream.query === query);
  const measured = told.find(({ source }) => source === 'metrics') ?? told[0];
  const last = progress.at(-1);
  const batches = progress.map(toBatch);
  const falling = lineOf(log, 'falling-behind');
  const [interval, spent] = falling?.captures.map(Number) ?? [];
  const fallingBehind = falling === undefined || interval === undefined || spent === undefined ? undefined : { count: falling.count, last: falling.last, trigger: millis(interval), spent: millis(spent) };
  return {
    job,
    query,
    source: last !== undefined ? 'progress-log' : measured?.source === 'metrics' ? 'metrics' : 'streaming-page',
    inputRate: last?.inputRate ?? measured?.inputRate,
    processingRate: last?.processingRate ?? measured?.processingRate,
    batchDuration: durationOf(last?.triggerExecution ?? measured?.batchDuration ?? measured?.latency),
    trigger: triggerOf(batches, queries === 1 ? fallingBehind?.trigger : undefined),
    commit: durationOf(last?.commit),
    batches,
    rows: rowsOf(progress),
    backlog: backlogOf(batches),
    fallingBehind,
  };
}

const durationOf = (value: number | undefined): Millis | undefined => (value === undefined ? undefined : millis(value));

const toBatch = ({ batchId, timestamp, numInputRows, numOutputRows, inputRate, processingRate, triggerExecution, commit, offsetsBehind }: StreamProgress): Batch => ({
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

function rowsOf(progress: readonly StreamProgress[]): RowCount | undefined {
  if (progress.length === 0) return undefined;
  const counted = progress.filter(({ numOutputRows }) => numOutputRows !== undefined && numOutputRows >= 0);
  return {
    batches: progress.length,
    in: progress.reduce((sum, { numInputRows }) => sum + numInputRows, 0),
    out: counted.length === 0 ? undefined : counted.reduce((sum, { numOutputRows = 0 }) => sum + numOutputRows, 0),
  };
}
