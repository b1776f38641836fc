import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { COMPOSE_VERSIONS } from '../machine/compose.js';
import { STAND_IN } from '../machine/images.js';
import { must } from '../machine/run.js';
import type { Spec } from './mutation.js';
import { createProject, type Project } from './project.js';

const base: Spec = { image: STAND_IN, stop_grace_period: '0s' };
const on = (...services: readonly string[]) => ({ ...base, depends_on: services });
const FAST = { environment: { MODE: 'fast' } };

/** Groups that know nothing of each other; the first of each is edited, or removed, or left alone. */
const SERVICES: Readonly<Record<string, Spec>> = {
  'chain-1': base,
  'chain-2': on('chain-1'),
  'chain-3': on('chain-2'),
  'chain-4': on('chain-3', 'calm-1'),
  'calm-1': base,
  'calm-2': on('calm-1'),
  'restarts-1': base,
  'restarts-2': { ...base, depends_on: { 'restarts-1': { condition: 'service_started', restart: true } } },
  'optional-1': base,
  'optional-2': { ...base, depends_on: { 'optional-1': { condition: 'service_started', required: false } } },
  'net-1': base,
  'net-2': { ...base, network_mode: 'service:net-1' },
  'net-3': on('net-2'),
  'ipc-1': { ...base, ipc: 'shareable' },
  'ipc-2': { ...base, ipc: 'service:ipc-1' },
  'pid-1': base,
  'pid-2': { ...base, pid: 'service:pid-1' },
  'volumes-1': { ...base, volumes: ['/shared'] },
  'volumes-2': { ...base, volumes_from: ['volumes-1:ro'] },
  'link-1': base,
  'link-2': { ...base, links: ['link-1:db'] },
  'gone-1': base,
  'gone-2': on('gone-1'),
  'gone-net-1': base,
  'gone-net-2': { ...base, network_mode: 'service:gone-net-1' },
  'still-1': base,
  'still-2': { ...base, network_mode: 'service:still-1' },
  'stopped-1': base,
  'stopped-2': on('stopped-1'),
};
const EDITED = ['chain-1', 'restarts-1', 'optional-1', 'net-1', 'ipc-1', 'pid-1', 'volumes-1', 'link-1', 'stopped-1'];
const REMOVED = ['gone-1', 'gone-net-1'];

/** Who is recreated because of another. Compose 2.26.1 takes everyone along, 2.40.3 only those that share something. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('what depends on an edited service, made by Compose %s', (version) => {
  let project: Project;
  let dryRun: Record<string, boolean>;
  let ours: Record<string, boolean | undefined>;

  beforeAll(async () => {
    project = await createProject(version);
    await project.composeFile({ services: SERVICES });
    await project.compose('create');
    await must('docker', ['rm', ...REMOVED.map((service) => project.container(service))]);
    const edited = EDITED.map((service) => [service, { ...SERVICES[service], ...FAST }] as const);
    await project.composeFile({ services: { ...SERVICES, ...Object.fromEntries(edited) } });
    const recreated = await project.dryRun();
    dryRun = Object.fromEntries(Object.keys(SERVICES).map((service) => [service, recreated.has(project.container(service))]));
    ours = Object.fromEntries((await project.compare()).map(({ service, recreate }) => [service, recreate]));
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test.each(Object.keys(SERVICES))('%s', (service) => expect(ours[service]).toBe(dryRun[service]));
});
