import type { VariableUse } from './interpolate.js';

/** One statement of an env file. */
export interface DotenvEntry {
  readonly key: string;
  /** A bare key has none: it takes the environment's value, or leaves things as they were. */
  readonly value: string | undefined;
  /** Counts from 1. */
  readonly line: number;
  readonly uses: readonly VariableUse[];
}

/** Says the line and what is wrong, never what the line holds: it may be a secret. */
export class DotenvError extends Error {
  override readonly name = 'DotenvError';
  readonly line: number;

  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
    this.line = line;
  }
}
