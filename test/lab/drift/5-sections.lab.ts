import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import type { ServiceDrift } from '#model/drift/drift.js';

import { COMPOSE_VERSIONS } from '../machine/compose.js';
import { STAND_IN } from '../machine/images.js';
import { must } from '../machine/run.js';
import type { Spec } from './mutation.js';
import { createProject, type Project } from './project.js';

const base: Spec = { image: STAND_IN, stop_grace_period: '0s' };
const SERVICES: Readonly<Record<string, Spec>> = {
  'untouched': base,
  'network-renamed': { ...base, networks: ['renamed'] },
  'network-relabelled': { ...base, networks: ['relabelled', 'default'] },
  'network-made-internal': { ...base, networks: ['internal'] },
  'network-left-by-hand': { ...base, networks: ['default', 'left'] },
  'network-left-and-stopped': { ...base, networks: ['default', 'left'] },
  'volume-renamed': { ...base, volumes: ['renamed:/data'] },
  'volume-relabelled': { ...base, volumes: ['relabelled:/data'] },
  'config-content-edited': { ...base, configs: ['content'] },
  'config-of-a-variable': { ...base, configs: ['variable'] },
  'config-moved': { ...base, configs: ['file'] },
  'secret-moved': { ...base, secrets: ['file'] },
  'secret-of-a-variable': { ...base, secrets: ['variable'] },
  'external-network': { ...base, networks: ['outside'] },
};
const BEFORE = {
  services: SERVICES,
  networks: { renamed: { name: '${COMPOSE_PROJECT_NAME}-first' }, relabelled: {}, internal: {}, left: {}, outside: { external: true, name: '${COMPOSE_PROJECT_NAME}-outside' } },
  volumes: { renamed: { name: '${COMPOSE_PROJECT_NAME}-first' }, relabelled: {} },
  configs: { content: { content: 'before' }, variable: { environment: 'SECRET' }, file: { file: './one' } },
  secrets: { file: { file: './one' }, variable: { environment: 'SECRET' } },
};
const AFTER = {
  ...BEFORE,
  networks: { ...BEFORE.networks, renamed: { name: '${COMPOSE_PROJECT_NAME}-second' }, relabelled: { labels: { a: 'b' } }, internal: { internal: true } },
  volumes: { renamed: { name: '${COMPOSE_PROJECT_NAME}-second' }, relabelled: { labels: { a: 'b' } } },
  configs: { ...BEFORE.configs, content: { content: 'after' }, file: { file: './two' } },
  secrets: { ...BEFORE.secrets, file: { file: './two' } },
};

/** `field kind`, and what heals it in Compose 2.26.1 and in 2.40.3. */
const SAYS: Readonly<Record<string, readonly [says: readonly string[], early: string | undefined, late: string | undefined]>> = {
  'network-renamed': [['networks.renamed edited-not-applied'], 'up-force-recreate', 'up'],
  'network-left-by-hand': [['networks.left changed-by-hand'], 'up-force-recreate', 'up'],
  'network-left-and-stopped': [['networks.left changed-by-hand', 'state stopped'], 'up-force-recreate', 'up-force-recreate'],
  'volume-renamed': [['volumes edited-not-applied'], 'up-force-recreate', 'up'],
  'config-moved': [['configs edited-not-applied'], 'up-force-recreate', 'up-force-recreate'],
  'secret-moved': [['secrets edited-not-applied'], 'up-force-recreate', 'up-force-recreate'],
};
/** Copied into the container, where nobody sees them. */
const UNKNOWN = ['config-content-edited', 'config-of-a-variable', 'secret-of-a-variable'];

/** Edits outside the services, which the hash of no service covers. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('top-level sections edited, containers made by Compose %s', (version) => {
  let project: Project;
  let recreated: ReadonlySet<string>;
  let drifts: ReadonlyMap<string, ServiceDrift>;

  beforeAll(async () => {
    project = await createProject(version, { SECRET: 'before' });
    await must('docker', ['network', 'create', `${project.name}-outside`]);
    await project.file('one', 'one');
    await project.file('two', 'two');
    await project.composeFile(BEFORE);
    await project.compose('up', '--detach');
    await project.composeFile(AFTER);
    for (const service of ['network-left-by-hand', 'network-left-and-stopped']) {
      await must('docker', ['network', 'disconnect', `${project.name}_left`, project.container(service)]);
    }
    await must('docker', ['stop', '-t', '0', project.container('network-left-and-stopped')]);
    recreated = await project.dryRun();
    drifts = new Map((await project.compare()).map((drift) => [drift.service, drift]));
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await must('docker', ['network', 'rm', `${project.name}-outside`]);
    await must('docker', ['volume', 'rm', '--force', `${project.name}-first`, `${project.name}-second`]);
  });

  test.each(Object.keys(SERVICES))('%s', (service) => {
    const drift = drifts.get(service);
    const [says, early, late] = SAYS[service] ?? [[], undefined, undefined];

    expect({ says: drift?.drift.map(({ field, kind }) => `${field ?? '-'} ${kind}`).sort(), recreate: drift?.recreate, remedy: drift?.remedy?.kind }).toEqual({
      says,
      recreate: recreated.has(project.container(service)),
      remedy: version === '2.26.1' ? early : late,
    });
    expect(drift?.coverage.unknown).toBe(UNKNOWN.includes(service) ? 1 : 0);
  });
});
