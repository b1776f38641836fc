import type { WireAnswer } from '../../../http/wire/answer.js';

/** Sends one request; resolves to the answer whatever its status, rejects with an `EngineError` where none came. */
export type Dial = (method: 'GET' | 'HEAD', path: string, signal: AbortSignal | undefined) => Promise<WireAnswer>;

/** How an engine is reached. */
export interface Route {
  readonly dial: Dial;
  /** Ends idle connections. */
  readonly close: () => void;
}
