import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';

import { formatComposeBytes, parseComposeBytes, UnitError } from '#evidence/compose/grammar/bytes-size.js';
import { parseCpus, printedCpus } from '#evidence/compose/grammar/cpus.js';
import { DotenvError, parseDotenv } from '#evidence/compose/grammar/dotenv.js';
import { formatGoDuration, parseGoDuration } from '#evidence/compose/grammar/duration.js';
import { goText, resolvePlainScalar, resolveTagged } from '#evidence/compose/grammar/go-scalar.js';
import { interpolate, InterpolationError } from '#evidence/compose/grammar/interpolate.js';
import { parseShortPort, PortError } from '#evidence/compose/grammar/port.js';
import { ShellWordsError, splitWords } from '#evidence/compose/grammar/shell-words.js';
import { parseShortVolume, VolumeError } from '#evidence/compose/grammar/volume.js';
import { attempt, expectedOf, readOracle, type OracleCase } from './oracle-cases.js';

const service = z.looseObject({});
const composeFile = z.object({ services: z.object({ s: service }) });

/** The oracle's files are JSON where only one field matters. */
const fieldOf = (one: OracleCase, field: string): unknown => composeFile.parse(parse(one.compose)).services.s[field];

const writtenScalar = (one: OracleCase): string => /^ {6}A: (.*)\n$/m.exec(one.compose)?.[1] ?? '';

const interpolated = (text: string, one: OracleCase): string => interpolate(text, (name) => one.env[name]).value;

describe('what Compose was seen to do', () => {
  test.for(readOracle('interpolation'))('interpolation $title', (one) => {
    const uses: { name: string; set: boolean; usedDefault: boolean }[] = [];

    const outcome = attempt(() => {
      const result = interpolate(one.template ?? '', (name) => one.env[name]);
      uses.push(...result.uses);
      return result.value;
    }, InterpolationError);

    expect(outcome).toEqual(expectedOf(one));
    const unset = uses.filter((use) => !use.set && !use.usedDefault).map((use) => use.name);
    if (one.expected.ok) expect(unset).toEqual(one.warnsUnset);
  });

  test.for(readOracle('dotenv_env_file'))('env_file $title', (one) => {
    const lookup = (name: string): string | undefined => one.env[name];

    const outcome = attempt(() => {
      const values = new Map<string, string>();
      for (const { key, value } of parseDotenv(one.files['x.env'] ?? '', lookup)) {
        const resolved = value ?? lookup(key);
        if (resolved !== undefined) values.set(key, resolved);
      }
      return values.size === 0 ? null : Object.fromEntries(values);
    }, DotenvError);

    expect(outcome).toEqual(expectedOf(one));
  });

  test.for(readOracle('command_split'))('command $title', (one) => {
    const command = z.string().parse(fieldOf(one, 'command'));

    expect(attempt(() => splitWords(interpolated(command, one)), ShellWordsError)).toEqual(expectedOf(one));
  });

  const plainScalars = readOracle('yaml_scalars_in_environment').filter((one) => !/^["'[{]/.test(writtenScalar(one)));
  test.for(plainScalars)('scalar $title', (one) => {
    const [, tag = '', text = ''] = /^(!!\S+ )?(.*)$/.exec(writtenScalar(one)) ?? [];

    const scalar = tag === '' ? resolvePlainScalar(text) : resolveTagged(tag.trim(), text);

    const outcome = scalar.kind === 'timestamp' ? { ok: false } : { ok: true, value: goText(scalar) ?? null };
    expect(outcome).toEqual(expectedOf(one));
  });

  // A YAML float is nothing to Compose, and null is the schema's business.
  const limits = readOracle('mem_limit').filter((one) => typeof fieldOf(one, 'mem_limit') === 'string' || Number.isInteger(fieldOf(one, 'mem_limit')));
  test.for(limits)('mem_limit $title', (one) => {
    const limit = z.union([z.string(), z.int()]).parse(fieldOf(one, 'mem_limit'));

    const outcome = attempt(() => {
      const printed = formatComposeBytes(parseComposeBytes(interpolated(`${limit}`, one)));
      return printed === '0' ? null : printed;
    }, UnitError);

    expect(outcome).toEqual(expectedOf(one));
  });

  test.for(readOracle('cpus'))('cpus $title', (one) => {
    const cpus = z.union([z.string(), z.number()]).parse(fieldOf(one, 'cpus'));

    const outcome = attempt(
      () => printedCpus(parseCpus(typeof cpus === 'string' ? interpolated(cpus, one) : cpus)),
      UnitError,
    );

    expect(outcome).toEqual(expectedOf(one));
  });

  test.for(readOracle('durations'))('duration $title', (one) => {
    const text = String(fieldOf(one, 'stop_grace_period'));

    expect(attempt(() => formatGoDuration(parseGoDuration(text)), UnitError)).toEqual(expectedOf(one));
  });

  // The long form and the merging of several are not this grammar's.
  const lonePort = z.tuple([z.string()]);
  const ports = readOracle('ports').filter((one) => lonePort.safeParse(fieldOf(one, 'ports')).success);
  test.for(ports)('ports $title', (one) => {
    const [text] = lonePort.parse(fieldOf(one, 'ports'));

    expect(attempt(() => parseShortPort(interpolated(text, one)), PortError)).toEqual(expectedOf(one));
  });

  // That a volume is not declared is found later.
  const volumes = readOracle('volumes_short').filter((one) => one.expected.error?.includes('undefined volume') !== true);
  test.for(volumes)('volumes $title', (one) => {
    const text = z.array(z.string()).parse(fieldOf(one, 'volumes'))[0] ?? '';

    const outcome = attempt(() => {
      const volume = parseShortVolume(interpolated(text, one));
      const { source } = volume;
      return [source === undefined || volume.type === 'volume' ? volume : { ...volume, source: absolute(source) }];
    }, VolumeError);

    expect(outcome).toEqual(expectedOf(one));
  });
});

/** How the recording's paths were: the project in $DIR, a folder of /tmp, and the home directory of root. */
function absolute(source: string): string {
  if (source.startsWith('~')) return `/root${source.slice(1)}`;
  if (/^(?:\/|[A-Za-z]:|\\\\)/.test(source)) return source;
  if (source === '..') return '/tmp/rc-oracle';
  return source === '.' ? '$DIR' : `$DIR/${source.replace(/^\.\//, '')}`;
}
