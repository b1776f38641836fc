import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

import { composeServiceSchema } from '#evidence/compose/service-schema.js';
import { readDeclaredDefaults } from '#evidence/mounted-files/declared/sensor.js';
import { valueOf } from '#evidence/evidence.js';
import { createRedactor } from '#evidence/redact.js';

import { findings, verdictOf } from '../rules/judge.js';
import { offline } from '../rules/offline.js';
import { cluster } from '../rules/stack.js';

const folder = mkdtempSync(join(tmpdir(), 'defaults-'));
mkdirSync(join(folder, 'conf'));
const file = join(folder, 'conf', 'spark-defaults.conf');
writeFileSync(file, '# sizes\nspark.cores.max 1\nspark.authenticate.secret hunter2\n');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = (volumes: readonly object[], environment: Readonly<Record<string, string>> = {}) =>
  valueOf(readDeclaredDefaults({ job: composeServiceSchema.parse({ image: 'spark:3.5.3', volumes, environment }) }, createRedactor('5a17')))?.files ?? [];
const bind = (source: string, target: string) => ({ type: 'bind', source, target });

test('a file mounted by itself, in its folder, or in the folder that SPARK_CONF_DIR names is read, secrets hidden', () => {
  const found = [read([bind(file, '/anywhere/spark-defaults.conf')]), read([bind(join(folder, 'conf'), '/opt/spark/conf')]), read([bind(folder, '/srv')], { SPARK_CONF_DIR: '/srv/conf' })];

  for (const [one] of found) {
    expect(one).toMatchObject({ service: 'job', source: file });
    expect(one?.sparkDefaults?.[0]).toEqual({ key: 'spark.cores.max', value: '1', line: 2 });
    expect(JSON.stringify(one)).not.toContain('hunter2');
  }
});

test('a volume, a folder without it, and a source that is not here are left out', () => {
  expect(read([{ type: 'volume', source: 'conf', target: '/opt/spark/conf' }])).toEqual([]);
  expect(read([bind(folder, '/opt/spark/conf')])).toEqual([]);
  expect(read([bind(join(folder, 'missing'), '/opt/spark/conf')])).toEqual([]);
});

test('rules count what it says, and point to its line', () => {
  const declared = { volumes: [bind(join(folder, 'conf'), '/opt/spark/conf')] };
  const stack = offline(cluster({ a: { command: 'spark-submit --master spark://spark-master:7077 --executor-cores 2 /opt/app/job.py', declared } }));
  const { compose } = stack.evidence;
  const services = compose?.status === 'observed' ? compose.value.services : {};
  const [finding] = findings('scheduling/cores-max-below-executor-cores', { ...stack, evidence: { ...stack.evidence, 'mounted-files': readDeclaredDefaults(services, createRedactor('5a17')) } });

  expect(finding?.exhibits[0]).toEqual({ label: 'spark.cores.max is 1', plane: 'declared', place: { file, line: 2, column: 1 } });
});

const withProperties = (folderOfConf: string) => {
  const declared = { volumes: [bind(folderOfConf, '/conf')] };
  return { a: { command: 'spark-submit --master spark://spark-master:7077 --executor-cores 2 --properties-file /conf/job.properties /opt/app/job.py', declared } };
};

test('a properties file takes the place of the defaults, and one that was not seen leaves sizes unknown', () => {
  writeFileSync(join(folder, 'job.properties'), 'spark.cores.max 1\n');
  const stack = offline(cluster(withProperties(folder)));
  const { compose } = stack.evidence;
  const services = compose?.status === 'observed' ? compose.value.services : {};
  const seen = { ...stack, evidence: { ...stack.evidence, 'mounted-files': readDeclaredDefaults(services, createRedactor('5a17')) } };

  expect(findings('scheduling/cores-max-below-executor-cores', seen)[0]?.exhibits[0].place).toEqual({ file: join(folder, 'job.properties'), line: 1, column: 1 });
  expect(verdictOf('capacity/over-subscribed', offline(cluster({ ...withProperties('/nowhere'), b: withProperties('/nowhere').a }))).kind).toBe('unknown');
});
