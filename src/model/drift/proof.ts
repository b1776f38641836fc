import type { ComposeEvidence } from '#evidence/compose/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';

import { labelOf, type Observed } from './observed.js';
import { isAtLeast, parseVersion } from './version.js';

/** What the config-hash label says about the file: it reads as it did when the container was made, it does not, or nobody can tell. */
export type Proof = 'unchanged' | 'edited' | 'none';

/**
 * Equal hashes prove that nothing was edited, whoever made them. Unequal ones prove an edit only where the recipe is known
 * to be the one that made the label: that of the service's first container, up to Compose 2 (5.0 prints short binds otherwise).
 */
export function proofOf(service: string, container: DockerContainer, { configHashes }: ComposeEvidence, observed: Observed): Proof {
  const ours = Object.hasOwn(configHashes, service) ? configHashes[service] : undefined;
  const label = labelOf(container, 'config-hash');
  if (ours === undefined || label === undefined) return 'none';
  if (ours === label) return 'unchanged';
  const [first] = observed.get(service) ?? [];
  const made = labelOf(container, 'version');
  const version = parseVersion(made);
  const isKnown = version !== undefined && !isAtLeast(version, 5, 0, 0) && (first === undefined || labelOf(first, 'version') === made);
  return isKnown ? 'edited' : 'none';
}
