import { observed, unavailable, valueOf, type Evidence } from '../evidence.js';
import { describeGaps, firstGaps, listed } from '../gaps.js';
import { inTurns } from '../http/in-turns.js';
import { describeFailure, describeStatus, parseJson } from '../http/json-answer.js';
import { firstSuccess, startStopwatch, type Stopwatch } from '../http/timing/sensor.js';
import { present } from '../present.js';
import type { Earlier, SensorContext } from '../sensor-context.js';

import { driverTargets, type DriverAddress, type DriverTarget } from './driver-targets.js';
import { environmentOf, parseEnvironmentPage, type DriverEnvironment } from './environment-page.js';
import { readActiveStages, readApplication, readExecutors, readJobs, readProperties, type JobList } from './rest.js';
import type { SparkDriver, SparkDriversEvidence } from './schema.js';
import { parseStreamingPage, readStreamMetrics } from './streams.js';

/** Pages are cheap. */
const PAGES_AT_ONCE = 8;
/** The first REST request in a driver's life loads Jersey: 2 to 5 s, and 12 s each when four are asked at once on two cores. */
const COLD_AT_ONCE = 2;
const PAGE_TIMEOUT = 5_000;
const PAGE_LIMIT = 4 * 1024 ** 2;

type Gap = SparkDriversEvidence['gaps'][number];

interface Call {
  readonly context: SensorContext;
  readonly watch: Stopwatch;
  readonly gaps: Gap[];
}

interface Found {
  readonly target: DriverTarget;
  readonly address: DriverAddress;
  readonly environment: DriverEnvironment;
}

/** What the drivers themselves say: their effective configuration, executors, work. Optional: what is late is cut and named. */
export async function observeSparkDrivers(context: SensorContext, earlier: Earlier): Promise<Evidence<SparkDriversEvidence>> {
  const call: Call = { context, watch: startStopwatch(context.deadline), gaps: [] };
  const targets = driverTargets({
    masters: valueOf(earlier['spark-master']),
    workers: valueOf(earlier['spark-workers']),
    docker: valueOf(earlier.docker),
    processes: valueOf(earlier['container-processes']),
  });
  const missed: Gap[] = [];
  const found = once(await inTurns(targets, PAGES_AT_ONCE, (target) => findDriver(call, target, missed)));
  if (targets.length > 0 && found.length === 0) return unavailable({ kind: 'unreachable', target: listed(targets.map(subjectOf)), detail: describeGaps(missed) });
  const drivers = await readAll(call, found);
  // What one way did not lead to, another one may have.
  const gaps = missed.filter(({ subject }) => !found.some(({ environment }) => environment.appId === subject));
  return observed({ drivers: [...drivers].sort((a, b) => (a.appId < b.appId ? -1 : 1)), gaps: firstGaps([...gaps, ...call.gaps], 'drivers') });
}

const subjectOf = ({ appId, container }: DriverTarget) => appId ?? container ?? 'driver';

/** Two ways may lead to one driver. */
function once(found: readonly (Found | undefined)[]): readonly Found[] {
  const byApplication = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.environment.appId, one] as const])).reverse());
  return [...byApplication.values()].reverse();
}

async function findDriver(call: Call, target: DriverTarget, missed: Gap[]): Promise<Found | undefined> {
  const reasons: string[] = call.watch.left() === 0 ? ['time was over'] : [];
  const tries = target.addresses.map((address) => async (signal: AbortSignal): Promise<Found | undefined> => {
    const environment = await readEnvironment(call, address.base, signal);
    if (typeof environment === 'string') reasons.push(`${address.base}: ${environment}`);
    else if (target.appId !== undefined && environment.appId !== target.appId) reasons.push(`${address.base}: is the driver of ${environment.appId}`);
    else return { target, address, environment };
    return undefined;
  });
  const found = call.watch.left() === 0 ? undefined : await firstSuccess(tries, call.context.signal);
  if (found === undefined) missed.push({ subject: subjectOf(target), detail: reasons.length > 0 ? reasons.join('; ') : 'no answer in time' });
  return found;
}

/** From the page, which needs no Jersey; from the REST API where the page is not one we know. A text says why from neither. */
async function readEnvironment({ context, watch }: Call, base: string, signal: AbortSignal): Promise<DriverEnvironment | string> {
  const page = await context.http.get(`${base}/environment/`, { signal, timeout: Math.min(watch.left(), PAGE_TIMEOUT), limit: PAGE_LIMIT });
  if (page.kind !== 'answered') return describeFailure(page);
  const environment = page.status === 200 ? parseEnvironmentPage(page.body) : undefined;
  if (environment !== undefined) return environment;
  const listed = parseJson(await context.http.get(`${base}/api/v1/applications`, { signal, timeout: watch.left(), limit: PAGE_LIMIT }));
  if (listed.kind === 'failed') return page.status === 200 ? listed.detail : describeStatus(page.status);
  const application = readApplication(listed.value);
  if (application === undefined) return 'answers, but not as a driver does';
  const json = parseJson(await context.http.get(`${base}/api/v1/applications/${encodeURIComponent(application.id)}/environment`, { signal, timeout: watch.left(), limit: PAGE_LIMIT }));
  const properties = json.kind === 'json' ? readProperties(json.value) : undefined;
  const read = properties === undefined ? undefined : environmentOf(properties, application.sparkVersion);
  return read ?? (json.kind === 'failed' ? json.detail : 'its environment cannot be read');
}

/** The REST API of two drivers at a time until it is warm; all that needs no REST runs beside it. */
async function readAll(call: Call, found: readonly Found[]): Promise<readonly SparkDriver[]> {
  const reading: Promise<SparkDriver>[] = [];
  await inTurns(found, COLD_AT_ONCE, async (driver) => {
    const cold = rest(call, driver, 'allexecutors');
    reading.push(readDriver(call, driver, cold));
    await cold;
  });
  return Promise.all(reading);
}

async function readDriver(call: Call, driver: Found, cold: Promise<unknown>): Promise<SparkDriver> {
  const { address, target, environment } = driver;
  const { redactor } = call.context;
  const metrics = readMetrics(call, driver);
  const executors = readExecutors(await cold, redactor);
  // After a first answer that did not come there is no use in a second question.
  const [stages, jobs] = executors === undefined ? [] : await Promise.all([rest(call, driver, 'stages?status=active').then(readActiveStages), rest(call, driver, 'jobs').then(readJobs)]);
  const properties = [...environment.properties].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    appId: environment.appId,
    appName: redactor.text(environment.appName),
    ui: address.base,
    foundBy: address.foundBy,
    ...present({ container: target.container, sparkVersion: environment.sparkVersion, startTime: environment.startTime }),
    sparkProperties: Object.fromEntries(properties.map(([key, value]) => [key, redactor.value(key, value)])),
    ...present({ executors: executors === undefined ? undefined : [...executors], activeStages: stages, jobs: jobs === undefined ? undefined : [...jobs.jobs] }),
    streams: [...(await streamsOf(call, driver, await metrics, jobs))],
  };
}

async function rest({ context, watch, gaps }: Call, { address, environment }: Found, what: string): Promise<unknown> {
  const url = `${address.base}/api/v1/applications/${encodeURIComponent(environment.appId)}/${what}`;
  const json = watch.left() === 0 ? { kind: 'failed' as const, detail: 'time was over' } : parseJson(await context.http.get(url, { signal: context.signal, timeout: watch.left() }));
  if (json.kind === 'json') return json.value;
  gaps.push({ subject: environment.appId, detail: `REST /${what}: ${json.detail}` });
  return undefined;
}

async function readMetrics({ context, watch }: Call, { address }: Found): Promise<SparkDriver['streams']> {
  const json = parseJson(await context.http.get(`${address.base}/metrics/json/`, { signal: context.signal, timeout: Math.min(watch.left(), PAGE_TIMEOUT), limit: PAGE_LIMIT }));
  return json.kind === 'json' ? [...readStreamMetrics(json.value)] : [];
}

/** The page is asked only where the metrics say nothing, and never when the jobs say that there is no stream. */
async function streamsOf({ context, watch }: Call, { address }: Found, metrics: SparkDriver['streams'], jobs: JobList | undefined): Promise<SparkDriver['streams']> {
  const clean = (streams: readonly SparkDriver['streams'][number][]) => streams.map((stream) => ({ ...stream, query: context.redactor.text(stream.query) }));
  if (metrics.length > 0 || jobs?.streaming === false || watch.left() === 0) return clean(metrics);
  const page = await context.http.get(`${address.base}/StreamingQuery/`, { signal: context.signal, timeout: Math.min(watch.left(), PAGE_TIMEOUT), limit: PAGE_LIMIT });
  return page.kind === 'answered' && page.status === 200 ? clean(parseStreamingPage(page.body)) : [];
}
