import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod/mini';

import { ENVIRONMENT, inLab, NETWORK } from './machine/place.js';
import { must, run } from './machine/run.js';
import { installTools } from './machine/tools.js';

const ROOT = join(import.meta.dirname, '..', '..');
const COMPOSE = (cores: number) => `services:
  spark-master: { image: spark, command: spark-class org.apache.spark.deploy.master.Master }
  spark-worker:
    image: spark
    command: spark-class org.apache.spark.deploy.worker.Worker spark://spark-master:7077
    environment: { SPARK_WORKER_CORES: "6", SPARK_WORKER_MEMORY: 6g }
  silver-job:
    image: spark
    command: spark-submit --master spark://spark-master:7077 --total-executor-cores ${String(cores)} --executor-cores 2 --executor-memory 1g job.py
`;

const action = z.object({
  inputs: z.record(z.string(), z.object({ default: z.string() })),
  runs: z.object({ steps: z.array(z.object({ run: z.string(), env: z.optional(z.record(z.string(), z.string())) })) }),
});

async function temporary(): Promise<string> {
  const folder = await mkdtemp(inLab('pipeline-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

beforeAll(installTools);

/** Runs the steps of action.yml as a runner does: bash, the inputs in variables, files for output and summary. */
async function runAction(folder: string, inputs: Readonly<Record<string, string>>) {
  const { inputs: declared, runs } = action.parse(parse(await readFile(join(ROOT, 'action.yml'), 'utf8')));
  const valueOf = (text: string) => text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => inputs[name] ?? declared[name]?.default ?? '');
  const files = { GITHUB_OUTPUT: join(folder, '.output'), GITHUB_STEP_SUMMARY: join(folder, '.summary') };
  for (const file of Object.values(files)) await writeFile(file, '');
  let last = { code: 0, stdout: '', stderr: '' };
  for (const step of runs.steps) {
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, valueOf(text)]));
    last = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], { cwd: folder, env: { ...NETWORK, GITHUB_ACTION_PATH: ROOT, ...files, ...env } });
  }
  return { ...last, output: await readFile(files.GITHUB_OUTPUT, 'utf8'), summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8') };
}

test('the action fails a pull request that raises cores beyond capacity, and the comment says why', async () => {
  const folder = await temporary();
  await writeFile(join(folder, 'docker-compose.yml'), COMPOSE(8));
  await writeFile(join(folder, 'base.yml'), COMPOSE(4));

  const { code, stdout, output, summary } = await runAction(folder, { compare: 'base.yml', reports: 'markdown=comment.md\nsarif=k2.sarif\n' });
  const comment = await readFile(join(folder, 'comment.md'), 'utf8');

  expect([code, output]).toEqual([1, 'exit-code=1\n']);
  expect(stdout).toContain('capacity/over-subscribed');
  expect(comment).toContain('silver-job asks for 4 cores in executors of 2 cores and 1024 MiB -\\> 8 cores');
  expect(comment).toContain('the jobs ask for 8 of 6 declared cores');
  expect(summary).toContain('the jobs ask for 8 of 6 declared cores');
  expect(JSON.parse(await readFile(join(folder, 'k2.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
});

test('inputs of the action are words and never commands', async () => {
  const folder = await temporary();
  await writeFile(join(folder, 'docker-compose.yml'), COMPOSE(4));

  const { code, output } = await runAction(folder, { args: '--fail-on warning $(touch${IFS}bad) `touch bad`; touch bad' });

  expect([code, output]).toEqual([2, 'exit-code=2\n']);
  await expect(readFile(join(folder, 'bad'))).rejects.toThrow('ENOENT');
});

test('pre-commit installs the hook from a repository, and lets through only what fits', async () => {
  const folder = await temporary();
  const [hooks, project] = [join(folder, 'k2doctor'), join(folder, 'project')];
  await must('git', ['clone', '--quiet', '--no-hardlinks', ROOT, hooks]);
  await must('pip3', ['install', '--quiet', '--target', join(folder, 'python'), 'pre-commit'], { env: NETWORK });
  const env = { ...NETWORK, PYTHONPATH: join(folder, 'python'), PRE_COMMIT_HOME: join(folder, 'cache'), GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*', PATH: `${join(folder, 'python', 'bin')}${delimiter}${ENVIRONMENT['PATH'] ?? ''}` };
  const commit = async (cores: number) => {
    await writeFile(join(project, 'docker-compose.yml'), COMPOSE(cores));
    await must('git', ['add', '.'], { cwd: project });
    return run('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', `${String(cores)} cores`], { cwd: project, env });
  };
  await mkdir(project);
  await must('git', ['init', '--quiet'], { cwd: project });
  const revision = (await must('git', ['rev-parse', 'HEAD'], { cwd: hooks })).trim();
  await writeFile(join(project, '.pre-commit-config.yaml'), `repos:\n  - repo: ${hooks}\n    rev: ${revision}\n    hooks:\n      - id: k2doctor\n`);
  await must('pre-commit', ['install'], { cwd: project, env });

  const accepted = await commit(4);
  expect(accepted.code, accepted.stderr).toBe(0);
  const refused = await commit(8);
  expect(refused.code).toBe(1);
  expect(`${refused.stdout}${refused.stderr}`).toContain('capacity/over-subscribed');
});

test('the image, built without a network, checks the engine whose socket it is given', async () => {
  const folder = await temporary();
  await baseImage(folder);
  await must('docker', ['build', '--quiet', '--network', 'none', '--build-arg', 'BASE=lab/node', '--tag', 'lab/k2doctor', ROOT], { env: { DOCKER_BUILDKIT: '0' } });
  await writeFile(join(folder, 'docker-compose.yml'), COMPOSE(4));
  const mounted = ['--rm', '--network', 'host', '-v', `${folder}:${folder}:ro`, '-w', folder, '-v', '/var/run/docker.sock:/var/run/docker.sock:ro'];

  const offline = await run('docker', ['run', ...mounted, 'lab/k2doctor', 'check', '--offline', '-q']);
  const live = await run('docker', ['run', ...mounted, 'lab/k2doctor', 'check', '--format', 'json']);

  expect(offline).toMatchObject({ code: 0, stderr: '' });
  // The engine was asked, and has no container of this project.
  expect(JSON.parse(live.stdout)).toMatchObject({ mode: 'live', services: expect.arrayContaining([expect.objectContaining({ service: 'silver-job' })]) as unknown });
});

/** This machine's own Node with the libraries it needs: what `node:22-slim` is where there is a registry. */
async function baseImage(folder: string): Promise<void> {
  const node = process.execPath;
  const libraries = (await must('ldd', [node])).match(/\/\S+/g) ?? [];
  const root = join(folder, 'node');
  for (const file of libraries) await cp(file, join(root, file), { dereference: true });
  await cp(node, join(root, 'usr/bin/node'), { dereference: true });
  await must('sh', ['-c', `tar -C '${root}' -c . | docker import -c 'ENV PATH=/usr/bin' - lab/node`]);
  await rm(root, { recursive: true });
}
