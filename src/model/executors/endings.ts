import type { Application } from '../application.js';
import { lineOf } from '../log-lines.js';
import type { Model } from '../model.js';

/** How an executor ended, in the words of a log. */
export interface Ending {
  readonly state: string;
  readonly exitCode: number | undefined;
  readonly at: Date | undefined;
  readonly reason: string | undefined;
}

/**
 * By executor id: what workers logged ("Executor app/0 finished with state EXITED message Command exited with code 1
 * exitStatus 1"), and what the driver did ("Lost executor 0 on ...: ..."). The worker's words go first.
 */
export function endingsInLogs(model: Model, application: Application): ReadonlyMap<string, Ending> {
  const endings = new Map<string, Ending>();
  for (const { captures, time } of inDriversLog(model, application)) {
    const [id, , reason] = captures;
    if (id !== undefined) endings.set(id, { state: 'LOST', exitCode: codeIn(reason), at: time, reason });
  }
  for (const { container } of model.cluster?.workers.flatMap(({ container }) => (container === undefined ? [] : [{ container }])) ?? []) {
    const finished = lineOf(model.containers.get(container.Id)?.log, 'executor-finished');
    for (const { captures, time } of finished?.recent ?? []) {
      const told = readFinished(captures);
      if (told?.appId === application.id) endings.set(told.executorId, { state: told.state, exitCode: told.exitCode, at: time, reason: told.reason });
    }
  }
  return endings;
}

function inDriversLog(model: Model, application: Application) {
  const place = model.places.get(application.id);
  const log = place === undefined ? undefined : model.containers.get(place.container.Id)?.log;
  return log?.appId === application.id ? (lineOf(log, 'executor-lost')?.recent ?? []) : [];
}

/** Groups of `executor-finished`: ["Unknown "], application, number, state, [message], [exit status]. */
function readFinished(captures: readonly string[]) {
  const at = captures.findIndex((text) => /^(KILLED|FAILED|LOST|EXITED)$/.test(text));
  const [appId, executorId, state] = [captures[at - 2], captures[at - 1], captures[at]];
  if (appId === undefined || executorId === undefined || state === undefined) return undefined;
  const rest = captures.slice(at + 1);
  const status = rest.find((text) => /^-?\d+$/.test(text));
  const reason = rest.find((text) => !/^-?\d+$/.test(text));
  return { appId, executorId, state, reason, exitCode: status === undefined ? codeIn(reason) : Number(status) };
}

function codeIn(text: string | undefined): number | undefined {
  const code = /exited with code (-?\d+)/.exec(text ?? '')?.[1];
  return code === undefined ? undefined : Number(code);
}
