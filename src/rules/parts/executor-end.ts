import type { Application } from '#model/application.js';
import type { Model } from '#model/model.js';

/** Executors of a live application that ended by themselves, and what the last one's stderr says. */
export interface EndedExecutors {
  readonly count: number;
  /** Undefined: it was not read. */
  readonly stderr: string | undefined;
  /** None is at work: the driver lists no executor but itself. Undefined: the driver did not tell. */
  readonly noneAtWork: boolean | undefined;
}

const DIED = new Set(['EXITED', 'FAILED']);

/** Of workers that are alive: one that goes away takes its executors along, as EXITED, FAILED or LOST (3.5.3, a worker made anew thrice). */
export function endedExecutors({ id, driver }: Application, { facts, cluster }: Model): EndedExecutors {
  const alive = new Set(cluster?.alive.map((worker) => worker.id));
  const onPage = cluster?.master.applicationPages.find(({ appId }) => appId === id)?.executors.filter(({ worker }) => alive.has(worker)) ?? [];
  const died = onPage.filter(({ state }) => DIED.has(state)).length;
  const sentHome = onPage.filter(({ state }) => state === 'KILLED').length;
  const onWorkers = (facts['spark-workers']?.workers ?? []).reduce((sum, { finishedExecutors }) => sum + finishedExecutors.filter(({ appId }) => appId === id).length, 0);
  const stderr = facts['spark-workers']?.executorLogs.filter(({ appId }) => appId === id).at(-1)?.tail;
  return {
    count: Math.max(died, onWorkers - sentHome),
    stderr,
    noneAtWork: driver?.executors === undefined ? undefined : !driver.executors.some((executor) => executor.id !== 'driver' && executor.isActive),
  };
}

/** The line of a text that fits, without the frames around it. */
export const lineIn = (text: string | undefined, pattern: RegExp): string | undefined => text?.split('\n').find((line) => pattern.test(line))?.trim().slice(0, 300);
