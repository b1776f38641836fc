import type { DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';
import { observed, unavailable, valueOf, type Evidence } from '#evidence/evidence.js';
import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource, Facts, Source } from '#evidence/snapshot.js';
import { containersOfOutsideDrivers, containersThatMayDrive } from '#model/driver-containers.js';
import { sparkServices, type SparkService } from '#model/spark-service.js';

export type Optional = Exclude<Source, 'compose' | 'docker' | 'spark-master'>;
type Reading<S extends Optional> = Promise<Evidence<Facts[S]>>;

/** What an optional source may start from. None of the promises rejects. */
export interface Known {
  /** What was required and asked before: compose file and engine. */
  readonly earlier: EvidenceBySource;
  /** The same and the master, once that has answered. */
  readonly withMaster: Promise<EvidenceBySource>;
  readonly docker: DockerEvidence | undefined;
  readonly services: readonly SparkService[];
  /** Whether the picture leaves something to explain; true where the run is patient. */
  readonly doubt: Promise<boolean>;
  /** Whether this source is waited for whatever it takes: then it is read in full. */
  readonly insists: (source: Optional) => boolean;
  /** Another source of the table, once it was read or cut; undefined where it is not read in this run. */
  readonly ended: <S extends Optional>(source: S) => Promise<Evidence<Facts[S]> | undefined>;
}

/**
 * One source that the answer does not wait for.
 *
 * `starts`: with every run, or only where the picture is in doubt (`cli/doubt.ts`), since it costs the cluster or the
 * engine something, or us more than it tells where all looks well (logs and workers a fifth of the run). For a snapshot,
 * `--patient` and `--require` all start, and are waited for.
 *
 * `waits`: milliseconds that the answer waits for it once the required evidence is complete, where the picture is in doubt.
 * A calm picture waits a share of the time that it took so far, and `calm` milliseconds at least: what answers at once is
 * there long before, and on a busy machine that little decides what can be judged. When they are over, the source's
 * signal is aborted: a sensor then gives at once what it has and names the rest as gaps.
 */
interface OptionalSource<S extends Optional> {
  readonly starts: 'always' | 'in doubt';
  readonly waits: number;
  readonly calm: number;
  readonly read: (context: SensorContext, known: Known) => Reading<S>;
}

/** In the order in which they are started. */
export const OPTIONAL_SOURCES: { readonly [S in Optional]: OptionalSource<S> } = {
  'spark-workers': {
    starts: 'in doubt',
    waits: 500,
    calm: 0,
    read: async (context, known) => afterMaster(known, async (earlier) => (await import('#evidence/spark-workers/sensor.js')).observeSparkWorkers(context, earlier)),
  },
  'mounted-files': {
    starts: 'always',
    waits: 500,
    calm: 150,
    read: async (context, known) => (await import('#evidence/mounted-files/sensor.js')).observeMountedFiles(context, known.services.flatMap(containersOf)),
  },
  'container-logs': {
    starts: 'in doubt',
    waits: 1000,
    calm: 0,
    read: async (context, known) => {
      const { observeContainerLogs } = await import('#evidence/container-logs/sensor.js');
      const { jobs, daemons } = containersByRole(known);
      const drivers = observeContainerLogs(context, { containers: jobs, drivers: new Set(jobs.map(({ Id }) => Id)) });
      // A driver's log tells which application it is; those of workers and masters how executors ended, where something did.
      if (daemons.length === 0 || !(await known.doubt)) return drivers;
      return joinedLogs(await drivers, await observeContainerLogs(context, { containers: daemons, drivers: new Set() }));
    },
  },
  'spark-drivers': {
    starts: 'in doubt',
    // The first REST request in a driver's life takes 2 to 10 s: those cannot be waited for.
    waits: 1500,
    calm: 0,
    read: async (context, known) =>
      afterMaster(known, async (earlier) => {
        const [{ observeSparkDrivers }, { createHttp }] = await Promise.all([import('#evidence/spark-drivers/sensor.js'), import('#evidence/http/sensor.js')]);
        return observeSparkDrivers({ ...context, http: createHttp() }, earlier);
      }),
  },
  'engine-events': {
    starts: 'in doubt',
    waits: 500,
    calm: 0,
    read: async (context, known) => {
      const containers = new Set(sparkContainers(known).map(({ Id }) => Id));
      return (await import('#evidence/engine-events/sensor.js')).observeEngineEvents(context, { project: valueOf(known.earlier.compose)?.name, containers });
    },
  },
  'container-processes': {
    starts: 'always',
    waits: 800,
    calm: 150,
    // Each `top` starts a process on the engine's machine and leaves an event, of which it remembers 256: the events are
    // read first, and only drivers that are no service's own are looked at, unless everything is asked for.
    read: async (context, known) => {
      const { docker, services } = known;
      if (docker === undefined) return unavailable({ kind: 'not-collected' });
      const masters = valueOf((await known.withMaster)['spark-master']);
      const containers = known.insists('container-processes') ? containersThatMayDrive(docker, masters, services) : containersOfOutsideDrivers(docker, masters, services);
      if (containers.length === 0) return unavailable({ kind: 'not-collected', detail: 'no driver runs outside the services' });
      await known.ended('engine-events');
      return (await import('#evidence/container-processes/sensor.js')).observeContainerProcesses(context, containers);
    },
  },
  'container-stats': {
    starts: 'in doubt',
    // Of several containers the engine answers for one at once, and for the others when it counts next, a second later (20.10).
    waits: 1200,
    calm: 0,
    read: async (context, known) => (await import('#evidence/container-stats/sensor.js')).observeContainerStats(context, sparkContainers(known)),
  },
};

async function afterMaster<T>({ withMaster }: Known, read: (earlier: EvidenceBySource) => Promise<Evidence<T>>): Promise<Evidence<T>> {
  const earlier = await withMaster;
  return valueOf(earlier['spark-master']) === undefined ? unavailable({ kind: 'not-collected', detail: 'no master was found' }) : read(earlier);
}

/** Containers that Spark's daemons or drivers run in; of others neither log nor mounts matter. */
const sparkContainers = ({ services }: Known): readonly DockerContainer[] => services.filter(({ role }) => role !== 'other').flatMap(containersOf);
const containersByRole = ({ services }: Known) => ({
  jobs: services.filter(({ role }) => role === 'job').flatMap(containersOf),
  daemons: services.filter(({ role }) => role === 'worker' || role === 'master').flatMap(containersOf),
});
const containersOf = ({ replicas }: SparkService) => replicas.map(({ container }) => container);

const joinedLogs = (first: Evidence<Facts['container-logs']>, second: Evidence<Facts['container-logs']>) => both(first, second, (a, b) => ({ logs: [...a.logs, ...b.logs], gaps: [...a.gaps, ...b.gaps] }));

/** Two readings of one source as one; where one could not be read at all, the other. */
function both<T>(first: Evidence<T>, second: Evidence<T>, join: (a: T, b: T) => T): Evidence<T> {
  if (first.status === 'unavailable') return second.status === 'unavailable' ? first : second;
  return second.status === 'unavailable' ? first : observed(join(first.value, second.value));
}

/** What engine and compose file say, which is there before any of the optional sources. */
export function servicesOf(earlier: EvidenceBySource): Pick<Known, 'docker' | 'services'> {
  const docker = valueOf(earlier.docker);
  return { docker, services: sparkServices(valueOf(earlier.compose)?.services ?? {}, docker, []) };
}
