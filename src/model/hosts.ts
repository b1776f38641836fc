import type { DockerContainer } from '#evidence/docker/schema.js';

import { containerName } from './spark-service.js';

/** Finds the one container that a host name or address means. */
export type Hosts = (host: string | undefined) => DockerContainer | undefined;

/**
 * By id, short id, name, hostname, alias and address, in any case. Running containers come first: a stopped one keeps
 * its names, and others may bear them now. A name that several share (the alias of a scaled service) means none.
 */
export function hostsOf(containers: readonly DockerContainer[]): Hosts {
  const running = indexOf(containers.filter(({ State }) => State.Running === true));
  const stopped = indexOf(containers.filter(({ State }) => State.Running !== true));
  return (host) => {
    const name = host?.replace(/^\[|\]$/g, '').toLowerCase();
    if (name === undefined || name === '') return undefined;
    return running.has(name) ? running.get(name) : stopped.get(name);
  };
}

function indexOf(containers: readonly DockerContainer[]): ReadonlyMap<string, DockerContainer | undefined> {
  const index = new Map<string, DockerContainer | undefined>();
  for (const container of containers) {
    for (const name of new Set(namesOf(container))) index.set(name, index.has(name) ? undefined : container);
  }
  return index;
}

function namesOf(container: DockerContainer): readonly string[] {
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
