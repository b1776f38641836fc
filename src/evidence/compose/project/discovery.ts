import { dirname } from 'node:path';

import { ComposeError } from '../compose-error.js';
import { joinPaths } from '../go-path.js';
import { absolute, shownPath, type Session } from '../load/session.js';
import type { Environment } from './environment.js';

/** Best first; the override files prefer `.yml`, the others `.yaml`. From compose-go v2.9.1, cli/options.go. */
const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

/** The files of `COMPOSE_FILE`, or undefined when it is not set. They must exist. */
export function filesFromEnvironment(session: Session, environment: Environment): readonly string[] | undefined {
  const list = environment.get('COMPOSE_FILE')?.value;
  if (list === undefined) return undefined;
  const separator = environment.get('COMPOSE_PATH_SEPARATOR')?.value;
  return list.split(separator === undefined || separator === '' ? ':' : separator).map((file) => {
    if (file === '-') return file;
    const path = absolute(session, file);
    if (session.host.isFile(path) || session.host.isDirectory(path)) return path;
    throw new ComposeError(`COMPOSE_FILE names ${shownPath(session, path)}, which does not exist`, { kind: 'missing-file' });
  });
}

/** The compose file of a folder or of the nearest folder above it, and the override beside it. */
export function discoverFiles(session: Session, folder: string): readonly string[] {
  for (let at = folder; ; at = dirname(at)) {
    const [file] = candidates(session, at, NAMES, 'compose');
    if (file !== undefined) return [file, ...candidates(session, at, OVERRIDES, 'override').slice(0, 1)];
    if (dirname(at) === at) return [];
  }
}

function candidates(session: Session, folder: string, names: readonly string[], role: string): readonly string[] {
  const { host } = session;
  const found = names.map((name) => joinPaths(folder, name)).filter((path) => host.isFile(path) || host.isDirectory(path));
  const [used, ...others] = found.map((path) => shownPath(session, path));
  if (used !== undefined && others.length > 0)
    session.warn({ message: `several ${role} files lie side by side: ${used} is used, ${others.join(', ')} is not`, place: { file: used, line: 1, column: 1 } });
  return found;
}
