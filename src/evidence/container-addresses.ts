import type { DockerContainer, DockerEngine, DockerEvidence } from './docker/schema.js';

/** One way to a port inside a container. */
export interface Address {
  /** Literal IPv6 addresses in brackets, fit for a URL. */
  readonly host: string;
  readonly port: number;
  readonly via: 'published-port' | 'container-address';
}

type Bindings = DockerContainer['NetworkSettings']['Ports'];

/**
 * Where a port of a container can be asked from this machine, best first: as published on the engine's host,
 * then at the container's own addresses, which only the engine's own Linux host can reach.
 */
export function addressesOf(container: DockerContainer, port: number, docker: DockerEvidence): readonly Address[] {
  const owner = networkOwner(container, docker);
  if (owner === undefined) return [];
  const host = hostOf(docker.engine);
  if (owner.HostConfig.NetworkMode === 'host') return [{ host, port, via: 'container-address' }];
  const published = publishedAt(owner.NetworkSettings.Ports, port, docker.engine);
  const own = docker.engine.Local ? ipAddresses(owner).map((address) => ({ host: bracketed(address), port, via: 'container-address' as const })) : [];
  return [...published, ...own];
}

/** The engine's machine as seen from here: its name for `tcp://` and `ssh://`, the loopback for sockets. */
export function hostOf({ Host }: Pick<DockerEngine, 'Host'>): string {
  if (!/^(tcp|http|https|ssh):\/\//i.test(Host) || !URL.canParse(Host)) return '127.0.0.1';
  const { hostname } = new URL(Host.replace(/^\w+:/, 'http:'));
  return hostname === '' ? '127.0.0.1' : hostname;
}

/** Every name by which others may call a container: id, short id, name, hostname, aliases, service, addresses; lower case. */
export function namesOf(container: DockerContainer): readonly string[] {
  const endpoints = Object.values(container.NetworkSettings.Networks ?? {});
  const names = [
    container.Id,
    container.Id.slice(0, 12),
    nameOf(container),
    container.Config.Hostname,
    serviceOf(container),
    ...endpoints.flatMap((endpoint) => [...(endpoint?.Aliases ?? []), endpoint?.IPAddress, endpoint?.GlobalIPv6Address]),
  ];
  return [...new Set(names.flatMap((name) => (name === undefined || name === null || name === '' ? [] : [name.toLowerCase()])))];
}

/** Finds the one running container that a host name or address means. */
export type HostIndex = (host: string) => DockerContainer | undefined;

/**
 * Containers of the project come before its neighbours. A name that several of them share (the alias of a scaled
 * service) means none of them.
 */
export function indexHosts(docker: DockerEvidence): HostIndex {
  const own = indexByName(docker.containers);
  const neighbours = indexByName(docker.neighbours);
  return (host) => {
    const name = host.replace(/^\[|\]$/g, '').toLowerCase();
    return own.has(name) ? own.get(name) : neighbours.get(name);
  };
}

function indexByName(containers: readonly DockerContainer[]): ReadonlyMap<string, DockerContainer | undefined> {
  const index = new Map<string, DockerContainer | undefined>();
  for (const container of containers.filter(isRunning)) {
    for (const name of namesOf(container)) index.set(name, index.has(name) ? undefined : container);
  }
  return index;
}

export const nameOf = ({ Name }: DockerContainer): string => Name.replace(/^\//, '');
export const serviceOf = ({ Config }: DockerContainer): string | undefined => Config.Labels?.['com.docker.compose.service'];
export const isRunning = ({ State }: DockerContainer): boolean => State.Status === 'running' || State.Running === true;

/** `network_mode: service:x` and `container:x` lend the network of another container, its ports and addresses. */
function networkOwner(container: DockerContainer, docker: DockerEvidence): DockerContainer | undefined {
  const lender = /^container:(.+)$/.exec(container.HostConfig.NetworkMode ?? '')?.[1];
  if (lender === undefined) return container;
  return [...docker.containers, ...docker.neighbours].find(({ Id, Name }) => Id === lender || Name === `/${lender}`);
}

function publishedAt(bindings: Bindings, port: number, engine: DockerEngine): readonly Address[] {
  const found = (bindings?.[`${port}/tcp`] ?? []).flatMap(({ HostIp, HostPort }) => {
    const host = publishedHost(HostIp ?? '', engine);
    return host === undefined || HostPort === undefined || HostPort === null ? [] : [{ host, port: Number(HostPort), via: 'published-port' as const }];
  });
  return found.filter((address, at) => found.findIndex(({ host, port }) => host === address.host && port === address.port) === at);
}

/** The host to ask for a port bound to `ip`. Bound to the loopback of another machine it cannot be asked from here. */
export function publishedHost(ip: string, engine: Pick<DockerEngine, 'Host'>): string | undefined {
  const host = hostOf(engine);
  if (ip === '' || ip === '0.0.0.0' || ip === '::') return host;
  const loopback = ip.startsWith('127.') || ip === '::1';
  return loopback && !isLoopback(host) ? undefined : bracketed(ip);
}

const isLoopback = (host: string) => host === 'localhost' || host.startsWith('127.') || host === '[::1]';

function ipAddresses(container: DockerContainer): readonly string[] {
  const endpoints = Object.entries(container.NetworkSettings.Networks ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return endpoints.flatMap(([, endpoint]) => [endpoint?.IPAddress, endpoint?.GlobalIPv6Address].flatMap((address) => (address ? [address] : [])));
}

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address);
