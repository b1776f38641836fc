import { dirname } from 'node:path';

import { ComposeError } from '../compose-error.js';
import { joinPaths } from '../go-path.js';
import { absolute, type Session } from '../load/session.js';
import { discoverFiles, filesFromEnvironment } from './discovery.js';
import { readEnvFiles } from './env-files.js';
import { withDefaults, type Environment, type Variable } from './environment.js';

/** What the command line says. Empty lists: nothing was said. */
export interface ComposeRequest {
  /** `-f`, in order; "-" is standard input. */
  readonly files: readonly string[];
  /** `-p` */
  readonly projectName?: string;
  readonly projectDirectory?: string;
  readonly profiles: readonly string[];
  /** `--env-file`, in order. */
  readonly envFiles: readonly string[];
  /** Services named on the command line: they and what they depend on, their profiles active. */
  readonly services: readonly string[];
}

/** The command line completed from the environment, `.env` and the folders. */
export interface ProjectOptions {
  readonly files: readonly string[];
  readonly workingDir: string;
  readonly environment: Environment;
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
}

/** As Compose 2.40.3 does it, cmd/compose/compose.go, setEnvWithDotEnv and toProjectOptions. */
export function completeOptions(session: Session, request: ComposeRequest): ProjectOptions {
  const shell = shellOf(session, request);
  const given = request.files.map((file) => (file === '-' ? file : absolute(session, file)));

  const before = envFilesOf(session, request, shell, folderOf(session, request, given)) ?? [];
  const first = withDefaults(shell, readEnvFiles(session, shell, before));
  const files = given.length > 0 ? given : (filesFromEnvironment(session, first) ?? discoverFiles(session, folderOf(session, request, [])));
  if (files.length === 0)
    throw new ComposeError('no configuration file provided: not found', { kind: 'no-file', hint: 'name a compose file with -f, or go where one is' });

  const workingDir = folderOf(session, request, files);
  const after = envFilesOf(session, request, shell, workingDir) ?? before;
  const environment = withDefaults(first, readEnvFiles(session, first, after));
  return { files, workingDir, environment, envFiles: [...new Set([...before, ...after])], profiles: profilesOf(request, environment) };
}

/** The process's environment, and those COMPOSE_ variables of `.env` that it lacks: they steer the command itself. */
function shellOf(session: Session, request: ComposeRequest): Environment {
  const own = new Map<string, Variable>([...session.host.env].map(([name, value]) => [name, { value, from: {} }]));
  if (!own.has('PWD')) own.set('PWD', { value: session.host.cwd, from: {} });
  const folder = folderOf(session, request, request.files.map((file) => (file === '-' ? file : absolute(session, file))));
  const steering = steeringVariables(session, request, own, folder);
  return withDefaults(own, steering);
}

function steeringVariables(session: Session, request: ComposeRequest, own: Environment, folder: string): Environment {
  try {
    const defined = readEnvFiles(session, own, envFilesOf(session, request, own, folder) ?? []);
    return new Map([...defined].filter(([name]) => name.startsWith('COMPOSE_')));
  } catch (error) {
    // Compose says nothing here either: the same files are read again, and then it counts.
    if (error instanceof ComposeError) return new Map();
    throw error;
  }
}

/** Those named, or the folder's own `.env`; undefined when there is none. */
function envFilesOf(session: Session, request: ComposeRequest, shell: Environment, folder: string): readonly string[] | undefined {
  const named = request.envFiles.length > 0 ? request.envFiles : (session.host.env.get('COMPOSE_ENV_FILES') ?? '').split(',').filter((file) => file !== '');
  if (named.length > 0) return named.map((file) => absolute(session, file));
  const disabled = shell.get('COMPOSE_DISABLE_ENV_FILE')?.value;
  if (disabled !== undefined && isTrue(disabled)) return [];
  const own = joinPaths(folder, '.env');
  return session.host.isFile(own) ? [own] : undefined;
}

function isTrue(text: string): boolean {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return false;
  throw new ComposeError(`COMPOSE_DISABLE_ENV_FILE must be true or false, not ${JSON.stringify(text)}`);
}

/** The project directory, or the folder of the first file that has one. */
function folderOf(session: Session, { projectDirectory }: ComposeRequest, files: readonly string[]): string {
  if (projectDirectory !== undefined && projectDirectory !== '') return absolute(session, projectDirectory);
  const first = files.find((file) => file !== '-');
  return first === undefined ? session.host.cwd : dirname(first);
}

function profilesOf(request: ComposeRequest, environment: Environment): readonly string[] {
  if (request.profiles.length > 0) return request.profiles;
  const named = (environment.get('COMPOSE_PROFILES')?.value ?? '').split(',').map((profile) => profile.trim());
  return named.filter((profile) => profile !== '');
}
