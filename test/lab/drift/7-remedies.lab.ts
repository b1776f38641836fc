import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { COMPOSE_VERSIONS, dockerConfig } from '../machine/compose.js';
import { STAND_IN } from '../machine/images.js';
import { run } from '../machine/run.js';
import type { Report } from '../report.js';
import { COMPOSE_FILE, createStack, type Stack } from '../stack.js';

const base = { image: STAND_IN, stop_grace_period: '0s' };
const conf = { ...base, volumes: ['./conf/spark-defaults.conf:/opt/spark/conf/spark-defaults.conf', './jobs:/jobs'], command: ['sh', '-c', 'sleep 1000; : /jobs/job.py'] };

/** What drifted, the kind of it, and a command that is cheaper than the printed one, or does nothing where it is. */
const CASES: Readonly<Record<string, { readonly kind: string; readonly cheaper: (stack: Stack) => readonly string[] }>> = {
  'command': { kind: 'edited-not-applied', cheaper: () => ['compose', 'restart', 'command'] },
  'restarted': { kind: 'restarted-not-recreated', cheaper: () => ['compose', 'restart', 'restarted'] },
  'by-hand': { kind: 'changed-by-hand', cheaper: () => ['compose', 'up', '--detach', 'by-hand'] },
  'conf-file': { kind: 'mounted-file-newer-than-process', cheaper: () => ['compose', 'up', '--detach', 'conf-file'] },
  'tag-moved': { kind: 'image-moved', cheaper: () => ['compose', 'restart', 'tag-moved'] },
  'gone': { kind: 'orphan', cheaper: () => ['compose', 'up', '--detach', 'conf-file'] },
  'removed': { kind: 'missing', cheaper: () => ['compose', 'restart', 'removed'] },
  'stopped': { kind: 'stopped', cheaper: () => ['compose', 'unpause', 'stopped'] },
  'paused': { kind: 'stopped', cheaper: () => ['compose', 'up', '--detach', 'paused'] },
  'in-the-way': { kind: 'changed-by-hand', cheaper: () => ['compose', 'up', '--detach', '--force-recreate', 'in-the-way'] },
  '-f': { kind: 'edited-not-applied', cheaper: () => ['compose', 'restart', '--', '-f'] },
  '--help': { kind: 'edited-not-applied', cheaper: () => ['compose', 'restart', '--', '--help'] },
};

const fileOf = (edited: boolean, project: string) => ({
  services: {
    'command': { ...base, command: ['sleep', edited ? '2000' : '1000'] },
    'restarted': { ...base, environment: { MODE: edited ? 'fast' : 'slow' } },
    'by-hand': { ...base, mem_limit: '64m' },
    'conf-file': conf,
    'tag-moved': { ...base, image: `${STAND_IN}:${project}` },
    ...(edited ? {} : { gone: base }),
    'removed': base,
    'stopped': base,
    'paused': base,
    'in-the-way': base,
    '-f': { ...base, container_name: `${project}-flag`, labels: { of: edited ? 'one' : 'two' } },
    '--help': { ...base, container_name: `${project}-help`, labels: { of: edited ? 'one' : 'two' } },
  },
});
const FILE = "it's a \"stack\" of $(mine).yml";

/** The words for `docker compose` itself are this file's and this project's own flags, as a person would give them. */
describe.skipIf(inject('noLab') !== undefined).each(COMPOSE_VERSIONS)('what heals each kind of drift, with Compose %s', (version) => {
  let stack: Stack;
  let first: Report;
  let second: Report;
  const flags = () => ['-f', FILE, '-p', stack.project, '--profile', 'a b'];
  const check = async () => (await stack.k2doctor('check', ...flags(), '--format', 'json', '--fail-on', 'never')).report();
  const container = (service: string) => `${stack.project}-${service}-1`;
  const withFlags = (words: readonly string[]) => [...words.slice(0, 1), ...flags(), ...words.slice(1)];
  const kindsOf = (report: Report, service: string) => report.services.find((each) => each.service === service)?.drift.map(({ kind }) => kind) ?? [];

  beforeAll(async () => {
    stack = await createStack({ incident: 'stand-ins', name: 'remedies', composeVersion: version });
    await rename(join(stack.folder, COMPOSE_FILE), join(stack.folder, 'unused'));
    await stack.docker('tag', STAND_IN, `${STAND_IN}:${stack.project}`);
    for (const folder of ['conf', 'jobs']) await mkdir(join(stack.folder, folder));
    await stack.write('conf/spark-defaults.conf', 'spark.cores.max 1\n');
    await stack.write('jobs/job.py', 'print(1)\n');
    await stack.write(FILE, JSON.stringify(fileOf(false, stack.project)));
    await stack.compose(...flags(), 'up', '--detach');

    await pause(1500);
    await stack.write(FILE, JSON.stringify(fileOf(true, stack.project)));
    await stack.write('conf/spark-defaults.conf', 'spark.cores.max 2\n');
    await stack.write('jobs/job.py', 'print(2)\n');
    await stack.docker('commit', '--change', 'ENV MOVED=yes', container('stopped'), `${STAND_IN}:${stack.project}`);
    await stack.docker('restart', '--time', '0', container('restarted'));
    await stack.docker('update', '--memory', '96m', '--memory-swap', '192m', container('by-hand'));
    await stack.docker('rm', '--force', container('removed'), container('in-the-way'));
    await stack.docker('run', '--detach', '--network', `${stack.project}_default`, '--name', container('in-the-way'), STAND_IN);
    await stack.docker('stop', '--time', '0', container('stopped'));
    await stack.docker('pause', container('paused'));
    first = await check();
    for (const { cheaper } of Object.values(CASES)) await run('docker', withFlags(cheaper(stack)), { cwd: stack.folder, env: { DOCKER_CONFIG: dockerConfig(version) } });
    second = await check();
  });
  afterAll(async () => {
    await run('docker', ['rm', '--force', container('in-the-way')]);
    await stack.compose(...flags(), 'down', '--volumes', '--remove-orphans', '--timeout', '0');
    await stack.docker('image', 'rm', '--force', `${STAND_IN}:${stack.project}`);
    await stack[Symbol.asyncDispose]();
  });

  test.each(Object.keys(CASES))('%s: it is told, and something cheaper does not heal it', (service) => {
    expect(kindsOf(first, service)).toContain(CASES[service]?.kind);
    expect(kindsOf(second, service)).not.toEqual([]);
  });

  test('a mere restart is proposed for what is read at start, and for nothing else', () => {
    const restarted = first.services.filter(({ remedy }) => remedy.some((command) => / restart /.test(command))).map(({ service }) => service);
    expect(restarted).toEqual(['conf-file']);
    expect(kindsOf(first, 'conf-file')).toHaveLength(2);
  });

  test('the printed commands, run as printed, leave nothing behind', async () => {
    const { fix } = await check();
    expect(await stack.runPrinted(fix?.commands ?? [])).toMatchObject({ code: 0 });

    const last = await check();
    expect(last.services.flatMap(({ service, drift }) => drift.map(({ kind, field }) => `${service} ${kind} ${field ?? ''}`))).toEqual([]);
    expect(last.fix?.commands ?? []).toEqual([]);
  });
});
