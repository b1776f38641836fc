import type { ComposeEvidence } from '#evidence/compose/schema.js';
import type { DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';
import type { MountedFilesEvidence } from '#evidence/mounted-files/schema.js';

import { compareService, driftOf, type ComparedService, type Sides } from './compare-service.js';
import { nameOf } from './container-names.js';
import { at } from './declared.js';
import type { ServiceDrift } from './drift.js';
import { observedServices } from './observed.js';
import { anyOf } from './recreate/answer.js';
import { cascaded, type Link } from './recreate/cascade.js';
import { versionOf } from './recreate/diverged.js';
import { keptReplicas, replicasOf } from './recreate/replicas.js';

export interface ProjectSides {
  /** Undefined: no file could be read, and nothing can be compared. */
  readonly compose: ComposeEvidence | undefined;
  readonly docker: DockerEvidence;
  readonly mountedFiles?: MountedFilesEvidence | undefined;
}

/**
 * Every service of the file and every container of the project, field by field, and what `docker compose up -d` of the
 * version that made each container would do. Sorted by service.
 */
export function compareProject({ compose, docker, mountedFiles }: ProjectSides): readonly ServiceDrift[] {
  const observed = observedServices(docker);
  if (compose === undefined) return [...observed].map(([name, containers]) => uncompared(name, containers, undefined)).sort(byName);
  const sides: Sides = { project: compose, docker, observed, mountedFiles };
  const active = Object.entries(compose.services).filter(([, service]) => at(service, 'provider') === undefined);
  const compared = active.map(([name, service]) => compareService(name, service, sides));
  const answers = cascaded(new Map(compared.map((service) => [service.name, linkOf(service)])));
  const declared = compared.map((service) => driftOf(service, answers.get(service.name) ?? 'no', sides));
  const others = [...observed].filter(([name]) => !Object.hasOwn(compose.services, name));
  const inactive = new Set(compose.inactiveServices);
  return [...declared, ...others.map(([name, containers]) => (inactive.has(name) ? uncompared(name, containers, false) : orphan(name, containers)))].sort(byName);
}

function linkOf({ service, containers }: ComparedService): Link {
  const version = versionOf(containers[0]?.pair.container);
  const judged = containers.map(({ pair, answer }) => ({ container: pair.container, answer }));
  const kept = keptReplicas(judged, replicasOf(service), version);
  return { service, own: anyOf(kept.map(({ answer }) => answer)), hasContainers: containers.length > 0, version };
}

/** The file says nothing of it: its profile is off, or there is no file. Compose leaves it alone. */
function uncompared(service: string, containers: readonly DockerContainer[], recreate: boolean | undefined): ServiceDrift {
  return {
    service,
    containers: containers.map(nameOf),
    drift: [],
    recreate,
    restartNeeded: recreate,
    coverage: { compared: 0, inStep: 0, unknown: 0 },
    remedy: undefined,
  };
}

/** A container of a service that the file no longer has. */
function orphan(service: string, containers: readonly DockerContainer[]): ServiceDrift {
  const deployed = containers.map((container) => `${nameOf(container)} ${container.State.Status}`).join(', ');
  return {
    ...uncompared(service, containers, false),
    drift: [{ kind: 'orphan', field: 'service', declared: undefined, deployed, provenance: undefined, containers: [] }],
    remedy: { kind: 'remove-orphans' },
  };
}

const byName = (a: ServiceDrift, b: ServiceDrift) => (a.service < b.service ? -1 : 1);
