import { mapAtOnce } from '../docker/at-once.js';
import type { Engine } from '../docker/engine.js';
import { EngineError } from '../docker/engine-error.js';
import type { DockerContainer } from '../docker/schema.js';
import { observed, unavailable, type Evidence } from '../evidence.js';
import type { SensorContext } from '../sensor-context.js';
import { signalOf } from '../http/timing/sensor.js';
import { demultiplexer } from './demultiplex.js';
import { logReader, type LogReader } from './log-reader.js';
import type { ContainerLog, ContainerLogsEvidence } from './schema.js';

export interface LogsRequest {
  /** As inspected: the process's start and whether it has a terminal decide how its log is read. */
  readonly containers: readonly DockerContainer[];
  /** Ids of those that may run a driver: the line with the application's id is looked for back to the start of the process. */
  readonly drivers: ReadonlySet<string>;
}

const AT_ONCE = 6;
const TAIL_LINES = 2000;
/** Of masters and workers: what they did last, without the launch commands of days. */
const DAEMON_LINES = 500;
const TAIL_BYTES = 2 * 1024 * 1024;
/** For logs whose lines are so long that 2,000 of them do not fit. */
const SHORT_TAIL_LINES = 200;
const CHUNKS_AT_ONCE = 500;
/** The line stands within the first hundreds; a program that prints more than this before it makes a context has none yet. */
const HEAD_BYTES = 4 * 1024 * 1024;

/** What the logs of the given containers say since their processes started: the last lines, and of drivers the beginning. */
export async function observeContainerLogs(context: SensorContext, request: LogsRequest): Promise<Evidence<ContainerLogsEvidence>> {
  const { engine } = context;
  if (engine === undefined) return unavailable({ kind: 'not-collected' });
  const signal = signalOf(context);
  const started = request.containers.filter(({ State }) => sinceOf(State.StartedAt) !== undefined);

  const read = await mapAtOnce(started, AT_ONCE, async (container) => {
    try {
      return { log: await readLog(container, request, engine, context, signal) };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { gap: { subject: container.Name.replace(/^\//, ''), detail: context.redactor.text(error.detail) } };
    }
  });
  return observed({
    logs: read.flatMap(({ log }) => (log === undefined ? [] : [log])),
    gaps: read.flatMap(({ gap }) => (gap === undefined ? [] : [gap])),
  });
}

async function readLog(container: DockerContainer, { drivers }: LogsRequest, engine: Engine, context: SensorContext, signal: AbortSignal): Promise<ContainerLog> {
  const since = sinceOf(container.State.StartedAt) ?? '0';
  let reader = logReader();
  const isDriver = drivers.has(container.Id);
  const tail = isDriver ? TAIL_LINES : DAEMON_LINES;
  let ended = await readLines(engine, container, { since, tail }, TAIL_BYTES, signal, reader);
  const complete = ended && reader.lines() < tail;
  if (!ended) {
    // What came is the older part of the tail, and the newest lines matter.
    reader = logReader();
    ended = await readLines(engine, container, { since, tail: SHORT_TAIL_LINES }, TAIL_BYTES, signal, reader);
  }
  if (isDriver && !complete && reader.appId() === undefined) await readHead(engine, container, since, signal, reader);
  return { container: container.Id, complete, ...reader.result(context.redactor) };
}

/** From the start of the process up to the line with the application's id, or to where the tail began. */
async function readHead(engine: Engine, container: DockerContainer, since: string, signal: AbortSignal, reader: LogReader): Promise<void> {
  const until = justBefore(sinceOf(reader.begins()));
  await readLines(engine, container, { since, ...(until === undefined ? {} : { until }) }, HEAD_BYTES, signal, reader, () => reader.appId() !== undefined);
}

/** Resolves to whether the end of what was asked for was reached. */
async function readLines(
  engine: Engine,
  { Id, Config }: DockerContainer,
  range: { readonly since: string; readonly until?: string; readonly tail?: number },
  limit: number,
  signal: AbortSignal,
  reader: LogReader,
  hasEnough?: () => boolean,
): Promise<boolean> {
  const query = new URLSearchParams({ stdout: '1', stderr: '1', timestamps: '1', ...stringsOf(range) });
  const lines = demultiplexer(Config.Tty === true);
  let size = 0;
  // The engine sends line by line; many at once are read with far fewer steps.
  let waiting: Uint8Array[] = [];
  const read = () => {
    reader.take(lines.take(Buffer.concat(waiting)));
    waiting = [];
  };
  const take = (chunk: Uint8Array) => {
    size += chunk.length;
    const goesOn = size <= limit;
    if (waiting.push(chunk) === CHUNKS_AT_ONCE || hasEnough !== undefined || !goesOn) read();
    return goesOn && hasEnough?.() !== true;
  };
  const ended = await engine.stream(`/containers/${Id}/logs?${query.toString()}`, take, { signal });
  read();
  if (ended) reader.take(lines.end());
  return ended;
}

/** `until` takes in lines of its own nanosecond. */
function justBefore(seconds: string | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  const nanoseconds = String(BigInt(seconds.replace('.', '')) - 1n);
  return `${nanoseconds.slice(0, -9)}.${nanoseconds.slice(-9)}`;
}

const stringsOf = (range: object): Record<string, string> => Object.fromEntries(Object.entries(range).map(([key, value]) => [key, String(value)]));

/** RFC 3339 as the seconds with nine decimals that the engine takes. Undefined for the year 1, which stands for never. */
function sinceOf(time: string | null | undefined): string | undefined {
  const milliseconds = Date.parse(time ?? '');
  if (Number.isNaN(milliseconds) || milliseconds <= 0) return undefined;
  const [, decimals = ''] = /[.](\d+)/.exec(time ?? '') ?? [];
  return `${String(Math.floor(milliseconds / 1000))}.${decimals.padEnd(9, '0')}`;
}
