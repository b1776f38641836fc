import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { debianMirror, needRootAndApt } from './packages.js';
import { LAB, NETWORK } from './place.js';
import { must, run } from './run.js';
import { step, together } from './step.js';

/** The versions of Spark the lab runs: the one the stacks in the field run, and one of the next major version. */
export const SPARK_VERSIONS = ['3.5.3', '4.0.1'] as const;
export type SparkVersion = (typeof SPARK_VERSIONS)[number];

export const STAND_IN = 'lab/stand-in';
const JRE = 'lab/jre:17';

/** Builds what is missing of `lab/stand-in`, `lab/jre:17` and `lab/spark:VERSION`. The engine answers already. */
export async function buildImages(): Promise<void> {
  await together([buildStandIn(), buildSparks()]);
}

/** The programs that will be needed to build what is missing; without an engine, all of them. */
export async function programsForImages(engineAnswers: boolean): Promise<string[]> {
  const missing = async (tag: string, key: Promise<string>) => !engineAnswers || !(await isBuilt(tag, await key));
  const sparks = SPARK_VERSIONS.map((version) => missing(sparkImage(version), sparkKey(version)));
  return [
    ...((await missing(STAND_IN, standInKey())) ? ['busybox'] : []),
    ...((await missing(JRE, jreKey())) ? ['debootstrap'] : []),
    ...((await Promise.all(sparks)).includes(true) ? ['pip3'] : []),
  ];
}

async function buildStandIn(): Promise<void> {
  const key = await standInKey();
  if (await isBuilt(STAND_IN, key)) return;
  await step(STAND_IN, () => recipe('stand-in', { KEY: key }));
}

async function buildSparks(): Promise<void> {
  const keys = await Promise.all(SPARK_VERSIONS.map(sparkKey));
  const built = await Promise.all(SPARK_VERSIONS.map((version, at) => isBuilt(sparkImage(version), keys[at] ?? '')));
  const missing = SPARK_VERSIONS.filter((_, at) => built[at] !== true);

  // The Debian with Java takes longest (a minute); Spark is downloaded and unpacked meanwhile.
  await together([buildJre(), ...missing.map(unpackSpark)]);
  for (const version of missing) {
    const key = await sparkKey(version);
    await step(sparkImage(version), () => recipe('spark', { VERSION: version, KEY: key }));
  }
}

async function buildJre(): Promise<void> {
  const key = await jreKey();
  if (await isBuilt(JRE, key)) return;
  await needRootAndApt('to make an image with Java');
  const mirror = await debianMirror();
  await step('Debian with Java 17 and Python', () => recipe('rootfs', { MIRROR: mirror }));
  await step(JRE, () => recipe('jre', { KEY: key }));
}

const unpackSpark = (version: SparkVersion) =>
  step(`Spark ${version} downloaded and unpacked`, () => recipe('spark-context', { VERSION: version }));

export const sparkImage = (version: SparkVersion) => `lab/spark:${version}`;

/** An image says in a label which recipe made it, so that one made by an older recipe is made anew. */
async function isBuilt(tag: string, key: string): Promise<boolean> {
  const label = '{{index .Config.Labels "k2doctor.lab.recipe"}}';
  const { code, stdout } = await run('docker', ['image', 'inspect', '--format', label, tag]);
  return code === 0 && stdout.trim() === key;
}

const standInKey = () => keyOf(['stand-in']);
const jreKey = () => keyOf(['rootfs', 'jre']);
const sparkKey = (version: SparkVersion) => keyOf(['rootfs', 'jre', 'spark-context', 'spark'], version);

async function keyOf(recipes: readonly string[], version = ''): Promise<string> {
  const texts = await Promise.all(recipes.map((name) => readFile(recipeFile(name), 'utf8')));
  return createHash('sha256').update([...texts, version].join('\0')).digest('hex').slice(0, 12);
}

const recipe = (name: string, env: Readonly<Record<string, string>>) =>
  must('bash', [recipeFile(name)], { env: { LAB, ...NETWORK, ...env }, timeout: 1_200_000 });

const recipeFile = (name: string) => join(import.meta.dirname, 'recipes', `${name}.sh`);
