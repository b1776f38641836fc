import type { DockerContainer } from '#evidence/docker/schema.js';

import { textOf } from '../declared.js';
import { volumeName } from '../expected-mounts.js';
import { createdAt, editedAt } from '../history.js';
import { imageOf, imageReference } from '../image-reference.js';
import { networksOf } from '../networks-of.js';
import { labelOf } from '../observed.js';
import type { Pair } from '../pair.js';
import type { Proof } from '../proof.js';
import { isAtLeast, parseVersion, type ComposeVersion } from '../version.js';
import { anyOf, type Answer } from './answer.js';

/** The rules of the newest Compose that was read, for a container that does not say which one made it. */
const NEWEST: ComposeVersion = [5, 5, 0];

export const versionOf = (container: DockerContainer | undefined): ComposeVersion =>
  (container === undefined ? undefined : parseVersion(labelOf(container, 'version'))) ?? NEWEST;

/**
 * Would `up -d` of the Compose that made the container replace it, leaving its dependencies aside?
 * After `mustRecreate` of pkg/compose/convergence.go, 2.26.1 to 2.40.3.
 *
 * @param hasHashedDifference stands in for the hash where that is unknown.
 */
export function diverged(pair: Pair, proof: Proof, hasHashedDifference: boolean): Answer {
  const version = versionOf(pair.container);
  // Version 1 hashed otherwise: the first run of version 2 replaces all it made.
  if (!isAtLeast(version, 2, 0, 0) || proof === 'edited') return 'yes';
  if (proof === 'none' && hasHashedDifference) return 'yes';
  const answers = [
    image(pair),
    isAtLeast(version, 2, 31, 0) ? networks(pair) : 'no',
    isAtLeast(version, 2, 32, 0) ? volumes(pair) : 'no',
    proof === 'none' && isTouchedSinceCreation(pair) ? 'unknown' : 'no',
  ] as const;
  return anyOf(answers);
}

/** Without a hash, a file written after the container was made may have changed what no comparison sees: an order, a spelling. */
function isTouchedSinceCreation({ project, container }: Pair): boolean {
  const edit = editedAt(project, undefined);
  return edit === undefined || edit > createdAt(container);
}

/** The label keeps the image's id of then; a missing one differs from any. */
function image({ name, service, project, docker, container }: Pair): Answer {
  const policy = textOf(service['pull_policy']);
  const isBuilt = service['build'] !== undefined && service['build'] !== null;
  if (policy === 'build' && isBuilt) return 'yes';
  const reference = imageReference(name, service, project.name);
  const today = imageOf(reference, docker)?.Id;
  if (today === undefined && docker.gaps.some(({ kind, subject }) => kind === 'image' && subject === reference)) return 'unknown';
  // Compose would build it, under an id that no container has yet, or pull it, and what comes nobody knows.
  if (today === undefined) return isBuilt ? 'yes' : 'unknown';
  if (labelOf(container, 'image') !== today) return isContainerdStore(docker.engine.Driver) && container.Image === today ? 'unknown' : 'yes';
  return policy === 'always' || policy === 'daily' || policy === 'weekly' || policy?.startsWith('every_') === true ? 'unknown' : 'no';
}

/** There the label may be the digest of an index or of a manifest, by version of Compose. */
const isContainerdStore = (driver: string | null | undefined) => driver === 'overlayfs' || driver === 'stargz' || driver === 'native';

/** By id: a network that was removed and made again is another one. Only a running container is looked at. */
function networks({ service, project, docker, container }: Pair): Answer {
  if (container.State.Status !== 'running') return 'no';
  const endpoints = Object.entries(container.NetworkSettings.Networks ?? {});
  const isMissing = networksOf(service, project).some(({ name }) => {
    const id = docker.networks.find(({ Name }) => Name === name)?.Id;
    if (id === undefined) return !endpoints.some(([own]) => own === name);
    return !endpoints.some(([, endpoint]) => endpoint?.NetworkID === id);
  });
  return isMissing ? 'yes' : 'no';
}

/** Whether the volume is mounted at all, wherever. */
function volumes({ service, project, container }: Pair): Answer {
  const mounted = new Set((container.Mounts ?? []).filter(({ Type }) => Type === 'volume').map(({ Name }) => Name));
  const named = (service.volumes ?? []).filter(({ type, source }) => type === 'volume' && source !== undefined && source !== '');
  return named.every(({ source }) => mounted.has(volumeName(source ?? '', project.volumes, project.name))) ? 'no' : 'yes';
}

