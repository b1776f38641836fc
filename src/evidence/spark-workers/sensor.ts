import { observed, unavailable, valueOf, type Evidence } from '../evidence.js';
import { describeGaps, firstGaps, listed } from '../gaps.js';
import { inTurns } from '../http/in-turns.js';
import { describeFailure, describeStatus, parseJson } from '../http/json-answer.js';
import type { Stopwatch } from '../http/stopwatch.js';
import { firstSuccess, startStopwatch } from '../http/timing/sensor.js';
import type { Earlier, SensorContext } from '../sensor-context.js';

import { kindsIn, readTail, wantedDriverLogs, wantedLogs } from './executor-logs.js';
import type { SparkWorkerReport, SparkWorkersEvidence } from './schema.js';
import { workerTargets, type WorkerTarget } from './worker-addresses.js';
import { readWorkerDocument } from './worker-document.js';

const AT_ONCE = 16;
const LOG_TIMEOUT = 5_000;
const LOG_LIMIT = 256 * 1024;

type Gap = SparkWorkersEvidence['gaps'][number];

interface Call {
  readonly context: SensorContext;
  readonly watch: Stopwatch;
  readonly gaps: Gap[];
}

/** What the workers themselves say, beside what the master's books say of them. Optional evidence: what is missing is named. */
export async function observeSparkWorkers(context: SensorContext, earlier: Earlier): Promise<Evidence<SparkWorkersEvidence>> {
  const masters = valueOf(earlier['spark-master']);
  if (masters === undefined) return unavailable({ kind: 'not-collected', detail: 'no master is known that could name its workers' });
  const call: Call = { context, watch: startStopwatch(context.deadline), gaps: [] };
  const targets = workerTargets(masters, valueOf(earlier.docker));
  const answers = await inTurns(targets, AT_ONCE, (target) => askWorker(call, target));
  const workers = answers.filter((worker) => worker !== undefined);
  if (targets.length > 0 && workers.length === 0) {
    return unavailable({ kind: 'unreachable', target: listed(targets.map(({ id }) => id)), detail: describeGaps(call.gaps) });
  }
  const [ofExecutors, ofDrivers] = await Promise.all([
    inTurns(wantedLogs(workers, masters), AT_ONCE, async ({ worker, appId, executorId, url }) => {
      const log = await readLog(call, url, `stderr of executor ${executorId} of ${appId}`);
      return log === undefined ? [] : [{ workerId: worker.id, appId, executorId, ...log }];
    }),
    inTurns(wantedDriverLogs(workers, masters), AT_ONCE, async ({ worker, driverId, url }) => {
      const log = await readLog(call, url, `stderr of ${driverId}`);
      return log === undefined ? [] : [{ workerId: worker.id, driverId, ...log }];
    }),
  ]);
  const driverLogs = ofDrivers.flat();
  return observed({ workers, executorLogs: ofExecutors.flat(), ...(driverLogs.length === 0 ? {} : { driverLogs }), gaps: firstGaps(call.gaps, 'workers') });
}

/** The first address at which the worker with that very id answers: after a restart another one sits at the same place. */
async function askWorker(call: Call, { id, bases, container }: WorkerTarget): Promise<SparkWorkerReport | undefined> {
  const { context, watch, gaps } = call;
  const reasons: string[] = [];
  const tries = bases.map((base) => async (signal: AbortSignal): Promise<SparkWorkerReport | undefined> => {
    const json = parseJson(await context.http.get(`${base}/json/`, { signal, timeout: watch.left() }));
    const report = json.kind === 'json' ? readWorkerDocument(json.value, context.redactor) : undefined;
    if (report?.id === id) return { ...report, ui: base, ...(container === undefined ? {} : { container }) };
    const reason = json.kind === 'failed' ? json.detail : report === undefined ? 'answers with JSON, but not with that of a worker' : 'another worker answers there';
    reasons.push(`${base}: ${reason}`);
    return undefined;
  });
  const worker = await firstSuccess(tries, context.signal);
  if (worker === undefined) gaps.push({ subject: id, detail: reasons.length > 0 ? reasons.join('; ') : 'no answer in time' });
  return worker;
}

async function readLog({ context, watch, gaps }: Call, url: string, subject: string): Promise<{ readonly tail: string; readonly kinds: string[] } | undefined> {
  const answer = await context.http.get(url, { signal: context.signal, timeout: Math.min(watch.left(), LOG_TIMEOUT), limit: LOG_LIMIT });
  const failure = answer.kind !== 'answered' ? describeFailure(answer) : answer.status !== 200 ? describeStatus(answer.status) : undefined;
  const tail = answer.kind === 'answered' && failure === undefined ? readTail(answer.body, context.redactor) : undefined;
  if (tail !== undefined) return { tail, kinds: kindsIn(tail) };
  gaps.push({ subject, detail: failure ?? 'the worker has no such log' });
  return undefined;
}
