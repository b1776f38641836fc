import type { EngineEvent } from '#evidence/engine-events/schema.js';

import type { ContainerView } from './container-view.js';

/**
 * Why a container's main process ended. `out-of-memory`: the kernel's killer; `killed`: SIGKILL from outside (`docker
 * kill`); `stopped`: asked to end (`docker stop`, 143, or 137 once its grace period was over); `finished`: exit code 0;
 * `failed`: any other code of its own; `killed-or-out-of-memory`: 137, and nothing seen that would tell which.
 */
export type EndCause = 'out-of-memory' | 'killed' | 'stopped' | 'finished' | 'failed' | 'killed-or-out-of-memory';

export interface ContainerEnd {
  readonly exitCode: number;
  readonly cause: EndCause;
  readonly at: Date | undefined;
  /** Seconds it had lived, where its start is known. */
  readonly lived: number | undefined;
  /** What says so, for an exhibit. */
  readonly seenIn: string;
}

/**
 * How its main process ended, each time that is still remembered, oldest first: the engine's events, and the
 * container's own state for the last time. A restarting container has several.
 */
export function endsOf(view: ContainerView): readonly ContainerEnd[] {
  const { State } = view.container;
  const ends = endsInEvents(view);
  const finished = Date.parse(State.FinishedAt ?? '');
  const isOver = State.Running !== true && finished > 0 && State.Status !== 'created';
  if (!isOver) return ends;
  const [last, told] = [endInState(State, finished), ends.at(-1)];
  // The event comes some milliseconds before or after the time that the state bears.
  if (told?.at === undefined || Math.abs(told.at.getTime() - finished) > SECONDS) return [...ends, last];
  return [...ends.slice(0, -1), last.cause === 'out-of-memory' ? last : told];
}

/** How it ended last, if it does not run; undefined while it runs. */
export const lastEnd = (view: ContainerView): ContainerEnd | undefined => (view.container.State.Running === true ? undefined : endsOf(view).at(-1));

/**
 * Times at which the kernel killed a process for memory inside this container. Docker's `State.OOMKilled` stays false
 * while the main process lives on, as a worker does when its executors are killed; only the engine's events say so.
 * (Engine 20.10, recorded.) Undefined: events were not read.
 */
export const oomTimes = ({ events }: ContainerView): readonly Date[] | undefined => events?.filter(({ action }) => action === 'oom').map(({ time }) => new Date(time));

function endInState({ OOMKilled, ExitCode, StartedAt }: ContainerView['container']['State'], finished: number): ContainerEnd {
  const exitCode = ExitCode ?? 0;
  const lived = (finished - Date.parse(StartedAt ?? '')) / 1000;
  return {
    exitCode,
    cause: OOMKilled === true && exitCode !== 0 ? 'out-of-memory' : causeOf(exitCode),
    at: new Date(finished),
    lived: lived >= 0 ? lived : undefined,
    seenIn: `docker inspect: ExitCode ${String(exitCode)}, OOMKilled ${String(OOMKilled === true)}`,
  };
}

function endsInEvents({ events = [], eventsSince }: ContainerView): readonly ContainerEnd[] {
  const ends: ContainerEnd[] = [];
  let life: EngineEvent[] = [];
  for (const event of events) {
    if (event.action === 'start') life = [event];
    else if (event.action !== 'die') life.push(event);
    else {
      ends.push(endOf(event, life, eventsSince));
      life = [];
    }
  }
  return ends;
}

function endOf(event: EngineEvent, life: readonly EngineEvent[], since: Date | undefined): ContainerEnd {
  const { exitCode = 0 } = event;
  const at = new Date(event.time);
  const started = life.find(({ action }) => action === 'start');
  const told = life.filter(({ action }) => action === 'oom' || action === 'kill').map(({ action, signal }) => (signal === undefined ? action : `${action} (signal ${signal})`));
  return {
    exitCode,
    cause: causeIn(at, exitCode, life, since),
    at,
    lived: started === undefined ? undefined : Math.max(0, (at.getTime() - Date.parse(started.time)) / 1000),
    seenIn: `docker events: ${[...new Set(told)].join(', ') || 'no oom and no kill'}, then die (exit code ${String(exitCode)})`,
  };
}

function causeIn(at: Date, exitCode: number, life: readonly EngineEvent[], since: Date | undefined): EndCause {
  const base = causeOf(exitCode);
  if (base !== 'killed-or-out-of-memory' && base !== 'failed') return base;
  // An `oom` may be that of a child which the main process outlived: only one within seconds of the end is its own.
  if (life.some(({ action, time }) => action === 'oom' && at.getTime() - Date.parse(time) < SECONDS)) return 'out-of-memory';
  const signals = life.filter(({ action }) => action === 'kill').map(({ signal = '' }) => signal);
  if (base === 'failed') return base;
  if (signals.length > 0) return signals.every((signal) => SIGKILL.test(signal)) ? 'killed' : 'stopped';
  // The engine remembers the seconds before, and no `oom` in them.
  return since !== undefined && at.getTime() - since.getTime() > SECONDS ? 'killed' : base;
}

/** Between what the kernel does and what the engine tells of it. */
const SECONDS = 5000;
const SIGKILL = /^(9|(SIG)?KILL)$/;

/** By the code alone: 128 and the signal's number (bash(1), "EXIT STATUS"; Docker passes it on). */
function causeOf(exitCode: number): EndCause {
  if (exitCode === 0) return 'finished';
  if (exitCode === 137) return 'killed-or-out-of-memory';
  return exitCode === 143 || exitCode === 130 ? 'stopped' : 'failed';
}
