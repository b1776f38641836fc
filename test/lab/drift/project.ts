import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { compareProject } from '#model/drift/compare-project.js';
import type { ServiceDrift } from '#model/drift/drift.js';
import type { MountedFilesEvidence } from '#evidence/mounted-files/schema.js';

import { compose as program, dockerConfig, type ComposeVersion } from '../machine/compose.js';
import { inLab } from '../machine/place.js';
import { run } from '../machine/run.js';
import { readBothSides } from './evidence.js';
import type { Spec } from './mutation.js';

/** A compose file as data. */
export interface ComposeFile {
  readonly services: Readonly<Record<string, Spec>>;
  readonly [section: string]: unknown;
}

/** A project in a folder of its own, driven by one version of Compose. */
export interface Project extends AsyncDisposable {
  readonly name: string;
  readonly folder: string;
  readonly file: (name: string, content: string) => Promise<void>;
  readonly composeFile: (content: ComposeFile) => Promise<void>;
  /** Answers stdout and stderr; rejects unless it ends well. */
  readonly compose: (...args: readonly string[]) => Promise<void>;
  /** Containers that the dry run of `up -d` would recreate, by name. */
  readonly dryRun: () => Promise<ReadonlySet<string>>;
  readonly compare: (mountedFiles?: MountedFilesEvidence) => Promise<readonly ServiceDrift[]>;
  readonly container: (service: string, number?: number) => string;
}

const COMPOSE_FILE = 'compose.yml';

/** @param env what the shell of the person who runs Compose holds; it may change. */
export async function createProject(version: ComposeVersion, env: Readonly<Record<string, string>> = {}): Promise<Project> {
  await mkdir(inLab('stacks'), { recursive: true });
  return projectIn(await mkdtemp(inLab('stacks', 'drift-')), version, env);
}

/** Which files make the project, as its flags name them. */
export interface ProjectFiles {
  readonly files: readonly string[];
  readonly projectDirectory?: string | undefined;
}

export function projectIn(folder: string, version: ComposeVersion, env: Readonly<Record<string, string>>, named: ProjectFiles = { files: [] }): Project {
  const flags = [...named.files.flatMap((file) => ['-f', file]), ...(named.projectDirectory === undefined ? [] : ['--project-directory', named.projectDirectory])];
  const name = basename(folder).toLowerCase().replaceAll(/[^a-z0-9-]/g, '');
  const here = () => ({ cwd: folder, timeout: 180_000, env: { DOCKER_CONFIG: dockerConfig(version), PWD: folder, ...env } });
  const said = async (...args: readonly string[]) => {
    const outcome = await run(program(version), [...flags, '-p', name, ...args], here());
    if (outcome.code !== 0) throw new Error(`compose ${args.join(' ')}: exit ${String(outcome.code)}\n${outcome.stderr.slice(-3000)}`);
    return outcome;
  };
  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  return {
    name,
    folder,
    file: write,
    composeFile: (content) => write(COMPOSE_FILE, JSON.stringify(content, undefined, 1)),
    compose: async (...args) => {
      await said(...args);
    },
    dryRun: async () => new Set([...(await said('--dry-run', 'up', '--detach')).stderr.matchAll(/Container (\S+) +Recreate$/gm)].map(([, container = '']) => container)),
    compare: async (mountedFiles) => compareProject({ ...(await readBothSides(folder, name, env, named)), mountedFiles }),
    container: (service, number = 1) => `${name}-${service}-${String(number)}`,
    [Symbol.asyncDispose]: async () => {
      // Not left to `down` alone: where a container is missing whose namespace others share, it stops with an error.
      const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${name}`]);
      const ids = stdout.split('\n').filter((id) => id !== '');
      if (ids.length > 0) await run('docker', ['rm', '--force', '--volumes', ...ids]);
      const down = await run(program(version), [...flags, '-p', name, '--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '0'], here());
      process.stderr.write(down.code === 0 ? '' : `lab: down of ${name}: ${down.stderr}`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
