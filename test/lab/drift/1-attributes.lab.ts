import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import type { ServiceDrift } from '#model/drift/drift.js';

import { COMPOSE_VERSIONS } from '../machine/compose.js';
import { must } from '../machine/run.js';
import { removeImages, tagImages } from './images.js';
import { NETWORK } from './mutations/network.js';
import { PROCESS } from './mutations/process.js';
import { RESOURCES } from './mutations/resources.js';
import { SECURITY } from './mutations/security.js';
import { STORAGE } from './mutations/storage.js';
import { createProject, type Project } from './project.js';
import { SECTIONS, serviceOf, withImages } from './sections.js';

const ALL = [...PROCESS, ...RESOURCES, ...NETWORK, ...STORAGE, ...SECURITY];

/** One project, one service an edit: its container is made from the file before, compared with the file after. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('one attribute edited, containers made by Compose %s', (version) => {
  let project: Project;
  let recreated: ReadonlySet<string>;
  let drifts: ReadonlyMap<string, ServiceDrift>;
  let untold: ReadonlySet<string>;

  beforeAll(async () => {
    untold = await untoldFields();
    project = await createProject(version, { COMPOSE_PROFILES: 'on' });
    await tagImages(project.name);
    await project.file('Dockerfile', 'FROM lab/stand-in\n');
    await project.file('data/here', '');
    await project.file('more/here', '');
    const file = (side: 'before' | 'after') => ({
      ...SECTIONS,
      services: { untouched: { image: 'lab/stand-in' }, ...Object.fromEntries(ALL.map((edit) => [serviceOf(edit.name), withImages(edit[side], project.name)])) },
    });
    await project.composeFile(file('before'));
    await project.compose('create');
    await project.composeFile(file('after'));
    recreated = await project.dryRun();
    drifts = new Map((await project.compare()).map((drift) => [drift.service, drift]));
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await removeImages(project.name);
  });

  test('an untouched service has nothing to report', () => {
    expect(drifts.get('untouched')?.drift.filter(({ field }) => field !== 'state')).toEqual([]);
  });

  test.each(ALL)('$name', ({ name, before, fields }) => {
    const drift = drifts.get(serviceOf(name));
    const own = before['container_name'];
    const verdict = recreated.has(typeof own === 'string' ? own.replace('${COMPOSE_PROJECT_NAME}', project.name) : project.container(serviceOf(name)));

    // The containers were never started, which is a difference of its own.
    const entries = drift?.drift.filter(({ kind }) => kind !== 'stopped') ?? [];
    const told = fields.filter((field) => !untold.has(field));
    expect({ recreate: drift?.recreate, fields: entries.map(({ field }) => field ?? null).filter((field) => field === null || !untold.has(field)).sort() }).toEqual({
      recreate: verdict,
      fields: fields.length > 0 ? told : verdict ? [null] : [],
    });
    if (told.length > 0) expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['edited-not-applied']));
  });
});

/** From API 1.44 on an engine tells the address of a network card once the container ran, which these never do. */
async function untoldFields(): Promise<ReadonlySet<string>> {
  const [, minor] = (await must('docker', ['version', '--format', '{{.Server.APIVersion}}'])).trim().split('.');
  return new Set(Number(minor) >= 44 ? ['mac_address'] : []);
}
