import type { DockerContainer } from '#evidence/docker/schema.js';
import type { ComposeEvidence } from '#evidence/compose/schema.js';

import { labelOf } from './observed.js';

/** What the config-hash label says about the file: it reads as it did when the container was made, it does not, or nobody can tell. */
export type Proof = 'unchanged' | 'edited' | 'none';

export function proofOf(service: string, container: DockerContainer, { configHashes }: ComposeEvidence): Proof {
  const ours = Object.hasOwn(configHashes, service) ? configHashes[service] : undefined;
  const label = labelOf(container, 'config-hash');
  if (ours === undefined || label === undefined) return 'none';
  return ours === label ? 'unchanged' : 'edited';
}
