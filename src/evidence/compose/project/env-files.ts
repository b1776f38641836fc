import { ComposeError } from '../compose-error.js';
import { DotenvError, parseDotenv } from '../grammar/dotenv.js';
import { absolute, shownPath, type Session } from '../load/session.js';
import type { Environment, Variable } from './environment.js';

/**
 * What `.env` and `--env-file` define. Values may name what the environment and earlier lines define; the last file wins.
 * From compose-go v2.9.1, dotenv/env.go.
 */
export function readEnvFiles(session: Session, environment: Environment, files: readonly string[]): Environment {
  const defined = new Map<string, Variable>();
  for (const file of files) {
    const path = absolute(session, file);
    const name = shownPath(session, path);
    if (session.host.isDirectory(path)) throw new ComposeError(`${name} is a directory`, { kind: 'missing-file' });
    const text = session.host.readFile(path);
    if (text === undefined) throw new ComposeError(`no such env file: ${name}`, { kind: 'missing-file' });
    readInto(defined, { text, name, environment });
  }
  return defined;
}

interface EnvText {
  readonly text: string;
  readonly name: string;
  readonly environment: Environment;
}

function readInto(defined: Map<string, Variable>, { text, name, environment }: EnvText): void {
  const lookup = (key: string): string | undefined => (environment.get(key) ?? defined.get(key))?.value;
  try {
    for (const { key, value, line } of parseDotenv(wellFormed(text), lookup)) {
      const known = value ?? lookup(key);
      if (known !== undefined) defined.set(key, { value: known, from: { place: { file: name, line, column: 1 } } });
    }
  } catch (error) {
    if (error instanceof DotenvError) throw new ComposeError(error.message, { place: { file: name, line: error.line, column: 1 } });
    throw error;
  }
}

/** Bytes that are no UTF-8 arrive as lone surrogates; in an env file Go prints them as U+FFFD. */
export const wellFormed = (text: string): string => text.toWellFormed();
