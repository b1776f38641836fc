import { mkdtempSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { boundMounts } from '#evidence/mounted-files/candidates.js';
import { readPathStat } from '#evidence/mounted-files/path-stat.js';
import { observeMountedFiles } from '#evidence/mounted-files/sensor.js';
import { parseSparkDefaults } from '#evidence/mounted-files/spark-defaults.js';
import { firstFile } from '#evidence/mounted-files/tar.js';

import { tarOf, type FakeFile } from '../fakes/archive.js';
import type { FakeEngineOptions } from '../fakes/docker-engine.js';
import { recordings } from '../fakes/docker-recording.js';
import { observing, seen, type Observing } from './observing.js';

const open: Observing[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ fake }) => fake.close())));

const AT = '2026-11-22T21:14:19.561782802Z';
const CONF = '/opt/spark/conf/spark-defaults.conf';
const text = (content: string): FakeFile => ({ content, modifiedAt: AT });
const FILES = {
  [CONF]: text('spark.executor.memory 600m\nspark.cores.max 1\nspark.hadoop.fs.s3a.secret.key hunter2\n'),
  '/opt/spark/conf': { modifiedAt: AT },
  '/opt/app': { modifiedAt: AT },
  '/opt/app/job.py': text('print()'),
};

async function filesIn(situation: string, options: FakeEngineOptions) {
  const found = await observing(situation, options);
  open.push(found);
  const { files, gaps } = seen(await observeMountedFiles(found.context, found.containers));
  const inContainer = (name: string) => files.filter(({ container }) => container === found.container(name).Id);
  return { ...found, files, gaps, inContainer };
}

describe('mounted files', () => {
  it('are the conf and the program, mounted as files or in a folder, with their times', async () => {
    const { inContainer, gaps } = await filesIn('3.5.3/15-mounted-conf/1-edited', { files: FILES });

    for (const name of ['mountedconf-edited-in-place-1', 'mountedconf-replaced-by-rename-1', 'mountedconf-directory-mounted-1'])
      expect(inContainer(name).find(({ path }) => path === CONF)).toMatchObject({
        modifiedAt: AT,
        size: 84,
        source: expect.stringMatching(/^\/srv\/mountedconf\/conf/) as string,
        sparkDefaults: expect.arrayContaining([{ key: 'spark.cores.max', value: '1', line: 2 }]) as unknown[],
      });
    expect(gaps).toEqual([]);
  });

  it('hold no secret', async () => {
    const { files } = await filesIn('3.5.3/15-mounted-conf/1-edited', { files: FILES });

    expect(JSON.stringify(files)).not.toContain('hunter2');
    expect(JSON.stringify(files)).toContain('‹redacted:');
  });

  it('are looked at once where many containers share one, with HEAD, and fetched only to be read', async () => {
    const { fake, files } = await filesIn('3.5.3/02-founding', { files: { '/opt/app/job.py': text('print()') } });
    const asked = fake.requests.filter(({ path }) => path.includes('/archive'));

    expect(files).toHaveLength(4);
    expect(asked).toHaveLength(1);
    expect(new Set(fake.requests.map(({ method }) => method))).toEqual(new Set(['GET', 'HEAD']));
    expect(asked[0]?.method).toBe('HEAD');
  });

  it('are read from this machine where size and time prove them the same', async () => {
    const folder = mkdtempSync(`${tmpdir()}/k2doctor-conf-`);
    const source = `${folder}/spark-defaults.conf`;
    writeFileSync(source, 'spark.cores.max 7\n');
    utimesSync(source, new Date(AT), new Date(AT));
    const { container, fake, context } = await observing('3.5.3/15-mounted-conf/1-edited', { files: { [CONF]: { content: 'spark.cores.max 9\n', modifiedAt: statSync(source).mtime.toISOString() } } });
    const here = { ...container('mountedconf-edited-in-place-1'), Mounts: [{ Type: 'bind', Source: source, Destination: CONF }] };
    const elsewhere = { ...here, Id: container('mountedconf-replaced-by-rename-1').Id, Mounts: [{ Type: 'bind', Source: '/nowhere/spark-defaults.conf', Destination: CONF }] };

    const { files } = seen(await observeMountedFiles(context, [here, elsewhere]));

    expect(Object.fromEntries(files.map(({ source: from, sparkDefaults }) => [from, sparkDefaults?.[0]?.value]))).toEqual({ [source]: '7', '/nowhere/spark-defaults.conf': '9' });
    await fake.close();
  });

  it('behind a link are those it leads to', async () => {
    const { inContainer } = await filesIn('3.5.3/15-mounted-conf/1-edited', { files: { ...FILES, [CONF]: { modifiedAt: '2020-01-01T00:00:00Z', linkTarget: '../real.conf' }, '/opt/spark/real.conf': text('x') } });

    expect(inContainer('mountedconf-edited-in-place-1').find(({ path }) => path === CONF)).toMatchObject({ modifiedAt: AT, size: 1 });
  });

  it('that are not there are none, and those that cannot be seen leave a gap', async () => {
    const missing = await filesIn('3.5.3/15-mounted-conf/1-edited', { files: {} });
    const hidden = await filesIn('3.5.3/15-mounted-conf/1-edited', { answer: (path) => (path.includes('/archive') ? { status: 403 } : undefined) });

    expect([missing.files, missing.gaps]).toEqual([[], []]);
    expect(hidden.files).toEqual([]);
    expect(hidden.gaps[0]).toMatchObject({ subject: expect.stringMatching(/^mountedconf-/) as string, detail: expect.stringMatching(/^\/opt.*: HTTP 403/) as string });
  });
});

describe('what is looked for', () => {
  it('is what the command names, in the working folder and behind local://, and the conf folder the environment names', async () => {
    const { container, fake } = await observing('3.5.3/02-founding');
    const { Config, ...rest } = container('k2-bronze-kraken-stream');
    const changed = {
      ...rest,
      Config: { ...Config, WorkingDir: '/work', Env: ['SPARK_CONF_DIR=/etc/mine'], Cmd: ['sh', '-c', "spark-submit --py-files a.py,/lib/b.zip local:///jobs/c.py; sleep 1"] },
      Mounts: ['/work', '/lib', '/jobs', '/etc/mine', '/data', '/var/run/docker.sock'].map((Destination) => ({ Type: 'bind', Source: `/host${Destination}`, Destination })),
    };

    const mounts = Object.fromEntries(boundMounts(changed).map(({ path, beneath }) => [path, beneath.map((candidate) => candidate.source)]));

    expect(mounts).toMatchObject({ '/work': ['/host/work/a.py'], '/lib': ['/host/lib/b.zip'], '/jobs': ['/host/jobs/c.py'], '/data': [], '/var/run/docker.sock': [] });
    expect(mounts['/etc/mine']).toContain('/host/etc/mine/spark-defaults.conf');
    await fake.close();
  });
});

describe('what the engine says of a path', () => {
  it('is read from a recorded header', () => {
    const header = /^X-Docker-Container-Path-Stat: (\S+)/m.exec(readFileSync(`${recordings}3.5.3/15-mounted-conf/1-edited/file/replaced-by-rename.archive-head.headers`, 'utf8'))?.[1];

    expect(readPathStat(header)).toEqual({ kind: 'file', size: 76, modifiedAt: AT, linkTarget: undefined });
  });

  it.each([[2 ** 31 + 0o755, 'folder'], [2 ** 27 + 0o777, 'link'], [2 ** 24 + 0o660, 'other'], [0o644, 'file']] as const)('tells mode %i as a %s', (mode, kind) => {
    expect(readPathStat(Buffer.from(JSON.stringify({ name: 'x', size: 1, mode, mtime: AT })).toString('base64'))?.kind).toBe(kind);
  });

  it('is nothing where it is garbage', () => {
    expect(readPathStat(undefined)).toBeUndefined();
    expect(readPathStat('???')).toBeUndefined();
  });
});

describe('spark-defaults.conf', () => {
  it.each([
    ['spark.cores.max 2', [['spark.cores.max', '2', 1]]],
    ['spark.cores.max=2\r\n# no\n! no\n\n  spark.a : b  ', [['spark.cores.max', '2', 1], ['spark.a', 'b', 5]]],
    ['spark.a\tone two = three', [['spark.a', 'one two = three', 1]]],
    ['spark.a=1\nspark.b=2\nspark.a=3', [['spark.b', '2', 2], ['spark.a', '3', 3]]],
    ['spark.jars a.jar,\\\n    b.jar\nspark.x y', [['spark.jars', 'a.jar,b.jar', 1], ['spark.x', 'y', 3]]],
    ['spark.path C:\\\\x\\\\\nspark.b 1', [['spark.path', 'C:\\x\\', 1], ['spark.b', '1', 2]]],
    ['spark.a \\u0041\\tb\\:c', [['spark.a', 'A\tb:c', 1]]],
    ['a\\ b=c', [['a b', 'c', 1]]],
    ['spark.empty', [['spark.empty', '', 1]]],
    ['spark.last \\', [['spark.last', '', 1]]],
    ['__proto__ x', [['__proto__', 'x', 1]]],
    ['', []],
  ] as const)('reads %j', (content, expected) => {
    expect(parseSparkDefaults(content).map(({ key, value, line }) => [key, value, line])).toEqual(expected);
  });

  it('gives back any plain pair', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z.]{1,20}$/), fc.stringMatching(/^[a-z0-9/:=#!.-][a-z0-9 /:=#!.-]{0,18}[a-z0-9]$/), (key, value) => {
        fc.pre(!/^[=:]/.test(value));
        expect(parseSparkDefaults(`${key} ${value}\n`)).toEqual([{ key, value, line: 1 }]);
      }),
    );
  });
});

describe('an archive', () => {
  it('is opened behind its extended headers', () => {
    expect(Buffer.from(firstFile(tarOf('/a/b.conf', 'spark.x y\n')) ?? []).toString()).toBe('spark.x y\n');
  });

  it('that is cut, empty or no archive holds nothing', () => {
    for (const bytes of [tarOf('/a', 'x'.repeat(900)).subarray(0, 2000), Buffer.alloc(1024), Buffer.alloc(2000, 'x'), Buffer.alloc(10)]) expect(firstFile(bytes)).toBeUndefined();
  });
});
