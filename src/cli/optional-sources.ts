import type { DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';
import { unavailable, valueOf, type Evidence } from '#evidence/evidence.js';
import type { SensorContext } from '#evidence/sensor-context.js';
import type { EvidenceBySource, Facts, Source } from '#evidence/snapshot.js';
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
  /** Another source of the table, once it was read or cut; undefined where it is not read in this run. */
  readonly ended: <S extends Optional>(source: S) => Promise<Evidence<Facts[S]> | undefined>;
}

/**
 * One source that the answer does not wait for.
 *
 * `starts`: with every run; only where the picture is in doubt (`cli/doubt.ts`), since it costs the cluster or the engine
 * something; or only for a snapshot, `--patient` and `--require`, which start and wait for everything.
 *
 * `waits`: milliseconds that the answer waits for it once the required evidence is complete, where the picture is in doubt.
 * A calm picture waits a share of the time that it took so far. When they are over, the source's signal is aborted: a
 * sensor then gives at once what it has and names the rest as gaps.
 */
interface OptionalSource<S extends Optional> {
  readonly starts: 'always' | 'in doubt' | 'when patient';
  readonly waits: number;
  readonly read: (context: SensorContext, known: Known) => Reading<S>;
}

/** In the order in which they are started. */
export const OPTIONAL_SOURCES: { readonly [S in Optional]: OptionalSource<S> } = {
  'spark-workers': {
    starts: 'always',
    waits: 500,
    read: async (context, known) => afterMaster(known, async (earlier) => (await import('#evidence/spark-workers/sensor.js')).observeSparkWorkers(context, earlier)),
  },
  'mounted-files': {
    starts: 'always',
    waits: 500,
    read: async (context, known) => (await import('#evidence/mounted-files/sensor.js')).observeMountedFiles(context, sparkContainers(known)),
  },
  'container-logs': {
    starts: 'always',
    waits: 1000,
    // The master's log tells nothing that its JSON does not; a driver's tells which application it is.
    read: async (context, known) => {
      const containers = jobContainers(known);
      return (await import('#evidence/container-logs/sensor.js')).observeContainerLogs(context, { containers, drivers: new Set(containers.map(({ Id }) => Id)) });
    },
  },
  'spark-drivers': {
    starts: 'always',
    // The first REST request in a driver's life takes 2 to 10 s: those cannot be waited for.
    waits: 1500,
    read: async (context, known) => afterMaster(known, async (earlier) => (await import('#evidence/spark-drivers/sensor.js')).observeSparkDrivers(context, earlier)),
  },
  // First, since `top` leaves an event and the engine remembers 256 in all.
  'engine-events': {
    starts: 'when patient',
    waits: 500,
    read: async (context, known) => {
      const containers = new Set(sparkContainers(known).map(({ Id }) => Id));
      return (await import('#evidence/engine-events/sensor.js')).observeEngineEvents(context, { project: valueOf(known.earlier.compose)?.name, containers });
    },
  },
  'container-processes': {
    starts: 'when patient',
    waits: 500,
    read: async (context, known) => {
      await known.ended('engine-events');
      return (await import('#evidence/container-processes/sensor.js')).observeContainerProcesses(context, sparkContainers(known));
    },
  },
  'container-stats': {
    starts: 'when patient',
    waits: 500,
    read: async (context, known) => (await import('#evidence/container-stats/sensor.js')).observeContainerStats(context, sparkContainers(known)),
  },
};

async function afterMaster<T>({ withMaster }: Known, read: (earlier: EvidenceBySource) => Promise<Evidence<T>>): Promise<Evidence<T>> {
  const earlier = await withMaster;
  return valueOf(earlier['spark-master']) === undefined ? unavailable({ kind: 'not-collected', detail: 'no master was found' }) : read(earlier);
}

/** Containers that Spark's daemons or drivers run in; of others neither log nor mounts matter. */
const sparkContainers = ({ services }: Known): readonly DockerContainer[] => services.filter(({ role }) => role !== 'other').flatMap(containersOf);
const jobContainers = ({ services }: Known): readonly DockerContainer[] => services.filter(({ role }) => role === 'job').flatMap(containersOf);
const containersOf = ({ replicas }: SparkService) => replicas.map(({ container }) => container);

/** @param withMaster the evidence so far and the master's. */
export function knownOf(earlier: EvidenceBySource, withMaster: Known['withMaster'], ended: Known['ended']): Known {
  const docker = valueOf(earlier.docker);
  return { earlier, withMaster, docker, services: sparkServices(valueOf(earlier.compose)?.services ?? {}, docker, []), ended };
}
