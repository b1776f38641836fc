import { recognise } from '../container-logs/lines.js';
import type { Redactor } from '../redact.js';
import type { SparkMasterEvidence } from '../spark-master/schema.js';

import type { SparkWorkerReport, WorkerExecutor } from './schema.js';

/** So many ended executors of one live application on the workers' lists look like a loop. */
const PILE = 3;
/** Logs of so many applications are read; the loops of one stack have one or two causes. */
const APPLICATIONS = 10;
const DRIVERS = 3;
const DIED = new Set(['EXITED', 'FAILED', 'LOST']);
const TAIL = 16 * 1024;

export interface WantedLog {
  readonly worker: SparkWorkerReport;
  readonly appId: string;
  readonly executorId: number;
  readonly url: string;
}

export interface WantedDriverLog {
  readonly worker: SparkWorkerReport;
  readonly driverId: string;
  readonly url: string;
}

/**
 * For each live application whose executors come and go, the stderr of the last one that ended: the reason of its
 * death is in no other place (docker logs and the driver's REST do not have it; seen on 3.5.3).
 */
export function wantedLogs(workers: readonly SparkWorkerReport[], masters: SparkMasterEvidence): readonly WantedLog[] {
  const alive = masters.masters.filter(({ document }) => document.status === 'ALIVE');
  const live = alive.flatMap(({ document, applicationPages }) => document.activeapps.map(({ id }) => ({ id, page: applicationPages.find(({ appId }) => appId === id) })));
  const logs = live.flatMap(({ id, page }) => {
    const ended = workers.flatMap((worker) => worker.finishedExecutors.filter(({ appId }) => appId === id).map((executor) => ({ worker, executor })));
    // The page tells those that died from those that dynamic allocation sent home (KILLED).
    const loops = page === undefined ? ended.length >= PILE : page.executors.some(({ state }) => DIED.has(state)) || (ended.length >= PILE && page.executors.every(({ state }) => state !== 'KILLED'));
    const last = ended.reduce<(typeof ended)[number] | undefined>((latest, one) => (latest === undefined || one.executor.id > latest.executor.id ? one : latest), undefined);
    return loops && last !== undefined ? [logOf(last.worker, last.executor)] : [];
  });
  return logs.slice(0, APPLICATIONS);
}

/** Of the cluster-mode drivers that failed last, the stderr on the worker that ran them, if that is still there. */
export function wantedDriverLogs(workers: readonly SparkWorkerReport[], masters: SparkMasterEvidence): readonly WantedDriverLog[] {
  const alive = masters.masters.filter(({ document }) => document.status === 'ALIVE');
  const failed = alive.flatMap(({ document }) => document.completeddrivers ?? []).filter(({ state }) => state === 'FAILED' || state === 'ERROR');
  const newest = [...failed].sort((a, b) => Number(b.starttime) - Number(a.starttime)).slice(0, DRIVERS);
  return newest.flatMap(({ id, worker: workerId }) => {
    const worker = workers.find((one) => one.id === workerId);
    return worker === undefined ? [] : [{ worker, driverId: id, url: `${worker.ui}/log/?driverId=${encodeURIComponent(id)}&logType=stderr&byteLength=${TAIL}` }];
  });
}

/** (core/.../deploy/worker/ui/LogPage.scala) */
function logOf(worker: SparkWorkerReport, { appId, id }: WorkerExecutor): WantedLog {
  const query = `appId=${encodeURIComponent(appId)}&executorId=${id}&logType=stderr&byteLength=${TAIL}`;
  return { worker, appId, executorId: id, url: `${worker.ui}/log/?${query}` };
}

/**
 * Without the worker's own first line ("==== Bytes 0-8345 of 8345 of ... ===="), without the launch command, which
 * carries options of any kind, and redacted. undefined where the worker has no such file (it says so with 200).
 */
export function readTail(body: string, { text }: Redactor): string | undefined {
  if (body.startsWith('Error: invalid log directory')) return undefined;
  const lines = body.split(/\r?\n/).filter((line) => !line.startsWith('==== Bytes ') && !/^(?:Spark Executor|Launch) Command: /.test(line) && !/^=+$/.test(line));
  return text(lines.join('\n').trim());
}

/** What its lines say, by the names of `container-logs/lines.ts`, in their order. */
export const kindsIn = (tail: string): string[] => [...new Set(tail.split('\n').flatMap((line) => recognise(line).map(({ name }) => name)))];
