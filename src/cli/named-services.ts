import { valueOf } from '#evidence/evidence.js';
import type { Snapshot } from '#evidence/snapshot.js';

import { UserError } from './errors.js';
import { nearest } from './nearest.js';

const SERVICE_LABEL = 'com.docker.compose.service';

/** @throws UserError for a service that neither the files nor the containers know. */
export function checkServices(services: readonly string[], { evidence }: Snapshot): void {
  const compose = valueOf(evidence.compose);
  const docker = valueOf(evidence.docker);
  const known = new Set([
    ...Object.keys(compose?.services ?? {}),
    ...(compose?.inactiveServices ?? []),
    ...(docker?.containers ?? []).flatMap(({ Config: { Labels } }) => Labels?.[SERVICE_LABEL] ?? []),
  ]);
  // Where nothing was seen, nobody can say that a service does not exist.
  const unknown = known.size === 0 ? undefined : services.find((service) => !known.has(service));
  if (unknown === undefined) return;
  const near = nearest(unknown, [...known]);
  throw new UserError(`there is no service "${unknown}"`, { hint: near === undefined ? `services: ${[...known].sort().join(', ')}` : `did you mean ${near}?` });
}
