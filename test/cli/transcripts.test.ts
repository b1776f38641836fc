import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { fileOf, founding, healthy, stale, unseen } from './stories.js';
import { openTerminal, type TerminalOptions } from './terminal.js';

const COMPOSE = `name: demo
services:
  spark-master:
    image: lab/spark:3.5.3
    command: spark-class org.apache.spark.deploy.master.Master
  spark-worker:
    image: lab/spark:3.5.3
    command: spark-class org.apache.spark.deploy.worker.Worker spark://spark-master:7077
    environment: { SPARK_WORKER_CORES: 2, SPARK_WORKER_MEMORY: 2g }
  a-job:
    image: lab/spark:3.5.3
    command: spark-submit --master spark://spark-master:7077 --total-executor-cores 2 job.py
  b-job:
    image: lab/spark:3.5.3
    command: spark-submit --master spark://spark-master:7077 --total-executor-cores 2 job.py
`;

const FILES = {
  'docker-compose.yml': COMPOSE,
  'founding.json': fileOf(founding()),
  'healthy.json': fileOf(healthy()),
  'stale.json': fileOf(stale({ remarks: [{ rules: ['drift/stale-command'], reason: 'pinned until March', file: 'docker-compose.yml', line: 39, column: 3, whole: false, lines: { from: 40, to: 41 }, services: ['bronze-kraken'] }] })),
  'unseen.json': fileOf(unseen()),
};

/** Whole command lines and all that comes of them. Changed only with `vitest -u`, and read when they change. */
const LINES: readonly { readonly name: string; readonly line: string; readonly options?: TerminalOptions }[] = [
  { name: 'quiet', line: 'check -q --from founding.json' },
  { name: 'fix', line: 'fix --from founding.json' },
  { name: 'nothing-to-fix', line: 'fix --from healthy.json' },
  { name: 'missing-evidence', line: 'check -q --from unseen.json' },
  { name: 'suppressed', line: 'check --from stale.json --show-suppressed --only drift/stale-command' },
  { name: 'offline', line: 'check --offline' },
  { name: 'services', line: 'config --services' },
  { name: 'explain', line: 'explain config/suppression-unused' },
  { name: 'settings', line: 'config --explain', options: { env: { K2DOCTOR_FAIL_ON: 'critical' } } },
  { name: 'width-60', line: 'check --from founding.json --only drift/stale-command', options: { columns: 60 } },
  { name: 'width-200', line: 'check --from founding.json --only drift/stale-command', options: { columns: 200 } },
];

test.each(LINES)('$name: k2doctor $line', async ({ name, line, options = {} }) => {
  using terminal = openTerminal({ ...options, files: FILES });
  const { code, stdout, stderr } = await terminal.k2doctor(...line.split(' '));

  const parts = [`$ k2doctor ${line}`, stdout, ...(stderr === '' ? [] : ['--- standard error', stderr]), `--- exit ${String(code)}`];
  await expect(`${parts.map((part) => part.trimEnd()).join('\n')}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'transcripts', `${name}.txt`));
});

describe('colour', () => {
  const ESCAPE = '\u001b[';
  const colours = async (argv: readonly string[], options: TerminalOptions) => {
    using terminal = openTerminal({ ...options, files: FILES });
    return (await terminal.k2doctor('check', '--from', 'founding.json', ...argv)).stdout.includes(ESCAPE);
  };

  test.each<readonly [boolean, readonly string[], TerminalOptions]>([
    [false, [], {}],
    [true, [], { isTTY: true }],
    [false, [], { isTTY: true, env: { NO_COLOR: '1' } }],
    [true, [], { isTTY: true, env: { NO_COLOR: '' } }],
    [true, [], { env: { FORCE_COLOR: '1' } }],
    [false, [], { isTTY: true, env: { FORCE_COLOR: '0' } }],
    [false, [], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }],
    [true, ['--color', 'always'], { env: { NO_COLOR: '1' } }],
    [false, ['--color', 'never'], { isTTY: true, env: { FORCE_COLOR: '1' } }],
    [false, [], { isTTY: true, env: { TERM: 'dumb' } }],
  ])('%s for %j in %j', async (coloured, argv, options) => {
    expect(await colours(argv, options)).toBe(coloured);
  });
});

test.each([60, 80, 120, 200])('a terminal of %i columns gets no wider line, commands to copy aside', async (columns) => {
  using terminal = openTerminal({ columns, files: FILES });
  for (const argv of [['check', '--from', 'founding.json', '-v'], ['--help'], ['check', '--help']]) {
    const { stdout } = await terminal.k2doctor(...argv);
    const wide = stdout.split('\n').filter((line) => line.length > columns && !/^ *(\d+[.)] )?docker /.test(line));
    expect(wide).toEqual([]);
  }
});
