import type { DockerContainer, DockerNetwork } from './schema.js';

/**
 * Containers with their networks under their names. Engine 28.5 keeps a network that was joined by its id under that id
 * until the container first starts, where 20.10 does not, and Compose 2.26 joins the second of a service's networks so
 * where it is external (seen).
 */
export function withNetworkNames(containers: readonly DockerContainer[], networks: readonly Pick<DockerNetwork, 'Id' | 'Name'>[]): DockerContainer[] {
  const names = new Map(networks.map(({ Id, Name }) => [Id, Name]));
  return containers.map((container) => {
    const joined = Object.entries(container.NetworkSettings.Networks ?? {});
    if (!joined.some(([key]) => names.has(key))) return container;
    const Networks = Object.fromEntries(joined.map(([key, endpoint]) => [names.get(key) ?? key, endpoint]));
    return { ...container, NetworkSettings: { ...container.NetworkSettings, Networks } };
  });
}
