import { observed, unavailable, valueOf, type Evidence } from '../evidence.js';
import { describeGaps, firstGaps, listed } from '../gaps.js';
import { inTurns } from '../http/in-turns.js';
import { parseJson } from '../http/json-answer.js';
import { startStopwatch } from '../http/timing/sensor.js';
import { present } from '../present.js';
import type { Earlier, SensorContext } from '../sensor-context.js';

import { subjectOf, type Call, type Found } from './call.js';
import { driverTargets } from './driver-targets.js';
import { environmentOf, type DriverEnvironment } from './environment-page.js';
import { findDrivers } from './find/sensor.js';
import { readStreams } from './read-streams.js';
import { readActiveStages, readApplication, readExecutors, readJobs, readProperties } from './rest.js';
import type { SparkDriver, SparkDriversEvidence } from './schema.js';

/** The first REST request in a driver's life loads Jersey: 2 to 5 s, and 12 s each when four are asked at once on two cores. */
const COLD_AT_ONCE = 2;

/** A driver that is known by its own words. */
interface Known extends Found {
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
  const { found, missed } = await findDrivers(call, targets);
  const drivers = await readAll(call, found);
  // What one way did not lead to, another one may have.
  const gaps = [...missed.filter(({ subject }) => !drivers.some(({ appId }) => appId === subject)), ...call.gaps];
  if (targets.length > 0 && drivers.length === 0) return unavailable({ kind: 'unreachable', target: listed(targets.map(subjectOf)), detail: describeGaps(gaps) });
  return observed({ drivers: [...drivers].sort((a, b) => (a.appId < b.appId ? -1 : 1)), gaps: firstGaps(gaps, 'drivers') });
}

/** The first REST request of two drivers at a time; all that needs no REST, and all that comes after, runs beside it. */
async function readAll(call: Call, found: readonly Found[]): Promise<readonly SparkDriver[]> {
  const reading: Promise<SparkDriver>[] = [];
  await inTurns(found, COLD_AT_ONCE, async (one) => {
    const environment = one.environment ?? (await introduce(call, one));
    if (environment === undefined) return;
    const driver = { ...one, environment };
    const executors = rest(call, driver, 'allexecutors');
    reading.push(readDriver(call, driver, executors));
    await executors;
  });
  return Promise.all(reading);
}

/** Where the page holds no values, the REST API says who it is and how it is configured. */
async function introduce(call: Call, found: Found): Promise<DriverEnvironment | undefined> {
  const subject = subjectOf(found.target);
  const application = readApplication(await restOf(call, found, subject, ''));
  if (application === undefined) return undefined;
  const { appId = application.id } = found.target;
  if (application.id !== appId) call.gaps.push({ subject, detail: `${found.address.base}: is the driver of ${application.id}` });
  const properties = application.id === appId ? readProperties(await restOf(call, found, subject, `/${encodeURIComponent(appId)}/environment`)) : undefined;
  return properties === undefined ? undefined : environmentOf(new Map([['spark.app.id', appId], ...properties]), application.sparkVersion);
}

async function readDriver(call: Call, driver: Known, firstAnswer: Promise<unknown>): Promise<SparkDriver> {
  const { address, target, environment } = driver;
  const { redactor } = call.context;
  // Pages cost it little and need no REST, whose first answer takes seconds.
  const streams = readStreams(call, address.base, environment.appId);
  const executors = readExecutors(await firstAnswer, redactor);
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
    ...present({ executors: executors === undefined ? undefined : [...executors], activeStages: stages, jobs: jobs === undefined ? undefined : [...jobs] }),
    streams: [...(await streams)],
  };
}

const rest = (call: Call, driver: Known, what: string): Promise<unknown> =>
  restOf(call, driver, driver.environment.appId, `/${encodeURIComponent(driver.environment.appId)}/${what}`);

async function restOf({ context, watch, gaps }: Call, { address }: Found, subject: string, path: string): Promise<unknown> {
  const late = { kind: 'failed' as const, detail: 'time was over' };
  const json = watch.left() === 0 ? late : parseJson(await context.http.get(`${address.base}/api/v1/applications${path}`, { signal: context.signal, timeout: watch.left() }));
  if (json.kind === 'json') return json.value;
  const what = path.split('/').at(-1) ?? '';
  gaps.push({ subject, detail: `REST /${what === '' ? 'applications' : what}: ${json.detail}` });
  return undefined;
}
