import { access, copyFile, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { debianMirror, needRootAndApt } from './packages.js';
import { inLab, NETWORK } from './place.js';
import { must, succeeds } from './run.js';
import { step, together } from './step.js';

/** Two versions that decide differently what to recreate, and the suite of Debian that has each. */
const SUITES = { '2.40.3': 'sid', '2.26.1': 'trixie' } as const;

export type ComposeVersion = keyof typeof SUITES;
export const COMPOSE_VERSIONS: readonly ComposeVersion[] = ['2.40.3', '2.26.1'];

/** A folder that, as DOCKER_CONFIG, makes `docker compose` that version. */
export const dockerConfig = (version: ComposeVersion) => inLab('compose', version);

/** The program of that version: called directly, `<program> -p x up -d`. */
export const compose = (version: ComposeVersion) => join(dockerConfig(version), 'cli-plugins', 'docker-compose');

/** Both versions as programs, and `docker compose` itself where the machine has none. */
export async function installCompose(): Promise<void> {
  const there = await Promise.all(COMPOSE_VERSIONS.map(exists));
  const missing = COMPOSE_VERSIONS.filter((_, at) => there[at] !== true);
  await together(missing.map((version) => step(`Compose ${version}`, () => extract(version))));
  if (!(await succeeds('docker', ['compose', 'version']))) await plugIn('2.40.3');
}

async function extract(version: ComposeVersion): Promise<void> {
  await needRootAndApt(`to take Compose ${version} out of Debian's package`);
  const env = { ...NETWORK, LAB: inLab(), VERSION: version, SUITE: SUITES[version], MIRROR: await debianMirror() };
  await must('bash', [join(import.meta.dirname, 'recipes', 'compose.sh')], { env });
}

async function plugIn(version: ComposeVersion): Promise<void> {
  const plugins = join(homedir(), '.docker', 'cli-plugins');
  await mkdir(plugins, { recursive: true });
  await copyFile(compose(version), join(plugins, 'docker-compose'));
}

const exists = (version: ComposeVersion) =>
  access(compose(version)).then(
    () => true,
    () => false,
  );
