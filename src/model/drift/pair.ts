import type { ComposeEvidence, ComposeService } from '#evidence/compose/schema.js';
import type { ContainerConfig, DockerContainer, DockerEvidence } from '#evidence/docker/schema.js';

import type { Comparison } from './comparison.js';
import type { Observed } from './observed.js';

/** A container beside the service it was made for. */
export interface Pair {
  readonly name: string;
  readonly service: ComposeService;
  readonly container: DockerContainer;
  /** What the container would have without the service: from its own image, not from what the tag means today. Undefined when that image is gone. */
  readonly image: ContainerConfig | undefined;
  readonly project: ComposeEvidence;
  readonly docker: DockerEvidence;
  readonly observed: Observed;
  /** False where the hashes prove that the service reads as it did when the container was made. */
  readonly edited: boolean;
}

/**
 * Compares one family of attributes. Declared attributes are always compared; one that is absent from the file
 * is compared where its default is certain. A new attribute is one file with one of these, and a line in the list.
 */
export type Attribute = (pair: Pair) => readonly Comparison[];
