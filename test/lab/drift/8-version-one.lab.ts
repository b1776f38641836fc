import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import type { ServiceDrift } from '#model/drift/drift.js';

import { COMPOSE_VERSIONS } from '../machine/compose.js';
import { install } from '../machine/packages.js';
import { must } from '../machine/run.js';
import { dressed, removeImages, tagImages } from './images.js';
import type { Spec } from './mutation.js';
import { createProject, type Project } from './project.js';

const FAST: Readonly<Record<string, Spec>> = {
  'edited': { environment: { MODE: 'fast' } },
  'limited': { mem_limit: '128m' },
};

/** Version 1 names containers with `_` and hashes otherwise: any `up` of version 2 replaces all that it made. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('containers made by Compose 1.29, looked at beside Compose %s', (version) => {
  let project: Project;
  let drifts: ReadonlyMap<string, ServiceDrift>;
  let recreated: ReadonlySet<string>;
  const own = (service: string) => `${project.name}_${service}_1`;

  beforeAll(async () => {
    await install(['docker-compose']);
    project = await createProject(version);
    await tagImages(project.name);
    await project.file('data/here', '');
    await project.file('settings.env', 'FROM_FILE=1\n');
    const image = dressed(project.name);
    const services: Readonly<Record<string, Spec>> = {
      plain: { image },
      rich: {
        image,
        command: 'sleep 1000',
        environment: ['A=1', 'B=x y'],
        env_file: 'settings.env',
        ports: ['127.0.0.1::80'],
        expose: ['9000'],
        volumes: ['./data:/data:ro', 'named:/named'],
        labels: { team: 'a' },
        ulimits: { nofile: 1024 },
        cap_add: ['NET_ADMIN'],
        dns: '9.9.9.9',
        extra_hosts: ['db:10.0.0.1'],
        stop_grace_period: '3s',
        healthcheck: { test: ['CMD', 'true'], interval: '90s' },
        logging: { driver: 'json-file', options: { 'max-size': '1m' } },
        restart: 'unless-stopped',
        mem_limit: '64m',
        cpus: 0.5,
        networks: { side: { aliases: ['other'] } },
      },
      edited: { image, environment: { MODE: 'slow' } },
      limited: { image, mem_limit: '64m' },
    };
    const file = (all: Readonly<Record<string, Spec>>) => ({ version: '2.4', services: all, networks: { side: {} }, volumes: { named: {} } });
    await project.composeFile(file(services));
    await must('docker-compose', ['-p', project.name, '-f', 'compose.yml', 'up', '--no-start'], { cwd: project.folder });
    await project.composeFile(file(Object.fromEntries(Object.entries(services).map(([name, spec]) => [name, { ...spec, ...FAST[name] }]))));
    recreated = await project.dryRun();
    drifts = new Map((await project.compare()).map((drift) => [drift.service, drift]));
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await removeImages(project.name);
  });

  const told = (service: string) => drifts.get(service)?.drift.filter(({ kind }) => kind !== 'stopped').map(({ field, kind }) => `${field ?? '-'} ${kind}`);

  test.each(['plain', 'rich'])('%s, untouched, has no difference that means anything', (service) => {
    expect(told(service)).toEqual(['- recreate-without-difference']);
  });

  test('what was edited is named', () => {
    expect(told('edited')).toEqual(['environment.MODE edited-not-applied']);
    expect(told('limited')).toEqual(['mem_limit edited-not-applied']);
  });

  test('the dry run says the same of all of them', () => {
    for (const service of ['plain', 'rich', 'edited', 'limited']) expect([service, drifts.get(service)?.recreate]).toEqual([service, recreated.has(own(service))]);
  });
});
