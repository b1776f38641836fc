import type { ContainerLogsEvidence } from '#evidence/container-logs/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';

import type { Application } from './application.js';
import type { ContainerView } from './container-view.js';
import { hostsOf, type Hosts } from './hosts.js';
import { containerName, type SparkReplica, type SparkService } from './spark-service.js';

/** Which container an application's driver runs in, and what says so. */
export interface DriverPlace {
  readonly applicationId: string;
  readonly container: DockerContainer;
  /** The service whose own main process is that driver; undefined for one that was started by hand inside the container. */
  readonly service: SparkService | undefined;
  readonly replica: SparkReplica | undefined;
  readonly matchedBy: MatchedBy;
}

/**
 * Evidence of a join, strongest first: the id in the container's log; the driver's own REST at the container's address;
 * the driver's address on the master's page or in a worker's JSON; the address in the arguments of an executor
 * (`--driver-url`, by `top`); a person's word; a name that one application bears and one job asks for.
 */
export type MatchedBy = 'log' | 'driver' | 'driver-address' | 'executor-arguments' | 'configuration' | 'name';

export interface JoinInput {
  readonly applications: readonly Application[];
  readonly services: readonly SparkService[];
  readonly containers: ReadonlyMap<string, ContainerView>;
  readonly logs: ContainerLogsEvidence | undefined;
  /** Told by hand: service -> application name. */
  readonly told: ReadonlyMap<string, string>;
}

/** Applications to containers, by evidence; by name only where a name is borne by one application and asked by one job. */
export function driverPlaces(input: JoinInput): ReadonlyMap<string, DriverPlace> {
  const places = new Map<string, DriverPlace>();
  const hosts = hostsOf([...input.containers.values()].map(({ container }) => container));
  for (const application of input.applications) {
    const found = byLog(application, input, hosts) ?? byDriver(application, input, hosts) ?? byHost(application.driverHost, 'driver-address', input, hosts) ?? byHost(driverHostIn(application, input), 'executor-arguments', input, hosts);
    if (found !== undefined) places.set(application.id, placeOf(application, found.container, found.matchedBy, input));
  }
  for (const matchedBy of ['configuration', 'name'] as const) addByName(places, input, matchedBy);
  return places;
}

type Found = { readonly container: DockerContainer; readonly matchedBy: MatchedBy } | undefined;

function byLog({ id }: Application, { logs }: JoinInput, hosts: Hosts): Found {
  const container = hosts(logs?.logs.find(({ appId }) => appId === id)?.container);
  return container === undefined ? undefined : { container, matchedBy: 'log' };
}

const byDriver = ({ driver }: Application, input: JoinInput, hosts: Hosts): Found => byHost(driver?.container, 'driver', input, hosts);

/** Containers that lend their network to others share their address and hostname: then it is the one that runs a job. */
function byHost(host: string | undefined, matchedBy: MatchedBy, { containers }: JoinInput, hosts: Hosts): Found {
  const container = hosts(host);
  if (container === undefined) return undefined;
  const guests = [...containers.values()].filter((view) => view.isRunning && view.container.HostConfig.NetworkMode === `container:${container.Id}`);
  if (guests.length === 0) return { container, matchedBy };
  const jobs = [containers.get(container.Id), ...guests].flatMap((view) => (view?.replica?.deployed.role === 'job' ? [view] : []));
  return jobs.length === 1 && jobs[0] !== undefined ? { container: jobs[0].container, matchedBy } : undefined;
}

/** `--driver-url spark://CoarseGrainedScheduler@HOST:PORT ... --app-id app-...` of an executor's process (3.3 to 4.3, recorded). */
function driverHostIn({ id }: Application, { containers }: JoinInput): string | undefined {
  for (const { processes = [] } of containers.values()) {
    for (const { kind, args } of processes) {
      if (kind !== 'executor' || args[args.indexOf('--app-id') + 1] !== id) continue;
      const host = /CoarseGrainedScheduler@(\[[^\]]+\]|[^:]+):\d+$/.exec(args[args.indexOf('--driver-url') + 1] ?? '')?.[1];
      if (host !== undefined) return host;
    }
  }
  return undefined;
}

function placeOf(application: Application, container: DockerContainer, matchedBy: MatchedBy, input: JoinInput): DriverPlace {
  const service = input.services.find(({ replicas }) => replicas.some((replica) => replica.container.Id === container.Id));
  const replica = service?.replicas.find((candidate) => candidate.container.Id === container.Id);
  // The main process of a job's container is that job; in a worker, a notebook, a scheduler it was started otherwise.
  const own = replica?.deployed.role === 'job' && !contradicts(application, container, input.logs);
  return { applicationId: application.id, container, service: own ? service : undefined, replica: own ? replica : undefined, matchedBy };
}

/** The container's own log names another live application: this one was started beside it. */
function contradicts(application: Application, container: DockerContainer, logs: ContainerLogsEvidence | undefined): boolean {
  const own = logs?.logs.find((log) => log.container === container.Id || log.container === containerName(container))?.appId;
  return own !== undefined && own !== application.id;
}

function addByName(places: Map<string, DriverPlace>, input: JoinInput, matchedBy: 'configuration' | 'name'): void {
  const taken = new Set([...places.values()].map(({ replica }) => replica?.container.Id));
  const free = input.applications.filter(({ id }) => !places.has(id));
  for (const service of input.services.filter(({ role }) => role === 'job')) {
    const replica = service.replicas.length === 1 ? service.replicas[0] : undefined;
    if (replica === undefined || !replica.running || taken.has(replica.container.Id)) continue;
    const name = matchedBy === 'configuration' ? input.told.get(service.name) : replica.deployed.submit?.name?.value;
    const named = free.filter((application) => application.name === name);
    const [application] = named;
    if (application === undefined || named.length > 1 || isAskedTwice(name, service, input)) continue;
    // An application whose driver is known to sit elsewhere is not this one, whatever its name.
    if (application.driverHost !== undefined && matchedBy === 'name' && /^[0-9a-f]{12}$/.test(application.driverHost)) continue;
    if (matchedBy === 'name' && isOlder(application, replica)) continue;
    places.set(application.id, { applicationId: application.id, container: replica.container, service, replica, matchedBy });
  }
}

/** It registered before this container's process began: minutes apart, since the two clocks may differ. */
const isOlder = ({ registeredAt }: Application, { container }: SparkReplica): boolean => registeredAt < Date.parse(container.State.StartedAt ?? '') - 120_000;

const isAskedTwice = (name: string | undefined, service: SparkService, { services }: JoinInput) =>
  services.some((other) => other.name !== service.name && other.declared?.submit?.name?.value === name);
