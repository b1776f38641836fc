import type { Place } from '#evidence/place.js';

/** A person's wish that findings be left out of the counts and the exit code, and why. */
export interface Silence {
  readonly by: 'comment' | 'configuration';
  /** Ids, families such as `drift/*`, or `*`. */
  readonly rules: readonly string[];
  /** What it speaks of; undefined: everything. */
  readonly scope: SilenceScope | undefined;
  readonly reason: string | undefined;
  /** The last day on which it holds, `2026-12-31`, in UTC. */
  readonly expires: string | undefined;
  readonly place: Place | undefined;
  /** Why it can never match, such as a rule that does not exist. */
  readonly problem: string | undefined;
}

export type SilenceScope =
  /** A service, application, container or worker by name; `*` stands for anything. */
  | { readonly kind: 'subject'; readonly pattern: string }
  /** What is written in these lines, and the services that lie in them as a whole. */
  | { readonly kind: 'lines'; readonly file: string; readonly from: number; readonly to: number; readonly services: readonly string[] };

/** On the day after its last a silence holds no more. */
export const isExpired = ({ expires }: Silence, at: Date): boolean => expires !== undefined && at.toISOString().slice(0, 10) > expires;
