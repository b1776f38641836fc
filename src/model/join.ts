import type { ContainerLogsEvidence } from '#evidence/container-logs/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';

import type { Application } from './application.js';
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

/** Evidence of a join, strongest first. */
export type MatchedBy = 'log' | 'driver' | 'driver-address' | 'configuration' | 'name';

export interface JoinInput {
  readonly applications: readonly Application[];
  readonly services: readonly SparkService[];
  readonly neighbours: readonly DockerContainer[];
  readonly logs: ContainerLogsEvidence | undefined;
  /** Told by hand: service -> application name. */
  readonly told: ReadonlyMap<string, string>;
}

/** Applications to containers, by evidence; by name only where a name is borne by one application and asked by one job. */
export function driverPlaces(input: JoinInput): ReadonlyMap<string, DriverPlace> {
  const places = new Map<string, DriverPlace>();
  const hosts = containersByHost(input);
  for (const application of input.applications) {
    const found = byLog(application, input, hosts) ?? byDriver(application, hosts) ?? byAddress(application, hosts);
    if (found !== undefined) places.set(application.id, placeOf(application, found.container, found.matchedBy, input));
  }
  for (const matchedBy of ['configuration', 'name'] as const) addByName(places, input, matchedBy);
  return places;
}

type Found = { readonly container: DockerContainer; readonly matchedBy: MatchedBy } | undefined;

function byLog({ id }: Application, { logs }: JoinInput, hosts: ReadonlyMap<string, DockerContainer>): Found {
  const log = logs?.logs.find(({ appId }) => appId === id);
  const container = log === undefined ? undefined : hosts.get(log.container.toLowerCase());
  return container === undefined ? undefined : { container, matchedBy: 'log' };
}

function byDriver({ driver }: Application, hosts: ReadonlyMap<string, DockerContainer>): Found {
  const container = driver?.container === undefined ? undefined : hosts.get(driver.container);
  return container === undefined ? undefined : { container, matchedBy: 'driver' };
}

function byAddress({ driverHost }: Application, hosts: ReadonlyMap<string, DockerContainer>): Found {
  const container = driverHost === undefined ? undefined : hosts.get(driverHost.toLowerCase());
  return container === undefined ? undefined : { container, matchedBy: 'driver-address' };
}

/** Every name a driver may give as its host. A name that two running containers share tells nothing and is left out. */
function containersByHost({ services, neighbours }: JoinInput): ReadonlyMap<string, DockerContainer> {
  const containers = [...services.flatMap(({ replicas }) => replicas.map(({ container }) => container)), ...neighbours];
  const hosts = new Map<string, DockerContainer>();
  const shared = new Set<string>();
  for (const container of containers) {
    for (const host of new Set(hostNames(container))) {
      const other = hosts.get(host);
      if (other !== undefined && other.Id !== container.Id) shared.add(host);
      else hosts.set(host, container);
    }
  }
  for (const host of shared) hosts.delete(host);
  return hosts;
}

function hostNames(container: DockerContainer): readonly string[] {
  const endpoints = Object.values(container.NetworkSettings.Networks ?? {});
  const names = [
    container.Id,
    container.Id.slice(0, 12),
    containerName(container),
    container.Config.Hostname,
    ...endpoints.flatMap((endpoint) => [...(endpoint?.Aliases ?? []), endpoint?.IPAddress, endpoint?.GlobalIPv6Address]),
  ];
  return names.flatMap((name) => (name === undefined || name === null || name === '' ? [] : [name.toLowerCase()]));
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
    places.set(application.id, { applicationId: application.id, container: replica.container, service, replica, matchedBy });
  }
}

const isAskedTwice = (name: string | undefined, service: SparkService, { services }: JoinInput) =>
  services.some((other) => other.name !== service.name && other.declared?.submit?.name?.value === name);
