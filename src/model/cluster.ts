import type { MasterDriver, SparkMaster, SparkMasterEvidence } from '#evidence/spark-master/schema.js';
import type { Bytes } from '#units/bytes.js';

import type { Application } from './application.js';
import type { SparkReplica, SparkService } from './spark-service.js';
import { nameOf, workersOf, type Worker, type WorkerSight } from './worker.js';

export { nameOf, type Worker } from './worker.js';

/** The cluster as its ALIVE master sees it. Sums are over ALIVE workers only, as the master counts. */
export interface Cluster {
  readonly master: SparkMaster;
  readonly sparkVersion: string | undefined;
  readonly workers: readonly Worker[];
  readonly alive: readonly Worker[];
  readonly cores: number;
  readonly coresUsed: number;
  readonly memory: Bytes;
  readonly memoryUsed: Bytes;
  /** In the order in which the master serves them. */
  readonly queue: readonly Application[];
  /** Of cluster deploy mode. */
  readonly drivers: readonly MasterDriver[];
  /** The master's clock at the moment of its answer, milliseconds; undefined when no application tells it. */
  readonly clock: number | undefined;
  /** Ghosts: workers that the master counts on and that no container seen here runs. They may run on another machine. */
  readonly withoutContainer: readonly Worker[];
  /** Worker containers that are up and that no ALIVE worker of this master runs in. */
  readonly unregistered: readonly UnregisteredWorker[];
}

export interface UnregisteredWorker {
  readonly service: SparkService;
  readonly replica: SparkReplica;
}

export const aliveMaster = (evidence: SparkMasterEvidence | undefined): SparkMaster | undefined =>
  evidence?.masters.find(({ document }) => document.status === 'ALIVE');

export function clusterOf(master: SparkMaster, queue: readonly Application[], sight: Omit<WorkerSight, 'clock'>): Cluster {
  const { document } = master;
  const first = document.activeapps[0];
  // `starttime + duration` is the master's own "now" (reference: Spark 3.5 JsonProtocol.scala).
  const clock = first === undefined ? undefined : first.starttime + first.duration;
  const workers = [...workersOf(document.workers, { ...sight, clock })].sort((a, b) => compare(nameOf(a), nameOf(b)) || compare(a.id, b.id));
  const alive = workers.filter(({ state }) => state === 'ALIVE');
  const sum = (of: (worker: Worker) => number) => alive.reduce((total, worker) => total + of(worker), 0);
  return {
    master,
    sparkVersion: master.sparkVersion,
    workers,
    alive,
    cores: sum(({ cores }) => cores),
    coresUsed: sum(({ coresUsed }) => coresUsed),
    memory: sum(({ memory }) => memory) as Bytes,
    memoryUsed: sum(({ memoryUsed }) => memoryUsed) as Bytes,
    queue,
    drivers: document.activedrivers,
    clock,
    withoutContainer: alive.filter(({ container }) => container === undefined),
    unregistered: unregisteredWorkers(sight.services, alive),
  };
}

function unregisteredWorkers(services: readonly SparkService[], alive: readonly Worker[]): readonly UnregisteredWorker[] {
  const registered = new Set(alive.map(({ container }) => container?.Id));
  const workers = services.filter(({ role }) => role === 'worker');
  return workers.flatMap((service) => service.replicas.filter(({ running, container }) => running && !registered.has(container.Id)).map((replica) => ({ service, replica })));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Free cores of all, 0 to 1. */
export const headroomOf = ({ cores, coresUsed }: Pick<Cluster, 'cores' | 'coresUsed'>): number | undefined =>
  cores === 0 ? undefined : (cores - coresUsed) / cores;
