import { describe, expect, test } from 'vitest';

import { fileOf, founding } from './stories.js';
import { openTerminal } from './terminal.js';

const SPARK = 'image: lab/spark:3.5.3';
const job = (cores: number) => `{ ${SPARK}, command: spark-submit --master spark://m:7077 --total-executor-cores ${String(cores)} --executor-cores ${String(cores)} job.py }`;
const file = (silver: number, workerCores = 3) => `name: demo
services:
  m: { ${SPARK}, command: spark-class org.apache.spark.deploy.master.Master }
  worker: { ${SPARK}, command: spark-class org.apache.spark.deploy.worker.Worker spark://m:7077, environment: { SPARK_WORKER_CORES: ${String(workerCores)}, SPARK_WORKER_MEMORY: 3g }, scale: 2 }
  bronze: ${job(2)}
  silver: ${job(silver)}
`;
const FILES = { 'docker-compose.yml': file(2), 'larger.yml': file(9), 'founding.json': fileOf(founding()) };

interface Side {
  readonly cores: { readonly total: number; readonly used: number };
  readonly headroom: number;
  readonly applications: readonly { readonly name: string; readonly state: string; readonly cores: number; readonly waitsBecause: { readonly kind: string; readonly waysOut: readonly { readonly changes: string }[] } | null }[];
}
interface Answer {
  readonly source: string;
  readonly changes: readonly string[];
  readonly before: Side;
  readonly after: Side | null;
  readonly recommendation: { readonly largestUniform: { readonly coresPerJob: number } | null; readonly fewestWorkers: { readonly workers: number } | null } | null;
}

async function simulate(...argv: readonly string[]): Promise<Answer> {
  using terminal = openTerminal({ files: FILES });
  const { code, stdout, stderr } = await terminal.k2doctor('simulate', ...argv, '--format', 'json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Answer;
}
const states = (side: Side | null) => side?.applications.map(({ name, cores }) => `${name} ${String(cores)}`);

describe('simulate on the files alone', () => {
  test('without a change says what the file leads to', async () => {
    const answer = await simulate('--offline');

    expect(answer).toMatchObject({ source: 'declared', changes: [], after: null, before: { cores: { total: 6, used: 4 } } });
    expect(states(answer.before)).toEqual(['bronze 2', 'silver 2']);
  });

  test('sets, scales and adds at once', async () => {
    const answer = await simulate('--offline', '--set', 'silver.executor-cores=1', '--set', 'worker.cores=1', '--add-worker', '4c8g x2', '--scale', 'bronze=3');

    expect(answer.changes).toEqual([
      'worker worker-1: 3 cores and 3072 MiB -> 1 core and 3072 MiB',
      'worker worker-2: 3 cores and 3072 MiB -> 1 core and 3072 MiB',
      'worker new-worker-1 joins, with 4 cores and 8192 MiB',
      'worker new-worker-2 joins, with 4 cores and 8192 MiB',
      'silver: spark.executor.cores 2 -> 1',
      'bronze-2 starts',
      'bronze-3 starts',
    ]);
    expect(answer.after?.cores).toMatchObject({ total: 10, used: 6 });
  });

  test('says why the change leaves somebody waiting, with a way out of the job and one of the cluster', async () => {
    const { after } = await simulate('--offline', '--set', 'silver.spark.cores.max=4', '--set', 'silver.executor-cores=4');
    const silver = after?.applications.find(({ name }) => name === 'silver');

    expect(silver?.waitsBecause?.kind).toBe('never');
    expect(new Set(silver?.waitsBecause?.waysOut.map(({ changes }) => changes))).toEqual(new Set(['job', 'cluster']));
  });

  test('recommends the largest size with which all run and the wanted headroom stays', async () => {
    const strict = await simulate('--offline', '--recommend');
    const loose = await simulate('--offline', '--recommend', '--headroom', '0');

    expect(strict.recommendation).toMatchObject({ largestUniform: { coresPerJob: 2 }, fewestWorkers: { workers: 2 } });
    expect(loose.recommendation?.largestUniform?.coresPerJob).toBe(3);
  });
});

describe('simulate on a running cluster', () => {
  test('a changed job leaves and joins again at the end of the queue; the others get what it had', async () => {
    const answer = await simulate('--from', 'founding.json', '--set', 'bronze-binance.cores-max=1', '--set', 'bronze-binance.executor-cores=1');

    expect(answer.source).toBe('observed');
    expect(states(answer.before)).toEqual(['silver-binance 0', 'silver-kraken 0', 'bronze-binance 2', 'bronze-kraken 2']);
    expect(states(answer.after)).toEqual(['silver-binance 2', 'silver-kraken 0', 'bronze-kraken 2', 'bronze-binance 1']);
  });

  test('one core for the two that wait lets all four run at 6 of 6 cores', async () => {
    const one = (name: string) => ['--set', `${name}.cores-max=1`, '--set', `${name}.executor-cores=1`];
    const { after } = await simulate('--from', 'founding.json', ...one('silver-binance'), ...one('silver-kraken'));

    expect(after).toMatchObject({ cores: { total: 6, used: 6 }, headroom: 0 });
    expect(after?.applications.every(({ state }) => state === 'RUNNING')).toBe(true);
  });

  test('a larger worker is another worker: its executors are lost and asked for again', async () => {
    const { after, changes } = await simulate('--from', 'founding.json', '--set', 'spark-worker-1.cores=8');

    expect(changes).toEqual(['worker spark-worker-1: 3 cores and 3072 MiB -> 8 cores and 3072 MiB']);
    expect(states(after)).toEqual(['silver-binance 2', 'silver-kraken 2', 'bronze-binance 2', 'bronze-kraken 2']);
  });
});

test.each([
  ['text', 'recommend.txt'],
  ['markdown', 'recommend.md'],
])('as %s it reads as a person would write it', async (format, name) => {
  using terminal = openTerminal({ files: FILES });
  const { stdout } = await terminal.k2doctor('simulate', '--offline', '--recommend', '--set', 'silver.cores-max=1', '--format', format);

  await expect(stdout).toMatchFileSnapshot(`transcripts/simulate-${name}`);
});

test.each<readonly [string, string]>([
  ['--set silvr.cores-max=2', 'there is no job and no worker "silvr" (did you mean silver?)'],
  ['--set silver.cores-mx=2', 'the job silver has no setting "cores-mx" that can be tried (did you mean cores-max?)'],
  ['--set worker.disk=2', 'the worker worker has no setting "disk" that can be tried (known: cores, memory, SPARK_WORKER_CORES, SPARK_WORKER_MEMORY)'],
  ['--set silver.cores-max=two', '--set silver.cores-max takes a whole number of 1 or more, not "two"'],
  ['--set silver.executor-memory=2', '--set silver.executor-memory takes an amount of memory with its unit, not "2" (such as 512m or 2g)'],
  ['--set silver', '--set takes SERVICE.SETTING=VALUE, not "silver" (such as --set silver.cores-max=2)'],
  ['--scale wrker=2', 'there is no job and no worker "wrker" (did you mean worker?)'],
  ['--scale worker=-1', '--scale worker takes a whole number of 0 or more, not "-1"'],
  ['--add-worker 4', '--add-worker takes cores and memory, not "4" (such as --add-worker 4c8g, or 2x4c8g for two of them)'],
  ['--headroom lots', '--headroom takes a share such as 0.3 or 30%, not "lots"'],
  ['--cluster a.json --recommend', '--cluster plays a scenario file; --set, --scale, --add-worker and --recommend are about a project (change the scenario file, or leave --cluster out)'],
  ['--cluster missing.json', 'the scenario missing.json cannot be read: there is no such file or folder'],
])('simulate --offline %s: one line, exit code 2', async (line, message) => {
  using terminal = openTerminal({ files: FILES });

  expect(await terminal.k2doctor('simulate', '--offline', ...line.split(' '))).toEqual({ code: 2, stdout: '', stderr: `k2doctor: ${message}\n` });
});

test('check --offline --compare says what a pull request does to capacity, demand and who runs', async () => {
  using terminal = openTerminal({ files: FILES });
  const { code, stdout } = await terminal.k2doctor('check', '--offline', '-f', 'larger.yml', '--compare', 'docker-compose.yml', '--format', 'json');
  const { fit } = JSON.parse(stdout) as { fit: { compared: { lines: readonly string[] } } };

  expect(code).toBe(1);
  expect(fit.compared.lines).toEqual([
    'headroom 33 % -> 66 %',
    'silver asks for 2 cores in executors of 2 cores and 1024 MiB -> 9 cores in executors of 9 cores and 1024 MiB',
    'silver needs 9 cores: will wait: asks 1024 MiB x 9 cores per executor; the largest worker has 3072 MiB x 3 (6 cores short)',
  ]);
});
