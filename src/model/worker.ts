import type { DockerContainer } from '#evidence/docker/schema.js';
import type { MasterWorker } from '#evidence/spark-master/schema.js';
import type { SparkWorkerReport, SparkWorkersEvidence } from '#evidence/spark-workers/schema.js';
import { mebibytes, type Bytes } from '#units/bytes.js';
import { millis, type Millis } from '#units/duration.js';

import type { ContainerView } from './container-view.js';
import { hostsOf } from './hosts.js';
import { lineOf } from './log-lines.js';
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
  /** Whole addresses of custom resources by name, such as graphics cards; undefined before Spark 3.0. */
  readonly resources: ReadonlyMap<string, number> | undefined;
  readonly resourcesUsed: ReadonlyMap<string, number> | undefined;
  /** Since the master last heard of it, by the master's clock; undefined where that clock is not visible. */
  readonly heartbeatAge: Millis | undefined;
  readonly service: SparkService | undefined;
  readonly replica: SparkReplica | undefined;
  /** What it runs in, also where that is no service of this project. ALIVE without one: a ghost, or a machine that this engine does not know. */
  readonly container: DockerContainer | undefined;
  readonly matchedBy: WorkerMatch | undefined;
  /** What it says itself: executors with their applications, ended ones too. Undefined: it was not asked or did not answer. */
  readonly report: SparkWorkerReport | undefined;
}

/**
 * What ties a worker to a container, strongest first: the container's log says "Starting Spark worker HOST:PORT"; the
 * worker's own page answers there under that id; it advertises that container's address or name; it is the only DEAD one
 * left over, and one worker container is down.
 */
export type WorkerMatch = 'log' | 'worker' | 'address' | 'only-one-left';

export interface WorkerSight {
  readonly services: readonly SparkService[];
  readonly containers: ReadonlyMap<string, ContainerView>;
  readonly workers: SparkWorkersEvidence | undefined;
  /** The master's clock at its answer, milliseconds. */
  readonly clock: number | undefined;
}

export function workersOf(listed: readonly MasterWorker[], sight: WorkerSight): readonly Worker[] {
  const find = hostsOf([...sight.containers.values()].map(({ container }) => container));
  const reports = new Map((sight.workers?.workers ?? []).map((report) => [report.id, report]));
  const owner = (raw: MasterWorker) => byLog(raw, sight) ?? byReport(reports.get(raw.id), find) ?? byAddress(raw, find, sight);
  const left = onlyOneLeft(listed.filter((raw) => raw.state === 'DEAD' && owner(raw) === undefined), sight);
  return listed.map((raw): Worker => {
    const found = owner(raw) ?? (left?.raw === raw ? left.found : undefined);
    const view = found === undefined ? undefined : sight.containers.get(found.container.Id);
    return {
      id: raw.id,
      host: raw.host,
      port: raw.port,
      state: raw.state,
      cores: raw.cores,
      coresUsed: raw.coresused,
      memory: mebibytes(raw.memory),
      memoryUsed: mebibytes(raw.memoryused),
      resources: amountsOf(raw.resources),
      resourcesUsed: amountsOf(raw.resourcesused),
      heartbeatAge: sight.clock === undefined ? undefined : millis(Math.max(0, sight.clock - raw.lastheartbeat)),
      service: view?.service,
      replica: view?.replica,
      container: found?.container,
      matchedBy: found?.matchedBy,
      report: reports.get(raw.id),
    };
  });
}

const amountsOf = (resources: MasterWorker['resources']) =>
  resources === undefined ? undefined : new Map(Object.entries(resources).map(([name, { addresses }]) => [name, addresses.length]));

type Found = { readonly container: DockerContainer; readonly matchedBy: WorkerMatch } | undefined;
type Find = ReturnType<typeof hostsOf>;

/** Also of a container that has stopped and lost its address: its log still says where it was. */
function byLog({ host, port }: MasterWorker, { containers }: WorkerSight): Found {
  for (const { container, log } of containers.values()) {
    const starts = lineOf(log, 'worker-start');
    if (starts === undefined) continue;
    if ([starts, ...starts.recent].some(({ captures }) => captures[0] === host && captures[1] === String(port))) return { container, matchedBy: 'log' };
  }
  return undefined;
}

function byReport(report: SparkWorkerReport | undefined, find: Find): Found {
  const container = find(report?.container);
  return container === undefined ? undefined : { container, matchedBy: 'worker' };
}

/** A restarted worker keeps its address, so a DEAD record and its ALIVE twin have one owner; an address may also have passed on to a container of another kind. */
function byAddress({ host, state }: MasterWorker, find: Find, { containers }: WorkerSight): Found {
  const container = find(host);
  const service = containers.get(container?.Id ?? '')?.service;
  if (container === undefined || (state === 'DEAD' && service !== undefined && service.role !== 'worker')) return undefined;
  return { container, matchedBy: 'address' };
}

/** A stopped container has no address any more, so its DEAD record names nobody: where one of each is left over, they are one. */
function onlyOneLeft(unowned: readonly MasterWorker[], { services }: WorkerSight) {
  const down = services.filter(({ role }) => role === 'worker').flatMap(({ replicas }) => replicas.filter(({ running }) => !running));
  const [raw, replica] = [unowned[0], down[0]];
  if (unowned.length !== 1 || down.length !== 1 || raw === undefined || replica === undefined) return undefined;
  return { raw, found: { container: replica.container, matchedBy: 'only-one-left' } satisfies Found };
}

/** What a person calls it: its service (with the replica's number where there are several), its container, its id. */
export function nameOf({ service, replica, container, id }: Pick<Worker, 'service' | 'replica' | 'id'> & { readonly container?: DockerContainer | undefined }): string {
  if (service === undefined) return container === undefined ? id : containerName(container);
  return service.replicas.length > 1 && replica !== undefined ? replica.name : service.name;
}
