import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { COMPOSE_VERSIONS } from './machine/compose.js';
import { STAND_IN } from './machine/images.js';
import type { Report } from './report.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

/** Compose itself is the oracle: what its dry run would recreate is what the report says it would. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('containers made by Compose %s', (version) => {
  let stack: Stack;
  let report: Report;
  const drift = (service: string) => report.services.find((each) => each.service === service)?.drift ?? [];
  const kinds = (...services: readonly string[]) => services.flatMap(drift).map(({ kind }) => kind);
  const recreated = () => report.services.filter(({ recreate }) => recreate === true).map(({ service }) => service);
  const wouldRecreate = async () =>
    (await stack.wouldRecreate()).map((name) => name.slice(stack.project.length + 1).replace(/-1$/, ''));
  const check = async () => (await stack.k2doctor('check', '--format', 'json', '--fail-on', 'never')).report();

  beforeAll(async () => {
    stack = await createStack({ incident: 'stand-ins', name: 'edited', composeVersion: version });
    const tag = `${STAND_IN}:${stack.project}`;
    await stack.docker('tag', STAND_IN, tag);
    await stack.up();

    await stack.write(COMPOSE_FILE, await stack.read('edited.yml'));
    await stack.write('settings.env', 'MODE=fast\n');
    await stack.write('mounted.conf', 'after\n');
    await stack.docker('commit', '--change', 'ENV MOVED=yes', await stack.container('untouched'), tag);
    report = await check();
  });
  afterAll(async () => {
    await stack.docker('image', 'rm', '--force', `${STAND_IN}:${stack.project}`);
    await stack[Symbol.asyncDispose]();
  });

  test('the report says of every service what the dry run says of it', async () => {
    expect(recreated().toSorted()).toEqual(await wouldRecreate());
    expect(recreated()).toContain('command-edited');
    expect(recreated()).not.toContain('untouched');
  });

  test('what means the same is no drift', () => {
    for (const service of ['untouched', 'command-as-a-list', 'environment-as-a-list', 'memory-respelled'])
      expect([service, drift(service)]).toEqual([service, []]);
  });

  test('what Compose recreates without a reason is called that', () => {
    for (const service of ['ports-reordered', 'memory-moved-to-deploy'])
      expect([service, drift(service)]).toMatchObject([service, [{ field: null, kind: 'recreate-without-difference' }]]);
  });

  test('what was edited is named by its field', () => {
    const fields = {
      'command-edited': 'command',
      'environment-edited': 'environment.MODE',
      'environment-file-edited': 'environment.MODE',
      'memory-edited': 'mem_limit',
      'cpus-edited': 'cpus',
      'port-added': 'ports',
      'hostname-edited': 'hostname',
      'restart-policy-added': 'restart',
    };
    for (const [service, field] of Object.entries(fields))
      expect([service, drift(service)]).toMatchObject([service, [{ field, kind: 'edited-not-applied' }]]);
  });

  test('services put in, taken out, short of a replica or behind their tag are called so', () => {
    expect(kinds('put-in', 'taken-out', 'one-more-replica', 'tag-moved')).toEqual([
      'missing',
      'orphan',
      'missing',
      'image-moved',
    ]);
  });

  test('after the printed commands nothing is left that means anything', async () => {
    const outcome = await stack.runPrinted(report.fix?.commands ?? []);
    expect(outcome).toMatchObject({ code: 0 });

    report = await check();
    const left = report.services.flatMap(({ service, drift: each }) => each.map(({ kind }) => `${service}: ${kind}`));
    expect(left.filter((entry) => !entry.endsWith('recreate-without-difference'))).toEqual([]);
    expect(report.fix?.commands ?? []).toEqual([]);
    expect(recreated().toSorted()).toEqual(await wouldRecreate());
  });

  test('a limit changed by hand, which Compose does not see, is found and taken back', async () => {
    await stack.compose('up', '--detach', '--remove-orphans');
    await stack.docker('update', '--memory', '128m', '--memory-swap', '256m', await stack.container('memory-edited'));
    expect(await wouldRecreate()).toEqual([]);

    report = await check();
    expect(kinds('memory-edited')).toEqual(['changed-by-hand']);
    expect(report.fix?.commands).toEqual(['docker compose up -d --force-recreate memory-edited']);
    expect(await stack.runPrinted(report.fix?.commands ?? [])).toMatchObject({ code: 0 });

    report = await check();
    expect(report.services.flatMap(({ drift: each }) => each)).toEqual([]);
    expect(report.fix?.commands ?? []).toEqual([]);
  });
});
