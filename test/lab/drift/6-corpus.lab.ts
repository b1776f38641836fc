import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { inLab } from '../machine/place.js';
import { must, run } from '../machine/run.js';
import { dressed, removeImages, tagImages } from './images.js';
import { projectIn, type ComposeFile, type Project, type ProjectFiles } from './project.js';

const CORPUS = resolve(process.env['K2DOCTOR_SHARED'] ?? '../shared', 'corpus');
const SAMPLE = 12;
const VERSION = process.env['K2DOCTOR_LAB_COMPOSE'] === '2.26.1' ? '2.26.1' : '2.40.3';

/** Entries that Compose accepts: all of them where K2DOCTOR_LAB_CORPUS says so, else every so many. */
function chosen(): readonly string[] {
  if (!existsSync(CORPUS)) return [];
  const all = readdirSync(CORPUS).filter((entry) => existsSync(join(CORPUS, entry, 'expected.json'))).sort();
  const step = process.env['K2DOCTOR_LAB_CORPUS'] === undefined ? Math.ceil(all.length / SAMPLE) : 1;
  return all.filter((_, at) => at % step === 0);
}

const NAME = 'corpus-of-drift';

/**
 * Real stacks with an image that stands in for theirs and has settings of its own: made by Compose a moment ago, they
 * are in step. They are not started, since their programs are not there; what is compared is there all the same.
 */
describe.skipIf(inject('noLab') !== undefined || !existsSync(CORPUS))('real stacks, freshly made', () => {
  beforeAll(() => tagImages(NAME));
  afterAll(() => removeImages(NAME));

  test.each(chosen())('%s', async (entry) => {
    await mkdir(inLab('stacks'), { recursive: true });
    const folder = await mkdtemp(inLab('stacks', 'drift-corpus-'));
    await cp(join(CORPUS, entry), folder, { recursive: true });
    await withoutSwarm(folder);
    const project = projectIn(folder, VERSION, {}, filesOf(folder));
    const clearAway = await surround(entry, project.name);
    try {
      await expectInStep(entry, project);
    } finally {
      await project[Symbol.asyncDispose]();
      await clearAway();
    }
  });
});

async function expectInStep(entry: string, project: Project): Promise<void> {
  const refusal = await project.compose('create').then(() => undefined, (error: unknown) => String(error));
  if (refusal !== undefined) {
    process.stderr.write(`lab: not made: ${entry}: ${refusal.trim().split('\n').at(-1) ?? ''}\n`);
    return;
  }

  const drifts = await project.compare();
  const said = drifts.flatMap(({ service, drift }) => drift.map(({ field, declared, deployed, kind }) => ({ service, field, declared, deployed, kind })));
  expect(said.filter(({ kind }) => kind !== 'stopped')).toEqual([]);
  expect(drifts.filter(({ recreate }) => recreate !== false).map(({ service, recreate }) => [service, recreate])).toEqual([]);
}

function filesOf(folder: string): ProjectFiles {
  const { compose_files: files, compose_args: flags } = JSON.parse(readFileSync(join(folder, 'META.json'), 'utf8')) as Readonly<Record<'compose_files' | 'compose_args', readonly string[]>>;
  return { files, projectDirectory: flags[flags.indexOf('--project-directory') + 1 || flags.length] };
}

/** An overlay network needs a swarm; for the comparison any network will do. */
async function withoutSwarm(folder: string): Promise<void> {
  for (const file of readdirSync(folder).filter((name) => /\.ya?ml$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll(/driver: *["']?overlay["']?/g, 'driver: bridge'));
  }
}

/** Makes its images, and the networks and volumes that it expects to be there; answers how to take them away again. */
async function surround(entry: string, project: string): Promise<() => Promise<void>> {
  const model = JSON.parse(readFileSync(join(CORPUS, entry, 'expected.json'), 'utf8')) as ComposeFile;
  const references = [...new Set(Object.entries(model.services).map(([service, { image }]) => (typeof image === 'string' ? image : `${project}-${service}`)))];
  const known = new Set((await must('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'])).split('\n'));
  const tags = references.filter((reference) => !known.has(reference) && !known.has(`${reference}:latest`));
  for (const tag of tags) await run('docker', ['tag', dressed(NAME), tag]);
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
