import type { DockerContainer } from '#evidence/docker/schema.js';

import { nameOf } from './container-names.js';
import type { FieldDrift } from './drift.js';

/** What heals one difference in one container. */
export type Cure = 'up' | 'force' | 'restart' | 'unpause' | 'none';

/** One difference before those of the service's other containers are joined to it. */
export interface Found {
  readonly drift: Omit<FieldDrift, 'containers'>;
  /** Undefined for what is missing. */
  readonly container: DockerContainer | undefined;
  readonly cure: Cure;
  /** Containers that have to make room first, by name. */
  readonly inTheWay?: readonly string[];
}

export const found = (
  kind: FieldDrift['kind'],
  texts: { readonly field?: string; readonly declared?: string | undefined; readonly deployed?: string | undefined; readonly provenance?: FieldDrift['provenance'] },
  container: DockerContainer | undefined,
  cure: Cure,
): Found => ({
  drift: { kind, field: texts.field, declared: texts.declared, deployed: texts.deployed, provenance: texts.provenance },
  container,
  cure,
});

/** Replicas that differ in the same way are one entry; it names them where they are not all of them. */
export function joined(all: readonly Found[], containers: readonly DockerContainer[]): readonly FieldDrift[] {
  const groups = new Map<string, { readonly drift: Found['drift']; readonly names: string[] }>();
  for (const { drift, container } of all) {
    const key = JSON.stringify([drift.kind, drift.field, drift.declared, drift.deployed]);
    const group = groups.get(key) ?? { drift, names: [] };
    groups.set(key, group);
    if (container !== undefined) group.names.push(nameOf(container));
  }
  return [...groups.values()].map(({ drift, names }) => ({ ...drift, containers: names.length === containers.length ? [] : [...names].sort() }));
}
