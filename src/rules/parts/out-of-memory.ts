import type { EngineEvent } from '#evidence/engine-events/schema.js';
import type { Model } from '#model/model.js';
import type { SparkReplica } from '#model/spark-service.js';
import { bytes, formatBytes } from '#units/bytes.js';

import { logOf } from './seen.js';

/** What the engine remembers of a container, oldest first; undefined: events were not read. */
export const eventsOf = ({ containers }: Model, { container }: SparkReplica): readonly EngineEvent[] | undefined => containers.get(container.Id)?.events;

export interface Kill {
  /** Why the main process got SIGKILL: the kernel, somebody, or not told by what was read. */
  readonly by: 'kernel' | 'somebody' | 'unknown';
  readonly at: string | undefined;
  /** It runs again since. */
  readonly restarted: boolean;
}

/** Engine and kernel tell of one death within moments. */
const MOMENT = 5000;

/** The last time a container's main process was killed (exit code 137); undefined: it was not, as far as is seen. */
export function killOf(model: Model, replica: SparkReplica): Kill | undefined {
  const { State } = replica.container;
  const events = eventsOf(model, replica);
  const died = events?.findLast(({ action, exitCode }) => action === 'die' && exitCode === 137);
  const oom = (events ?? []).some(({ action, time }) => action === 'oom' && died !== undefined && Math.abs(Date.parse(died.time) - Date.parse(time)) < MOMENT);
  if (replica.running) return oom ? { by: 'kernel', at: died?.time, restarted: true } : undefined;
  if (State.ExitCode !== 137) return undefined;
  const at = State.FinishedAt ?? died?.time;
  if (State.OOMKilled === true || oom) return { by: 'kernel', at, restarted: false };
  const since = model.facts['engine-events']?.since;
  const remembered = events !== undefined && (died !== undefined || (since !== undefined && at !== undefined && Date.parse(since) <= Date.parse(at)));
  return { by: remembered || State.OOMKilled === false ? 'somebody' : 'unknown', at, restarted: false };
}

/** `oom` events in a container that lived on: processes beside its main one, such as executors. */
export function childrenKilled(model: Model, replica: SparkReplica): readonly string[] {
  const events = eventsOf(model, replica) ?? [];
  const deaths = events.filter(({ action }) => action === 'die').map(({ time }) => Date.parse(time));
  const started = Date.parse(replica.container.State.StartedAt ?? '');
  return events.filter(({ action, time }) => action === 'oom' && Date.parse(time) >= started && !deaths.some((died) => Math.abs(died - Date.parse(time)) < MOMENT)).map(({ time }) => time);
}

export function limitWords({ container }: SparkReplica): string {
  const limit = container.HostConfig.Memory ?? 0;
  return limit > 0 ? `limit ${formatBytes(bytes(limit))}` : 'no limit of its own: the machine ran out';
}

/** "21:26:46": the day stands in the exhibits. */
export const clockOf = (time: string | undefined): string => (time === undefined ? 'an unknown time' : `${time.slice(11, 19)} UTC`);

/** Whether a driver's log tells of executors that were killed, or of Python workers that vanished. */
export function tellsOfKills(model: Model, replica: SparkReplica): string | undefined {
  const marks = logOf(model, replica)?.marks;
  const exit = marks?.['exit-code'];
  if (exit?.captures[0] === '137') return exit.line;
  return marks?.['python-worker-crashed']?.line;
}
