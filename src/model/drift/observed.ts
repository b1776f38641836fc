import type { DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';

import { nameOf } from './container-names.js';

export const labelOf = (container: DockerContainer, key: string): string | undefined =>
  container.Config.Labels?.[`com.docker.compose.${key}`];

/** Containers of `docker compose run` are nobody's replicas. */
const isOneOff = (container: DockerContainer) => labelOf(container, 'oneoff')?.toLowerCase() === 'true';

/** The containers of each service, by name. */
export type Observed = ReadonlyMap<string, readonly DockerContainer[]>;

/**
 * The containers that Compose takes for each service's. One without a config-hash was not made by Compose, which does
 * not see it since 2.16.0 (pkg/compose/containers.go `getDefaultFilters`).
 */
export function observedServices({ containers }: DockerEvidence): Observed {
  const services = new Map<string, DockerContainer[]>();
  for (const container of containers) {
    const service = labelOf(container, 'service');
    if (service === undefined || isOneOff(container) || labelOf(container, 'config-hash') === undefined) continue;
    const found = services.get(service);
    if (found === undefined) services.set(service, [container]);
    else found.push(container);
  }
  for (const found of services.values()) found.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return services;
}

/** Containers that bear the service's label, or one of the names that Compose would give, and were not made by Compose, which would make its own. */
export function foreignContainers(service: string, names: readonly string[], { containers, neighbours }: DockerEvidence): readonly DockerContainer[] {
  const labelled = containers.filter((container) => labelOf(container, 'service') === service && !isOneOff(container) && labelOf(container, 'config-hash') === undefined);
  return [...labelled, ...neighbours.filter((container) => names.includes(nameOf(container)))];
}
