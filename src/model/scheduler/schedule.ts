import type { ApplicationInfo, Master } from './master.js';
import { startDrivers } from './driver-phase.js';
import { startExecutors } from './executor-phase.js';

/**
 * One pass of the Master over everything that waits (Master.schedule). Nothing
 * else ever launches anything, and no pass happens by time alone: the functions
 * of events.ts say after which message there is one.
 *
 * A pass over books that an earlier pass left changes nothing, so only what
 * happened since is looked at: see `unsettled`.
 */
export function schedule(master: Master): void {
  startDrivers(master);
  startExecutors(master);
  master.unsettled = [];
}

/** Something was given back or added: anyone in the queue may profit. */
export function offerEveryoneAgain(master: Master): void {
  master.era += 1;
  master.unsettled = 'everyone';
}

/** One application wants more than before; the others are as they were. */
export function offerAgain(master: Master, application: ApplicationInfo): void {
  if (master.unsettled !== 'everyone') master.unsettled = [...master.unsettled, application];
}
