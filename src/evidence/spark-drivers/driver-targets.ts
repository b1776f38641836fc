import type { ContainerProcessesEvidence } from '../container-processes/schema.js';
import { addressesOf, indexHosts, isRunning, nameOf, type HostIndex } from '../container-addresses.js';
import type { DockerContainer, DockerEvidence } from '../docker/schema.js';
import { pageOrder } from '../spark-master/page-order.js';
import type { SparkMaster, SparkMasterEvidence } from '../spark-master/schema.js';
import type { SparkWorkersEvidence } from '../spark-workers/schema.js';

/** A driver that may be asked, and where, best first. */
export interface DriverTarget {
  /** The application it must be; undefined where only a container is known: then whatever answers counts. */
  readonly appId?: string;
  readonly container?: string;
  readonly addresses: readonly DriverAddress[];
}

export interface DriverAddress {
  readonly base: string;
  readonly foundBy: 'published-port' | 'container-address' | 'driver-host' | 'reverse-proxy';
}

export interface DriverSight {
  readonly masters: SparkMasterEvidence | undefined;
  readonly workers: SparkWorkersEvidence | undefined;
  readonly docker: DockerEvidence | undefined;
  readonly processes: ContainerProcessesEvidence | undefined;
}

/** `spark.ui.port`, and what a second, third ... driver in the same container takes instead (SparkUI, spark.port.maxRetries). */
const UI_PORT = 4040;
const PORTS_TRIED = 4;
const DRIVER_COMMAND = /\b(spark-submit|spark-shell|spark-sql|pyspark|start-thriftserver\.sh|start-connect-server\.sh|deploy\.SparkSubmit)\b/;
const CLUSTER_MODE = /--deploy-mode[\s=]+cluster\b/;

/**
 * Drivers of live applications, starved ones first, then the drivers of containers that have none: those that a
 * restarted master has forgotten, or that have not registered yet.
 */
export function driverTargets(sight: DriverSight): readonly DriverTarget[] {
  const { docker } = sight;
  const find = docker === undefined ? undefined : indexHosts(docker);
  const leaders = (sight.masters?.masters ?? []).filter(({ document }) => document.status === 'ALIVE');
  const known = leaders.flatMap((master) => pageOrder(master.document.activeapps).map((appId) => ofApplication(appId, master, sight, find)));
  const taken = new Set(known.map(({ container }) => container));
  const others = docker === undefined ? [] : docker.containers.filter((container) => isRunning(container) && !taken.has(nameOf(container)) && mayDrive(container, sight.processes));
  return [...known, ...others.map((container) => ofContainer(container, docker))].filter(({ addresses }) => addresses.length > 0);
}

function ofApplication(appId: string, master: SparkMaster, { docker, workers }: DriverSight, find: HostIndex | undefined): DriverTarget {
  const page = master.applicationPages.find((one) => one.appId === appId)?.driverUi;
  const host = page?.host ?? workers?.workers.flatMap(({ executors }) => executors).find((executor) => executor.appId === appId)?.driver?.host;
  const container = host === undefined ? undefined : find?.(host);
  const ports = page === undefined ? portsFrom(UI_PORT) : [page.port];
  const inDocker = container === undefined ? [] : ports.flatMap((port) => reachable(container, port, docker));
  // A loopback that the driver names is its own container's, unless it runs on this very machine; the id tells.
  const direct = page === undefined || container !== undefined ? [] : [{ base: `http://${page.host}:${page.port}`, foundBy: 'driver-host' as const }];
  const proxied = { base: `${master.ui}/proxy/${encodeURIComponent(appId)}`, foundBy: 'reverse-proxy' as const };
  return { appId, ...(container === undefined ? {} : { container: nameOf(container) }), addresses: [...inDocker, ...direct, proxied] };
}

function ofContainer(container: DockerContainer, docker: DockerEvidence | undefined): DriverTarget {
  const told = commandOf(container).match(/spark\.ui\.port[=\s]+(\d{1,5})\b/)?.[1];
  const ports = portsFrom(told === undefined ? UI_PORT : Number(told));
  return { container: nameOf(container), addresses: ports.flatMap((port) => reachable(container, port, docker)) };
}

function reachable(container: DockerContainer, port: number, docker: DockerEvidence | undefined): readonly DriverAddress[] {
  const addresses = docker === undefined ? [] : addressesOf(container, port, docker);
  return addresses.map(({ host, port, via }) => ({ base: `http://${host}:${port}`, foundBy: via }));
}

function mayDrive(container: DockerContainer, processes: ContainerProcessesEvidence | undefined): boolean {
  const seen = processes?.containers.find(({ container: of }) => of === container.Id || of === nameOf(container))?.processes;
  if (seen?.some(({ kind }) => kind === 'driver' || kind === 'python-driver') === true) return true;
  const command = commandOf(container);
  return DRIVER_COMMAND.test(command) && !CLUSTER_MODE.test(command);
}

const commandOf = ({ Config }: DockerContainer) => [...(Config.Entrypoint ?? []), ...(Config.Cmd ?? [])].join(' ');
const portsFrom = (first: number) => Array.from({ length: PORTS_TRIED }, (_, at) => first + at);
