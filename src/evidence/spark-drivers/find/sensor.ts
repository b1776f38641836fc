import type { NamedGap } from '../../gaps.js';
import { inTurns } from '../../http/in-turns.js';
import { describeFailure, describeStatus, isStarting } from '../../http/json-answer.js';
import { firstSuccess } from '../../http/timing/sensor.js';
import { PAGE_LIMIT, PAGE_TIMEOUT, subjectOf, type Call, type Found } from '../call.js';
import type { DriverAddress, DriverTarget } from '../driver-targets.js';
import { isEnvironmentPage, parseEnvironmentPage } from '../environment-page.js';

const AT_ONCE = 8;

export interface Search {
  readonly found: readonly Found[];
  readonly missed: readonly NamedGap[];
}

/** Looks for every driver at its addresses, by a page that costs it little. Those that are not there are named. */
export async function findDrivers(call: Call, targets: readonly DriverTarget[]): Promise<Search> {
  const missed: NamedGap[] = [];
  const found = await inTurns(targets, AT_ONCE, (target) => findDriver(call, target, missed));
  return { found: once(found.filter((one) => one !== undefined)), missed };
}

/** Two ways may lead to one driver: the better known one stays. */
function once(found: readonly Found[]): readonly Found[] {
  const ids = found.map(({ environment, address }) => environment?.appId ?? address.base);
  return found.filter((_, at) => ids.indexOf(ids[at] ?? '') === at);
}

async function findDriver(call: Call, target: DriverTarget, missed: NamedGap[]): Promise<Found | undefined> {
  const { watch, context } = call;
  const reasons: string[] = watch.left() === 0 ? ['time was over'] : [];
  const tries = target.addresses.map((address) => async (signal: AbortSignal): Promise<Found | undefined> => {
    const answer = await askPage(call, target, address, signal);
    if (typeof answer === 'string') reasons.push(`${address.base}: ${answer}`);
    return typeof answer === 'string' ? undefined : answer;
  });
  const found = watch.left() === 0 ? undefined : await firstSuccess(tries, context.signal);
  if (found === undefined) missed.push({ subject: subjectOf(target), detail: reasons.length > 0 ? reasons.join('; ') : 'no answer in time' });
  return found;
}

/** A text says why it is not the one. */
async function askPage({ context, watch }: Call, target: DriverTarget, address: DriverAddress, signal: AbortSignal): Promise<Found | string> {
  const page = await context.http.get(`${address.base}/environment/`, { signal, timeout: Math.min(watch.left(), PAGE_TIMEOUT), limit: PAGE_LIMIT });
  if (page.kind !== 'answered') return describeFailure(page);
  if (page.status !== 200) return describeStatus(page.status);
  if (isStarting(page.body)) return 'Spark is starting up: its context is not ready';
  const environment = parseEnvironmentPage(page.body);
  if (environment === undefined) return isEnvironmentPage(page.body) ? { target, address, environment } : "answers, but not with a driver's page";
  if (target.appId !== undefined && environment.appId !== target.appId) return `is the driver of ${environment.appId}`;
  return { target, address, environment };
}
