/**
 * What one sensor brought back. Failing to look is evidence too: it is recorded,
 * never thrown, so the report can say "unknown" instead of a false "healthy".
 */
export type Evidence<T> =
  | { readonly status: 'observed'; readonly value: T }
  | { readonly status: 'unavailable'; readonly reason: Unavailable };

/** Why a source could not be read. `target` is an address or path, already free of credentials. */
export type Unavailable =
  /** `supply`: the option that would have it read. */
  | { readonly kind: 'not-collected'; readonly detail?: string; readonly supply?: string }
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly target: string; readonly detail: string }
  | { readonly kind: 'timed-out'; readonly target: string }
  | { readonly kind: 'unreadable'; readonly target: string; readonly detail: string }
  | { readonly kind: 'refused'; readonly target: string; readonly detail: string }
  | { readonly kind: 'crashed'; readonly detail: string };

/** A part of a source that could not be read while the rest could: one container's inspect, one application's page. */
export interface Gap {
  /** The container, application, worker ... it is about. */
  readonly subject: string;
  readonly reason: Unavailable;
}

export const observed = <T>(value: T): Evidence<T> => ({ status: 'observed', value });
export const unavailable = (reason: Unavailable): Evidence<never> => ({ status: 'unavailable', reason });

/** The value, where there is one. */
export const valueOf = <T>(evidence: Evidence<T> | undefined): T | undefined =>
  evidence?.status === 'observed' ? evidence.value : undefined;
