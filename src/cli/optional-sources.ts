import type { DockerContainer } from '#evidence/docker/schema.js';
import { unavailable, valueOf, type Evidence } from '#evidence/evidence.js';
import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource, Facts, Source } from '#evidence/snapshot.js';
import { sparkServices, type SparkService } from '#model/spark-service.js';

/** Once what is required has answered, optional sources get this long, or this share of the time so far if that is more. */
const PATIENCE = 250;

type Optional = Exclude<Source, 'compose' | 'docker' | 'spark-master'>;
type Reading<S extends Optional> = Promise<Evidence<Facts[S]>>;

/**
 * Workers, drivers, logs, processes, figures, events, mounted files: each starts as soon as what it needs is known,
 * and none keeps the answer waiting. What comes late is cut, and named as a blind spot.
 */
export async function optionalSources(context: SensorContext, earlier: EvidenceBySource, master: Promise<Evidence<Facts['spark-master']>>, patient: boolean): Promise<EvidenceBySource> {
  const started = context.now().getTime();
  const readings = start(context, earlier, master, patient);
  await master;
  const patience = patient ? context.deadline : Math.max(PATIENCE, context.now().getTime() - started);
  const over = new Promise<'over'>((resolve) => setTimeout(() => { resolve('over'); }, patience).unref());
  const settled = await Promise.all(
    Object.entries(readings).map(async ([source, reading]) => [source, await inTime(source as Optional, reading, over)] as const),
  );
  return Object.fromEntries(settled);
}

async function inTime(source: Optional, reading: Promise<Evidence<unknown>>, over: Promise<'over'>): Promise<Evidence<unknown>> {
  try {
    const first = await Promise.race([reading, over]);
    return first === 'over' ? unavailable({ kind: 'timed-out', target: source }) : first;
  } catch (error) {
    return unavailable({ kind: 'crashed', detail: error instanceof Error ? error.message : String(error) });
  }
}

function start(context: SensorContext, earlier: EvidenceBySource, master: Promise<Evidence<Facts['spark-master']>>, patient: boolean): { readonly [S in Optional]?: Reading<S> } {
  const docker = valueOf(earlier.docker);
  const services = sparkServices(valueOf(earlier.compose)?.services ?? {}, docker, []);
  const withMaster = master.then((evidence): EvidenceBySource => ({ ...earlier, 'spark-master': evidence }));
  const known = withMaster.then((all) => valueOf(all['spark-master']) !== undefined);
  const nothing = (detail: string) => unavailable({ kind: 'not-collected', detail });
  return {
    'spark-workers': known.then(async (there) => (there ? (await import('#evidence/spark-workers/sensor.js')).observeSparkWorkers(context, await withMaster) : nothing('no master was found'))),
    'spark-drivers': known.then(async (there) => (there ? (await import('#evidence/spark-drivers/sensor.js')).observeSparkDrivers(context, await withMaster) : nothing('no master was found'))),
    ...(docker === undefined ? {} : containerReadings(context, services, valueOf(earlier.compose)?.name, patient)),
  };
}

/** Containers that Spark's daemons or drivers run in; of others neither log nor mounts matter. */
function containerReadings(context: SensorContext, services: readonly SparkService[], project: string | undefined, patient: boolean): { readonly [S in Optional]?: Reading<S> } {
  const replicas = services.filter(({ role }) => role !== 'other').flatMap(({ replicas }) => replicas.map(({ container }) => container));
  const drivers = services.filter(({ role }) => role === 'job').flatMap(({ replicas }) => replicas.map(({ container }) => container));
  return {
    // The master's log tells nothing that its JSON does not; a driver's tells which application it is.
    'container-logs': import('#evidence/container-logs/sensor.js').then(({ observeContainerLogs }) => observeContainerLogs(context, { containers: drivers, drivers: new Set(drivers.map(({ Id }) => Id)) })),
    'mounted-files': import('#evidence/mounted-files/sensor.js').then(({ observeMountedFiles }) => observeMountedFiles(context, replicas)),
    ...(patient ? lookCloser(context, replicas, project) : {}),
  };
}

/** What a snapshot holds beside: events first, since `top` leaves an event and the engine remembers 256 in all. */
function lookCloser(context: SensorContext, containers: readonly DockerContainer[], project: string | undefined): { readonly [S in Optional]?: Reading<S> } {
  const ids = new Set(containers.map(({ Id }) => Id));
  const events = import('#evidence/engine-events/sensor.js').then(({ observeEngineEvents }) => observeEngineEvents(context, { project, containers: ids }));
  return {
    'engine-events': events,
    'container-processes': events.then(async () => (await import('#evidence/container-processes/sensor.js')).observeContainerProcesses(context, containers)),
    'container-stats': import('#evidence/container-stats/sensor.js').then(({ observeContainerStats }) => observeContainerStats(context, containers)),
  };
}
