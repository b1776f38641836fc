import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { compareProject } from '#model/drift/compare-project.js';
import type { ServiceDrift } from '#model/drift/drift.js';
import type { MountedFilesEvidence } from '#evidence/mounted-files/schema.js';

import { evidenceOf, type RawSides } from '../../drift/evidence-of.js';
import { compose as program, dockerConfig, type ComposeVersion } from '../machine/compose.js';
import { inLab } from '../machine/place.js';
import { must, run } from '../machine/run.js';
import { configHashes } from './config-hashes.js';
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

/** @param flags of the command line: `-f` and the like. */
export function projectIn(folder: string, version: ComposeVersion, env: Readonly<Record<string, string>>, flags: readonly string[] = []): Project {
  const name = basename(folder).toLowerCase().replaceAll(/[^a-z0-9-]/g, '');
    const here = () => ({ cwd: folder, timeout: 180_000, env: { DOCKER_CONFIG: dockerConfig(version), ...env } });
  const said = async (...args: readonly string[]) => {
    const outcome = await run(program(version), [...flags, '-p', name, ...args], here());
    if (outcome.code !== 0) throw new Error(`compose ${args.join(' ')}: exit ${String(outcome.code)}\n${outcome.stderr.slice(-3000)}`);
    return outcome;
  };
  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  let written: readonly string[] = [];
  return {
    name,
    folder,
    file: write,
    composeFile: (content) => {
      written = Object.keys(content.services);
      return write(COMPOSE_FILE, JSON.stringify(content, undefined, 1));
    },
    compose: async (...args) => {
      await said(...args);
    },
    dryRun: async () => new Set([...(await said('--dry-run', 'up', '--detach')).stderr.matchAll(/Container (\S+) +Recreate$/gm)].map(([, container = '']) => container)),
    compare: async (mountedFiles) => {
      const config = (await said('config', '--format', 'json')).stdout;
      const inactiveServices = written.filter((service) => !Object.hasOwn(servicesOf(config), service));
      return compareProject({ ...evidenceOf({ ...(await sidesOf(name, folder, version, config)), inactiveServices }), mountedFiles });
    },
    container: (service, number = 1) => `${name}-${service}-${String(number)}`,
    [Symbol.asyncDispose]: async () => {
      await run(program(version), [...flags, '-p', name, '--profile', '*', 'down', '--volumes', '--remove-orphans', '--timeout', '0'], here());
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function sidesOf(name: string, folder: string, version: ComposeVersion, config: string): Promise<RawSides> {
  const ids = await listed('ps', '--all', '--quiet', '--no-trunc', '--filter', `label=com.docker.compose.project=${name}`);
  const containers = await inspected<{ readonly Id: string; readonly Name: string; readonly Image: string; readonly Config: { readonly Labels: Readonly<Record<string, string>> } }>('container', ids);
  const declared = Object.entries(servicesOf(config)).flatMap(([service, { image }]) => (typeof image === 'string' ? [image] : [`${name}-${service}`]));
  const images = await inspected<RawSides['images'][number]>('image', [...new Set([...declared, ...containers.map(({ Image }) => Image)])]);
  const networks = await inspected('network', await listed('network', 'ls', '--quiet', '--no-trunc'));
  const times = await Promise.all((await readdir(folder)).map(async (file) => [join(folder, file), (await stat(join(folder, file))).mtime.toISOString()] as const));
  return {
    config,
    hashes: configHashes(config, version, new Map(containers.map(({ Id, Config }) => [Config.Labels['com.docker.compose.service'] ?? '', Id]))),
    modifiedAt: Object.fromEntries(times.filter(([file]) => /\.(yml|env)$/.test(file))),
    containers,
    images: [...new Map(images.map((image) => [image.Id, image])).values()],
    networks,
  };
}

const servicesOf = (config: string) => (JSON.parse(config) as ComposeFile).services;

const listed = async (...args: readonly string[]) => (await must('docker', args)).split('\n').filter((line) => line !== '');

/** What is not there is left out. */
async function inspected<T>(kind: string, names: readonly string[]): Promise<readonly T[]> {
  if (names.length === 0) return [];
  const { stdout } = await run('docker', ['inspect', '--type', kind, ...names]);
  return JSON.parse(stdout) as T[];
}
