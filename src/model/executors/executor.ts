import type { WorkerExecutor } from '#evidence/spark-workers/schema.js';
import { mebibytes, type Bytes } from '#units/bytes.js';

import type { Application } from '../application.js';
import type { Worker } from '../cluster.js';
import type { Model } from '../model.js';
import { endingsInLogs, type Ending } from './endings.js';

/** One executor of a live application, dead ones included, as master, worker, driver and logs know it together. */
export interface Executor {
  /** Counts up from 0 within its application. */
  readonly id: string;
  readonly worker: Worker | undefined;
  readonly cores: number | undefined;
  readonly memory: Bytes | undefined;
  /** The master's words: LAUNCHING, RUNNING, EXITED, FAILED, KILLED, LOST; ENDED where only its worker tells that it is over. */
  readonly state: string;
  readonly isLive: boolean;
  /** Whether it ever reached its driver: what is granted and never registers cannot open the driver's port. Undefined: the driver was not heard. */
  readonly registered: boolean | undefined;
  /** 137 is SIGKILL (the kernel's for memory, or `docker kill`), 143 a normal stop, 1 says nothing by itself, 52 is a full heap. */
  readonly exitCode: number | undefined;
  readonly endedAt: Date | undefined;
  /** The worker's or the driver's own words: "Command exited with code 1". */
  readonly reason: string | undefined;
  /** What it wrote before it died, where that was read: kinds of lines, and the end of its stderr. */
  readonly stderr: { readonly tail: string; readonly kinds: readonly string[] } | undefined;
}

/** All that are known, by number. Executors of long ago are forgotten by everybody: the worker keeps 1,000. */
export function executorsOf(model: Model, application: Application): readonly Executor[] {
  const found = new Map<string, Partial<Executor>>();
  const add = (id: string, more: Partial<Executor>) => found.set(id, { ...found.get(id), ...more });
  for (const [id, ending] of endingsInLogs(model, application)) add(id, ofEnding(ending));
  for (const { worker, executors, finished } of atWorkers(model, application.id)) {
    for (const executor of finished) add(String(executor.id), { ...sizeOf(executor), worker, state: found.get(String(executor.id))?.state ?? 'ENDED', isLive: false });
    for (const executor of executors) add(String(executor.id), { ...sizeOf(executor), worker, state: 'RUNNING', isLive: true });
  }
  for (const { id, worker, cores, memory, state, removed } of application.page?.executors ?? []) {
    add(id, { worker: model.cluster?.workers.find((one) => one.id === worker), cores, memory: mebibytes(memory), state, isLive: !removed && (state === 'RUNNING' || state === 'LAUNCHING') });
  }
  addDriversView(application, add, found);
  addStderr(model, application, add);
  return [...found].sort(([a], [b]) => Number(a) - Number(b)).map(([id, executor]) => complete(id, executor));
}

/** Those that ended by themselves or were killed: not those that dynamic allocation or the master sent home. */
export const diedOf = (executors: readonly Executor[]): readonly Executor[] => executors.filter(({ isLive, state, exitCode }) => !isLive && state !== 'KILLED' && exitCode !== 143 && exitCode !== 0);

const ofEnding = ({ state, exitCode, at, reason }: Ending): Partial<Executor> => ({ state, isLive: false, exitCode, endedAt: at, reason });

const sizeOf = ({ cores, memory }: WorkerExecutor): Partial<Executor> => ({ ...(cores === undefined ? {} : { cores }), memory: mebibytes(memory) });

function atWorkers({ cluster }: Model, appId: string) {
  return (cluster?.workers ?? []).flatMap((worker) =>
    worker.report === undefined
      ? []
      : [{ worker, executors: worker.report.executors.filter((one) => one.appId === appId), finished: worker.report.finishedExecutors.filter((one) => one.appId === appId) }],
  );
}

/** Executors that registered are in the driver's list, dead ones too; one that never reached it is in none (Spark 3.5.3, recorded). */
function addDriversView({ driver }: Application, add: (id: string, more: Partial<Executor>) => unknown, found: ReadonlyMap<string, Partial<Executor>>): void {
  if (driver?.executors === undefined) return;
  const listed = new Map(driver.executors.map((executor) => [executor.id, executor]));
  for (const id of found.keys()) add(id, { registered: listed.has(id) });
  for (const { id, isActive, totalCores, removeReason, removeTime } of driver.executors) {
    if (id === 'driver') continue;
    const known = found.get(id);
    const code = /exited with code (-?\d+)/.exec(removeReason ?? '')?.[1];
    add(id, {
      registered: true,
      cores: known?.cores ?? totalCores,
      isLive: known?.isLive ?? isActive,
      state: known?.state ?? (isActive ? 'RUNNING' : 'ENDED'),
      reason: known?.reason ?? removeReason,
      exitCode: known?.exitCode ?? (code === undefined ? undefined : Number(code)),
      endedAt: known?.endedAt ?? (removeTime === undefined ? undefined : sparkTime(removeTime)),
    });
  }
}

function addStderr({ facts }: Model, application: Application, add: (id: string, more: Partial<Executor>) => unknown): void {
  for (const { appId, executorId, tail, kinds = [] } of facts['spark-workers']?.executorLogs ?? []) {
    if (appId === application.id) add(String(executorId), { stderr: { tail, kinds } });
  }
}

/** "2026-12-01T00:48:15.792GMT" (api.scala, all versions). */
function sparkTime(text: string): Date | undefined {
  const at = Date.parse(text.replace(/GMT$/, 'Z'));
  return Number.isNaN(at) ? undefined : new Date(at);
}

/** An executor that has ended never comes back: who still lists it as running was asked before. */
const complete = (id: string, { worker, cores, memory, state = 'ENDED', isLive = false, registered, exitCode, endedAt, reason, stderr }: Partial<Executor>): Executor => ({
  id,
  worker,
  cores,
  memory,
  state: endedAt !== undefined && (state === 'RUNNING' || state === 'LAUNCHING') ? 'EXITED' : state,
  isLive: isLive && endedAt === undefined,
  registered,
  exitCode,
  endedAt,
  reason,
  stderr,
});
