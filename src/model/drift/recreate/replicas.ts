import type { ComposeService } from '#evidence/compose/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';

import { at, numberOf } from '../declared.js';
import { labelOf } from '../observed.js';
import { isAtLeast, type ComposeVersion } from '../version.js';
import type { Answer } from './answer.js';

/** `scale`, else `deploy.replicas`, else one. */
export const replicasOf = (service: ComposeService): number => numberOf(service['scale']) ?? numberOf(at(service, 'deploy', 'replicas')) ?? 1;

export interface Judged {
  readonly container: DockerContainer;
  readonly answer: Answer;
}

/**
 * Which replicas stay when there are more than asked for: since 2.31.0 those in step before those that are not, lower
 * numbers before higher. Earlier the ones that are not in step come first, and stay (pkg/compose/convergence.go).
 */
export function keptReplicas(replicas: readonly Judged[], count: number, version: ComposeVersion): readonly Judged[] {
  const staleFirst = !isAtLeast(version, 2, 31, 0);
  const rank = ({ answer }: Judged) => ((answer === 'no') === staleFirst ? 1 : 0);
  return [...replicas].sort((a, b) => rank(a) - rank(b) || numberIn(a) - numberIn(b)).slice(0, count);
}

const numberIn = ({ container }: Judged) => Number(labelOf(container, 'container-number') ?? '0');
