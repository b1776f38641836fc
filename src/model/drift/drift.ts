import type { Provenance } from '#evidence/compose/schema.js';

/** DESIGN: kinds of drift. What runs is not what the file says, or Compose would recreate it. */
export type DriftKind =
  | 'recreate-without-difference'
  | 'edited-not-applied'
  | 'restarted-not-recreated'
  | 'changed-by-hand'
  | 'mounted-file-newer-than-process'
  | 'image-moved'
  | 'orphan'
  | 'missing'
  | 'stopped'
  | 'unhealthy'
  | 'set-in-code'
  | 'stale-worker';

/** One attribute that differs between the resolved file and a container. Both texts are ready to show, normalised and redacted. */
export interface FieldDrift {
  /** Path in the resolved model: `command`, `environment.KEY`, `deploy.resources.limits.memory`, `mem_limit`, `ports`; undefined when nothing differs in meaning. */
  readonly field: string | undefined;
  readonly declared: string | undefined;
  readonly deployed: string | undefined;
  readonly provenance: Provenance | undefined;
  readonly kind: DriftKind;
  /** Containers it was seen in, by name, where not in all of the service's. */
  readonly containers: readonly string[];
}

export interface ServiceDrift {
  readonly service: string;
  /** Names, sorted; empty for a service without any. */
  readonly containers: readonly string[];
  readonly drift: readonly FieldDrift[];
  /** Expected to differ: shown, and judged by no rule. */
  readonly ignored?: readonly { readonly drift: FieldDrift; readonly reason: string }[];
  /** Would `docker compose up -d` recreate it? undefined when that cannot be told. */
  readonly recreate: boolean | undefined;
  /** Would a mere restart change what runs? */
  readonly restartNeeded: boolean | undefined;
  /** Attributes compared, in step, and not comparable. */
  readonly coverage: { readonly compared: number; readonly inStep: number; readonly unknown: number };
  readonly remedy: DriftRemedy | undefined;
}

/** What is enough to bring the service in step; the words of the command come later, with the caller's own flags. */
export type DriftRemedy =
  | { readonly kind: 'up' }
  | { readonly kind: 'up-force-recreate' }
  | { readonly kind: 'up-build' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'unpause' }
  | { readonly kind: 'remove-orphans' }
  /** Containers that were made by hand stand where Compose's own belong. */
  | { readonly kind: 'replace'; readonly containers: readonly string[] };
