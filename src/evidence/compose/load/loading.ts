import type { Trail } from '../origin.js';
import type { Environment } from '../project/environment.js';
import type { ComposeNode } from '../tree.js';
import type { Session } from './session.js';

/** A project, an included one as well: files that are laid over each other, and where their paths start. */
export interface Loading {
  readonly session: Session;
  readonly environment: Environment;
  /** Paths in the files become relative to this; relative itself in an include, until the outer project resolves it. */
  readonly workingDir: string;
  /** Absolute: where the files named by include and extends are looked for. */
  readonly folder: string;
  /** The files being read, outermost first: including one of them again is a cycle. */
  readonly including: readonly string[];
  /** Files that services were taken from, by absolute path. */
  readonly extended: Map<string, ExtendedFile>;
}

/** The services of a file, replaced one by one as what they extend is found. */
export interface ExtendedFile {
  readonly services: Map<string, ComposeNode>;
  readonly resets: readonly (readonly string[])[];
}

export interface FileToLoad {
  readonly path: string;
  readonly trail: Trail | undefined;
}
