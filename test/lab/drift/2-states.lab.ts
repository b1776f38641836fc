import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import type { ServiceDrift } from '#model/drift/drift.js';

import { COMPOSE_VERSIONS } from '../machine/compose.js';
import { STAND_IN } from '../machine/images.js';
import { must, run } from '../machine/run.js';
import { createProject, type Project } from './project.js';
import { serviceOf, withImages } from './sections.js';
import { STATES, type State } from './state.js';

/** One running project; each of its services is left alone, edited, or changed by hand in its own way. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('states of running containers made by Compose %s', (version) => {
  let project: Project;
  let recreated: ReadonlySet<string>;
  let drifts: ReadonlyMap<string, ServiceDrift>;

  beforeAll(async () => {
    const env = { SHELL_SAYS: 'before' };
    project = await createProject(version, env);
    const moving = `${STAND_IN}:moving-${project.name}`;
    const file = (side: (state: State) => State['after']) => {
      const services = STATES.map((state) => [serviceOf(state.name), side(state)] as const).filter(([, spec]) => spec !== null);
      return { networks: { default: {}, side: {} }, services: Object.fromEntries(services.map(([name, spec]) => [name, withImages({ stop_grace_period: '0s', ...spec }, project.name)])) };
    };
    await must('docker', ['tag', STAND_IN, moving]);
    await project.file('.env', 'FROM_DOT_ENV=before\n');
    await project.file('settings.env', 'FROM_FILE=before\n');
    await project.file('mounted.conf', 'before\n');
    await project.composeFile({ ...file(({ before }) => before), services: { ...file(({ before }) => before).services, 'on-the-side': { image: STAND_IN, networks: ['side'], stop_grace_period: '0s' } } });
    await project.compose('up', '--detach');

    await pause(1500);
    env.SHELL_SAYS = 'after';
    await project.file('.env', 'FROM_DOT_ENV=after\n');
    await project.file('settings.env', 'FROM_FILE=after\n');
    await project.file('mounted.conf', 'after\n');
    await must('docker', ['build', '--quiet', '--tag', moving, '-'], { input: `FROM ${STAND_IN}\nENV MOVED=yes\n`, env: { DOCKER_BUILDKIT: '0' } });
    const after = file(({ before, after = before }) => after);
    await project.composeFile({ ...after, services: { ...after.services, 'on-the-side': { image: STAND_IN, networks: ['side'], stop_grace_period: '0s' } } });
    await Promise.all(STATES.flatMap(({ name, act }) => (act === undefined ? [] : [act(project.container(serviceOf(name)), project)])));

    const { mtime } = await stat(join(project.folder, 'mounted.conf'));
    const mounted = { container: project.container('bind-mounted-file-edited'), path: '/etc/app.conf', source: join(project.folder, 'mounted.conf'), modifiedAt: mtime.toISOString(), size: 6 };
    recreated = await project.dryRun();
    const look = async () => new Map((await project.compare({ files: [mounted], gaps: [] })).map((drift) => [drift.service, drift]));
    drifts = await look();
    // A container that ends and is started again runs for a moment in between, in which there is nothing to say.
    for (let again = 0; again < 5 && drifts.get(serviceOf('crashing'))?.drift.length === 0; again += 1) drifts = await look();
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await run('docker', ['image', 'rm', '--force', `${STAND_IN}:moving-${project.name}`]);
  });

  test.each(STATES)('$name', ({ name, says, remedy }) => {
    const drift = drifts.get(serviceOf(name));

    expect({
      says: drift?.drift.map(({ field, kind }) => `${field ?? '-'} ${kind}`).sort() ?? [],
      recreate: drift?.recreate ?? false,
      restart: drift?.restartNeeded ?? false,
      remedy: drift?.remedy?.kind,
    }).toEqual({ says, recreate: drift?.containers.some((container) => recreated.has(container)) ?? false, restart: remedy === 'restart', remedy });
  });
});
