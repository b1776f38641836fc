import type { Plane } from '#model/job.js';
import type { SparkRole, SparkService } from '#model/spark-service.js';

import type { Observation, Subject } from '../define-rule.js';
import type { Unknown } from './declared.js';
import { declaredLimits, deployedLimits, type Limits } from './container-limits.js';

/** A service on one plane: what it is to Spark and what bounds its container. */
export interface OnPlane {
  readonly plane: Extract<Plane, 'declared' | 'deployed'>;
  readonly role: SparkRole;
  readonly limits: Limits;
}

/**
 * The file is judged first. Where it is well and a container is not, the container is old: the finding then blames its
 * drift, so that the remedy is to bring it in step and no new number.
 */
export function onEachPlane({ name, compose, declared, replicas }: SparkService, judge: (on: OnPlane) => Observation | Unknown | undefined): readonly (Observation | Unknown)[] {
  const inFile = compose === undefined || declared === undefined ? undefined : judge({ plane: 'declared', role: declared, limits: declaredLimits(compose) });
  if (inFile !== undefined) return [inFile];
  for (const { deployed, container } of replicas) {
    const seen = judge({ plane: 'deployed', role: deployed, limits: deployedLimits(container) });
    if (seen !== undefined) return ['unknown' in seen ? seen : { ...seen, blames: [...(seen.blames ?? []), service(name)] }];
  }
  return [];
}

/** Findings that a value of an old container may explain. */
export const STALE = ['drift/stale-environment', 'drift/stale-command', 'drift/stale-limits', 'drift/image-stale', 'drift/stale-attribute'] as const;

export const service = (name: string): Subject => ({ kind: 'service', name });
