import type { SparkMaster, SparkMasterEvidence, MasterDriver } from '#evidence/spark-master/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';
import { mebibytes, type Bytes } from '#units/bytes.js';
import { millis, type Millis } from '#units/duration.js';

import type { Application } from './application.js';
import { containerName, type SparkReplica, type SparkService } from './spark-service.js';

/** A worker as the master lists it, joined to what runs it. */
export interface Worker {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** ALIVE, DEAD, DECOMMISSIONED, UNKNOWN. */
  readonly state: string;
  readonly cores: number;
  readonly coresUsed: number;
  readonly memory: Bytes;
  readonly memoryUsed: Bytes;
  /** Since the master last heard of it, by the master's clock; undefined where that clock is not visible. */
  readonly heartbeatAge: Millis | undefined;
  readonly service: SparkService | undefined;
  readonly replica: SparkReplica | undefined;
}

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
}

export const aliveMaster = (evidence: SparkMasterEvidence | undefined): SparkMaster | undefined =>
  evidence?.masters.find(({ document }) => document.status === 'ALIVE');

export function clusterOf(master: SparkMaster, queue: readonly Application[], services: readonly SparkService[]): Cluster {
  const { document } = master;
  const first = document.activeapps[0];
  // `starttime + duration` is the master's own "now" (reference: Spark 3.5 JsonProtocol.scala).
  const clock = first === undefined ? undefined : first.starttime + first.duration;
  const stopped = onlyStoppedWorker(document.workers, services);
  const workers = document.workers
    .map((raw): Worker => {
      const owner = ownerOf(raw.host, services) ?? (raw.state === 'DEAD' ? stopped : undefined);
      return {
        id: raw.id,
        host: raw.host,
        port: raw.port,
        state: raw.state,
        cores: raw.cores,
        coresUsed: raw.coresused,
        memory: mebibytes(raw.memory),
        memoryUsed: mebibytes(raw.memoryused),
        heartbeatAge: clock === undefined ? undefined : millis(Math.max(0, clock - raw.lastheartbeat)),
        service: owner?.service,
        replica: owner?.replica,
      };
    })
    .sort((a, b) => compare(nameOf(a), nameOf(b)) || compare(a.id, b.id));
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
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What a person calls it: its service (with the replica's number where there are several), its container, its id. */
export function nameOf({ service, replica, id }: Pick<Worker, 'service' | 'replica' | 'id'>): string {
  if (service === undefined) return id;
  return service.replicas.length > 1 && replica !== undefined ? replica.name : service.name;
}

/** A worker advertises its container's address, hostname or alias; a restarted one keeps them, so a DEAD record and its ALIVE twin have one owner. */
function ownerOf(host: string, services: readonly SparkService[]): { service: SparkService; replica: SparkReplica } | undefined {
  for (const service of services) {
    const replica = service.replicas.find(({ container }) => hostsOf(container).has(host.toLowerCase()));
    if (replica !== undefined) return { service, replica };
  }
  return undefined;
}

/**
 * A stopped container has no address any more, so its DEAD record names nobody. Where one DEAD record is left over and one
 * worker container is down, they are one.
 */
function onlyStoppedWorker(listed: SparkMaster['document']['workers'], services: readonly SparkService[]) {
  const unowned = listed.filter(({ host, state }) => state === 'DEAD' && ownerOf(host, services) === undefined);
  const down = services.filter(({ role }) => role === 'worker').flatMap((service) => service.replicas.filter(({ running }) => !running).map((replica) => ({ service, replica })));
  return unowned.length === 1 && down.length === 1 ? down[0] : undefined;
}

function hostsOf(container: DockerContainer): ReadonlySet<string> {
  const hosts = new Set([container.Id.slice(0, 12), containerName(container), container.Config.Hostname ?? '']);
  for (const endpoint of Object.values(container.NetworkSettings.Networks ?? {})) {
    for (const name of [endpoint?.IPAddress, endpoint?.GlobalIPv6Address, ...(endpoint?.Aliases ?? [])]) if (name !== undefined && name !== null) hosts.add(name);
  }
  hosts.delete('');
  return new Set([...hosts].map((host) => host.toLowerCase()));
}

/** Free cores of all, 0 to 1. */
export const headroomOf = ({ cores, coresUsed }: Pick<Cluster, 'cores' | 'coresUsed'>): number | undefined =>
  cores === 0 ? undefined : (cores - coresUsed) / cores;
