import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import type { ServiceDrift } from '#model/drift/drift.js';

import { COMPOSE_VERSIONS } from '../machine/compose.js';
import { STAND_IN } from '../machine/images.js';
import { must } from '../machine/run.js';
import type { Spec } from './mutation.js';
import { createProject, type Project } from './project.js';

const base: Spec = { image: STAND_IN, stop_grace_period: '0s' };
const OLD: Spec = { ...base, environment: { MODE: 'slow' } };
const NEW: Spec = { ...base, environment: { MODE: 'fast' } };

const BEFORE: Readonly<Record<string, Spec>> = {
  'scaled-up-by-hand': base,
  'as-declared': { ...base, scale: 3 },
  'under-deploy': { ...base, deploy: { replicas: 2 } },
  'more-asked': { ...base, scale: 2 },
  'fewer-asked': { ...base, scale: 3 },
  'one-lost': { ...base, scale: 3 },
  'one-of-three-updated': { ...base, scale: 3, mem_limit: '64m' },
  'all-edited': { ...OLD, scale: 2 },
  'half-edited': { ...OLD, scale: 2 },
  'half-edited-and-fewer': { ...OLD, scale: 2 },
  'half-edited-and-one-left': { ...OLD, scale: 2 },
  'none-asked': { ...base, scale: 1 },
};
const AFTER: Readonly<Record<string, Spec>> = {
  ...BEFORE,
  'more-asked': { ...base, scale: 4 },
  'fewer-asked': { ...base, scale: 1 },
  'under-deploy': { ...base, deploy: { replicas: 3 } },
  'all-edited': { ...NEW, scale: 2 },
  'half-edited': { ...NEW, scale: 4 },
  'half-edited-and-fewer': { ...NEW, scale: 3 },
  'half-edited-and-one-left': { ...NEW, scale: 1 },
  'none-asked': { ...base, scale: 0 },
};
const SAYS: Readonly<Record<string, readonly string[]>> = {
  'scaled-up-by-hand': ['scale 1 3'],
  'more-asked': ['scale 4 2'],
  'fewer-asked': ['scale 1 3'],
  'under-deploy': ['deploy.replicas 3 2'],
  'one-lost': ['scale 3 2'],
  'one-of-three-updated': ['mem_limit 64 MiB (67108864) 96 MiB (100663296)'],
  'all-edited': ['environment.MODE fast slow'],
  'half-edited': ['environment.MODE fast slow'],
  'half-edited-and-fewer': ['environment.MODE fast slow', 'scale 3 4'],
  'half-edited-and-one-left': ['environment.MODE fast slow', 'scale 1 4'],
  'none-asked': ['scale 0 1'],
};

/** Numbers of replicas: declared, asked for by hand, lost; and replicas of one service that are not alike. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('replicas made by Compose %s', (version) => {
  let project: Project;
  let recreated: ReadonlySet<string>;
  let drifts: ReadonlyMap<string, ServiceDrift>;

  beforeAll(async () => {
    project = await createProject(version);
    await project.composeFile({ services: BEFORE });
    await project.compose('create', '--scale', 'scaled-up-by-hand=3');
    await project.composeFile({ services: AFTER });
    for (const service of ['half-edited', 'half-edited-and-fewer', 'half-edited-and-one-left']) {
      await project.compose('create', '--no-recreate', '--scale', `${service}=4`, service);
    }
    await must('docker', ['rm', project.container('one-lost', 2)]);
    await must('docker', ['update', '--memory', '96m', '--memory-swap', '192m', project.container('one-of-three-updated', 2)]);
    recreated = await project.dryRun();
    drifts = new Map((await project.compare()).map((drift) => [drift.service, drift]));
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test.each(Object.keys(BEFORE))('%s', (service) => {
    const drift = drifts.get(service);

    const differences = drift?.drift.filter(({ kind }) => kind !== 'stopped') ?? [];
    expect({
      says: differences.map(({ field, declared, deployed }) => [field, declared, deployed].join(' ')).sort(),
      recreate: drift?.recreate,
    }).toEqual({ says: SAYS[service] ?? [], recreate: drift?.containers.some((container) => recreated.has(container)) });
  });

  test('a difference of some replicas names them', () => {
    const [drift] = drifts.get('one-of-three-updated')?.drift.filter(({ kind }) => kind === 'changed-by-hand') ?? [];
    expect(drift?.containers).toEqual([project.container('one-of-three-updated', 2)]);
  });
});
