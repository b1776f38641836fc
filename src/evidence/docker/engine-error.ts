import type { Unavailable } from '../evidence.js';

export type EngineFailure = 'not-found' | 'unreachable' | 'timed-out' | 'refused' | 'unreadable';

/** A request that brought nothing. `detail` says what was seen and what to do about it; neither field holds credentials. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly kind: EngineFailure;
  readonly target: string;
  readonly detail: string;
  /** Of HTTP, where there was an answer. */
  readonly status: number | undefined;

  constructor(kind: EngineFailure, target: string, detail: string, options: { status?: number; cause?: unknown } = {}) {
    super(`${target}: ${detail}`, { cause: options.cause });
    this.kind = kind;
    this.target = target;
    this.detail = detail;
    this.status = options.status;
  }
}

/** A host or context that names no engine at all. The user's mistake, told in one sentence. */
export class EngineAddressError extends Error {
  override readonly name = 'EngineAddressError';
}

/** The failure as evidence. Anything but an `EngineError` is a bug of ours and is thrown on. */
export function reasonOf(error: unknown): Unavailable {
  if (!(error instanceof EngineError)) throw error;
  const { kind, target, detail } = error;
  switch (kind) {
    case 'not-found':
      return { kind, detail };
    case 'timed-out':
      return { kind, target };
    default:
      return { kind, target, detail };
  }
}
