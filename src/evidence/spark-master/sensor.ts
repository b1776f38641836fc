import { observed, unavailable, valueOf, type Evidence } from '../evidence.js';
import { firstGaps } from '../gaps.js';
import { inTurns } from '../http/in-turns.js';
import { describeFailure, describeStatus } from '../http/json-answer.js';
import type { Stopwatch } from '../http/stopwatch.js';
import { abortable, firstSuccess, onAbort, pause, startStopwatch } from '../http/timing/sensor.js';
import { present } from '../present.js';
import type { Earlier, SensorContext } from '../sensor-context.js';

import { parseApplicationPage, parseSparkVersion, saysGone } from './application-page.js';
import { findMasterCandidates, type FoundBy, type MasterCandidate } from './candidates.js';
import { readMasterDocument } from './document.js';
import { byStatus, cutShort, nothingAnswered, nothingKnown, redactNames, type Gap, type Seen } from './findings.js';
import { withoutCredentials } from './master-address.js';
import { pageOrder, type PageRead } from './page-order.js';
import type { MasterDocument, SparkMaster, SparkMasterEvidence } from './schema.js';

/** Addresses nobody named by hand are not waited for longer. */
const GUESS_TIMEOUT = 5_000;
/** Standby masters answer as fast as the leader: those that do not, are not waited for. */
const STANDBY_GRACE = 300;
/** Between "page bound" and "elected leader" a master says STANDBY for 0.2 to 3 s (3.5.3). */
const ELECTION = 4_000;
const ELECTION_POLL = 250;
/** As many as there are connections to one origin. */
const PAGES_AT_ONCE = 2;
const PAGE_TIMEOUT = 5_000;
const PAGE_LIMIT = 4 * 1024 ** 2;

interface Call {
  readonly context: SensorContext;
  readonly watch: Stopwatch;
}

/** Finds and reads every master of the project. An address that leads nowhere is named, with the reason. */
export async function observeSparkMaster(context: SensorContext, earlier: Earlier): Promise<Evidence<SparkMasterEvidence>> {
  const call = { context, watch: startStopwatch(context.deadline) };
  const sight = { masters: context.masters, env: context.env, compose: valueOf(earlier.compose), docker: valueOf(earlier.docker) };
  const { candidates, passedOver } = findMasterCandidates(sight);
  if (candidates.length === 0) return unavailable(nothingKnown(passedOver));
  const gaps: Gap[] = [...passedOver];
  const seen = await untilElected(call, await askAll(call, candidates, gaps));
  if (seen.length === 0) return unavailable(nothingAnswered(gaps));
  const masters: SparkMaster[] = [];
  for (const master of byStatus(seen)) masters.push(await describe(call, master, gaps));
  return observed({ masters, gaps: firstGaps(gaps, 'addresses and pages') });
}

/** All at once. Once a leader is known, the others get a moment more. */
async function askAll(call: Call, candidates: readonly MasterCandidate[], gaps: Gap[]): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const open = new Set(candidates);
  const settled = abortable({});
  const asked = candidates.map(async (candidate) => {
    const master = await askCandidate(call, candidate, settled.signal, gaps);
    if (!settled.signal.aborted) open.delete(candidate);
    if (master !== undefined && !seen.some(({ document }) => document.url === master.document.url)) seen.push(master);
    if (master?.document.status === 'ALIVE') void pause(STANDBY_GRACE, settled.signal).then(() => { settled.abort(); });
  });
  await Promise.race([Promise.all(asked), new Promise<void>((resolve) => { onAbort(settled.signal, resolve); })]);
  for (const { addresses } of open) gaps.push(...addresses.map(({ base }) => unanswered(base)));
  settled.abort();
  return [...seen];
}

async function askCandidate(call: Call, candidate: MasterCandidate, settled: AbortSignal, gaps: Gap[]): Promise<Seen | undefined> {
  const failed: Gap[] = [];
  const { signal } = abortable({ parents: [call.context.signal, settled] });
  const tries = candidate.addresses.map(({ base, foundBy }) => async (tried: AbortSignal): Promise<Seen | undefined> => {
    const answer = await askOnce(call, base, foundBy, tried);
    if (answer.kind === 'document') return { base, foundBy, candidate, document: answer.document };
    if (!tried.aborted || call.context.signal.aborted) failed.push({ subject: withoutCredentials(base), detail: answer.detail });
    return undefined;
  });
  const master = await firstSuccess(tries, signal);
  if (master === undefined && !settled.aborted) {
    const silent = candidate.addresses.map(({ base }) => unanswered(base)).filter(({ subject }) => !failed.some((gap) => gap.subject === subject));
    gaps.push(...failed, ...silent);
  }
  return master;
}

const unanswered = (base: string): Gap => ({ subject: withoutCredentials(base), detail: 'no answer in time' });

async function askOnce({ context, watch }: Call, base: string, foundBy: FoundBy, signal: AbortSignal) {
  const timeout = foundBy === 'flag' ? watch.left() : Math.min(watch.left(), GUESS_TIMEOUT);
  return readMasterDocument(await context.http.get(`${base}/json/`, { signal, timeout }));
}

/** A master that says STANDBY or RECOVERING, and no other leads: it may be starting, so it is asked again for a few seconds. */
async function untilElected(call: Call, seen: readonly Seen[]): Promise<readonly Seen[]> {
  const election = startStopwatch(Math.min(ELECTION, call.watch.left() / 2));
  let current = seen;
  while (current.length > 0 && !current.some(({ document }) => document.status === 'ALIVE') && election.left() > ELECTION_POLL && !call.context.signal.aborted) {
    await pause(ELECTION_POLL, call.context.signal);
    current = await Promise.all(
      current.map(async (master) => {
        const answer = await askOnce(call, master.base, master.foundBy, call.context.signal);
        return answer.kind === 'document' ? { ...master, document: answer.document } : master;
      }),
    );
  }
  return current;
}

async function describe(call: Call, { base, foundBy, candidate, document }: Seen, gaps: Gap[]): Promise<SparkMaster> {
  const pages = document.status === 'ALIVE' ? await readPages(call, base, document, gaps) : [];
  const sparkVersion = pages.find((page) => page.sparkVersion !== undefined)?.sparkVersion;
  return {
    ui: withoutCredentials(base),
    foundBy,
    ...present({ service: candidate.service, container: candidate.container, sparkVersion }),
    document: redactNames(document, call.context.redactor),
    applicationPages: pages.flatMap(({ page }) => (page === undefined ? [] : [page])),
  };
}

async function readPages(call: Call, base: string, document: MasterDocument, gaps: Gap[]): Promise<readonly PageRead[]> {
  const wanted = pageOrder(document.activeapps);
  // Without an application any id will do: the page that says so is the smallest one with the version.
  const ids = wanted.length === 0 ? ['none'] : wanted;
  const read = await inTurns(ids, PAGES_AT_ONCE, (id) => readPage(call, base, id));
  if (wanted.length > 0) gaps.push(...cutShort(read));
  return read;
}

async function readPage({ context, watch }: Call, base: string, appId: string): Promise<PageRead> {
  if (watch.left() === 0 || context.signal.aborted) return { appId, late: true };
  const timeout = Math.min(watch.left(), PAGE_TIMEOUT);
  const answer = await context.http.get(`${base}/app/?appId=${encodeURIComponent(appId)}`, { signal: context.signal, timeout, limit: PAGE_LIMIT });
  if (answer.kind !== 'answered') return answer.kind === 'timed-out' && timeout < PAGE_TIMEOUT ? { appId, late: true } : { appId, failure: describeFailure(answer) };
  if (answer.status !== 200) return { appId, failure: describeStatus(answer.status) };
  const page = parseApplicationPage(answer.body, appId);
  const sparkVersion = parseSparkVersion(answer.body);
  const failure = page !== undefined ? undefined : saysGone(answer.body) ? 'it ended while it was looked at' : 'its page cannot be read';
  return { appId, ...present({ sparkVersion, page, failure }) };
}
