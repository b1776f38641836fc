import type { ResolvedProject } from '#evidence/compose/resolve.js';
import type { Invocation } from '#evidence/snapshot.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';

/** The compose files as Compose resolves them. @throws UserError with file, line and what to do for everything Compose refuses. */
export async function resolveFiles(invocation: Invocation, io: Io): Promise<ResolvedProject> {
  const { resolveProject, ComposeError, nodeComposeHost } = await loadCompose();
  const host = nodeComposeHost({ cwd: io.cwd, env: io.env, stdin: 0 });
  try {
    return resolveProject(requestOf(invocation), host);
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    const at = error.place === undefined ? '' : `${error.place.file}:${String(error.place.line)}:${String(error.place.column)}: `;
    throw new ProjectError(`${at}${error.message}`, error.kind === 'no-file', error.hint ?? hintFor(error.kind));
  }
}

/** The files cannot be used. `noFile`: none was named and none was found, so that a running project may be looked at instead. */
export class ProjectError extends UserError {
  readonly noFile: boolean;

  constructor(message: string, noFile: boolean, hint: string | undefined) {
    super(message, { hint });
    this.noFile = noFile;
  }
}

/** Loaded when needed: replaying a snapshot reads no file. */
async function loadCompose() {
  const [resolve, sensor] = await Promise.all([import('#evidence/compose/resolve.js'), import('#evidence/compose/sensor.js')]);
  return { ...resolve, ...sensor };
}

export function requestOf({ files, projectName, projectDirectory, profiles, envFiles }: Invocation) {
  return {
    files,
    profiles,
    envFiles,
    services: [],
    ...(projectName === undefined ? {} : { projectName }),
    ...(projectDirectory === undefined ? {} : { projectDirectory }),
  };
}

function hintFor(kind: string): string | undefined {
  switch (kind) {
    case 'no-file':
      return 'run it in the folder of the compose file, or name the file with -f';
    case 'missing-variable':
      return 'set the variable in the shell, in .env, or with --env-file';
    case 'missing-file':
      return 'check the path; relative paths start at the folder of the first compose file';
    default:
      return undefined;
  }
}
