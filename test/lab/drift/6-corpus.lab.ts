import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { COMPOSE_VERSIONS, type ComposeVersion } from '../machine/compose.js';
import { inLab } from '../machine/place.js';
import { run } from '../machine/run.js';
import { inTurn } from './in-turn.js';
import { idle, removeImages, tagImages } from './images.js';
import { projectIn, type ComposeFile, type Project, type ProjectFiles } from './project.js';

const CORPUS = resolve(process.env['K2DOCTOR_SHARED'] ?? '../shared', 'corpus');
/** Entries that Compose accepts. */
const ENTRIES = existsSync(CORPUS) ? readdirSync(CORPUS).filter((entry) => existsSync(join(CORPUS, entry, 'expected.json'))).sort() : [];
/** Starting a container takes longer than all the rest: of every so many stacks only, unless all are asked for. */
const STARTED = process.env['K2DOCTOR_LAB_CORPUS'] === 'started' ? 1 : 5;
const NAME = 'corpus-of-drift';

/** The two Composes take turns, unless one is asked for. */
function versionOf(at: number): ComposeVersion {
  const asked = COMPOSE_VERSIONS.find((version) => version === process.env['K2DOCTOR_LAB_COMPOSE']);
  return asked ?? COMPOSE_VERSIONS[at % COMPOSE_VERSIONS.length] ?? '2.40.3';
}

/**
 * Every real stack that Compose makes, with an image that stands in for theirs, has settings of its own and sleeps:
 * made a moment ago, each is in step. Several at once, but not two that want one name.
 */
describe.skipIf(inject('noLab') !== undefined || ENTRIES.length === 0)('real stacks, freshly made', () => {
  const tags: string[] = [];
  beforeAll(async () => {
    await tagImages(NAME);
    const known = new Set((await run('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'])).stdout.split('\n'));
    const references = new Set(ENTRIES.flatMap((entry) => Object.values(modelOf(entry).services).flatMap(({ image }) => (typeof image === 'string' ? image : []))));
    tags.push(...[...references].filter((reference) => !known.has(reference) && !known.has(`${reference}:latest`)));
    for (const tag of tags) await run('docker', ['tag', idle(NAME), tag]);
  });
  afterAll(async () => {
    if (tags.length > 0) await run('docker', ['image', 'rm', '--force', '--no-prune', ...tags]);
    await removeImages(NAME);
  });

  test.concurrent.each(ENTRIES.map((entry, at) => [entry, at] as const))('%s', async (entry, at) => {
    await inTurn(namesOf(modelOf(entry)), async () => {
      await mkdir(inLab('stacks'), { recursive: true });
      const folder = await mkdtemp(inLab('stacks', 'drift-corpus-'));
      await cp(join(CORPUS, entry), folder, { recursive: true });
      await fitted(folder);
      const project = projectIn(folder, versionOf(at), {}, filesOf(folder));
      const clearAway = await surround(entry, project.name);
      try {
        await expectInStep(entry, project, at % STARTED === 0);
      } finally {
        await project[Symbol.asyncDispose]();
        await clearAway();
      }
    });
  });
});

const modelOf = (entry: string) => JSON.parse(readFileSync(join(CORPUS, entry, 'expected.json'), 'utf8')) as ComposeFile;

/** What one engine can have once: containers, networks and volumes of a name that the file gives, and addresses. */
function namesOf({ services, networks, volumes }: ComposeFile): readonly string[] {
  const named = (section: unknown) => Object.values((section ?? {}) as Readonly<Record<string, { readonly name?: string; readonly ipam?: object } | null>>);
  const subnets = named(networks).some((network) => JSON.stringify(network?.ipam ?? {}).includes('subnet'));
  return [
    ...Object.values(services).flatMap(({ container_name: name }) => (typeof name === 'string' ? [`container ${name}`] : [])),
    ...[...named(networks), ...named(volumes)].flatMap((item) => (item?.name === undefined ? [] : [`named ${item.name}`])),
    ...(subnets ? ['subnet'] : []),
  ];
}

async function expectInStep(entry: string, project: Project, isStarted: boolean): Promise<void> {
  const refusal = await project.compose('create').then(() => undefined, (error: unknown) => String(error));
  if (refusal !== undefined) {
    process.stderr.write(`lab: not made: ${entry}: ${refusal.trim().split('\n').at(-1) ?? ''}\n`);
    return;
  }
  if (isStarted) await start(project.name);

  const drifts = await project.compare();
  const said = drifts.flatMap(({ service, drift }) => drift.map(({ field, declared, deployed, kind }) => ({ service, field, declared, deployed, kind })));
  expect(said.filter(({ kind }) => kind !== 'stopped' && kind !== 'unhealthy')).toEqual([]);
  expect(drifts.filter(({ recreate }) => recreate !== false).map(({ service, recreate }) => [service, recreate])).toEqual([]);
}

/** One by one: a program that is not there, or a port that is taken, keeps no other from starting. */
async function start(project: string): Promise<void> {
  const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${project}`]);
  for (const id of stdout.split('\n').filter(Boolean)) await run('docker', ['start', id]);
}

function filesOf(folder: string): ProjectFiles {
  const { compose_files: files, compose_args: flags } = JSON.parse(readFileSync(join(folder, 'META.json'), 'utf8')) as Readonly<Record<'compose_files' | 'compose_args', readonly string[]>>;
  return { files, projectDirectory: flags[flags.indexOf('--project-directory') + 1 || flags.length] };
}

/**
 * Makes a stack fit one small engine: an overlay network needs a swarm, more processors than there are cannot be had, and
 * addresses may be taken. For the comparison others will do.
 */
async function fitted(folder: string): Promise<void> {
  for (const file of readdirSync(folder).filter((name) => /\.ya?ml(\.\w+)?$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const small = text
      .replaceAll(/driver: *["']?overlay["']?/g, 'driver: bridge')
      .replaceAll(/(\bcpus: *["']?)(\d+(?:\.\d+)?)/g, (whole, key: string, amount: string) => (Number(amount) > 1 ? `${key}1` : whole))
      .replaceAll(/\b172\.(1[6-9]|2\d|3[01])\./g, '10.1$1.');
    await writeFile(join(folder, file), small);
  }
}

/** Makes the images that it would build, and the networks and volumes that it expects to be there; answers how to take them away again. */
async function surround(entry: string, project: string): Promise<() => Promise<void>> {
  const model = modelOf(entry);
  const tags = Object.entries(model.services).flatMap(([service, { image }]) => (typeof image === 'string' ? [] : [`${project}-${service}`]));
  for (const tag of tags) await run('docker', ['tag', idle(NAME), tag]);
  const networks = externals(model['networks']);
  const volumes = externals(model['volumes']);
  for (const network of networks) await run('docker', ['network', 'create', network]);
  for (const volume of volumes) await run('docker', ['volume', 'create', volume]);
  return async () => {
    if (tags.length > 0) await run('docker', ['image', 'rm', '--force', '--no-prune', ...tags]);
    if (networks.length > 0) await run('docker', ['network', 'rm', ...networks]);
    if (volumes.length > 0) await run('docker', ['volume', 'rm', ...volumes]);
  };
}

const externals = (section: unknown): readonly string[] =>
  Object.values((section ?? {}) as Readonly<Record<string, { readonly external?: boolean; readonly name: string } | null>>).flatMap((item) => (item?.external === true ? [item.name] : []));
