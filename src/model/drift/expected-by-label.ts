import type { ComposeEvidence } from '#evidence/compose/schema.js';
import type { DockerEvidence } from '#evidence/docker/schema.js';

import { textMapOf } from './declared.js';
import type { ExpectedDrift } from './expected.js';
import { labelOf } from './observed.js';

const LABEL = 'k2doctor.ignore-drift.';

/**
 * Fields that a service's own labels call expected to differ: `k2doctor.ignore-drift.environment.BUILD_ID: set by the
 * pipeline`. The file's labels count, and those of a container, which a tool may have made that knows why.
 */
export function expectedByLabel(compose: ComposeEvidence | undefined, { containers }: DockerEvidence): readonly ExpectedDrift[] {
  const declared = Object.entries(compose?.services ?? {}).map(([service, spec]) => ({ service, labels: textMapOf(spec['labels']) }));
  const deployed = containers.map((container) => ({ service: labelOf(container, 'service') ?? '', labels: textMapOf(container.Config.Labels) }));
  return [...declared, ...deployed].flatMap(({ service, labels }) =>
    [...labels].flatMap(([key, reason]) => (key.startsWith(LABEL) && service !== '' ? [{ field: key.slice(LABEL.length), service, reason: reason === '' ? `label ${key}` : reason }] : [])),
  );
}
