import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { ENVIRONMENT, NETWORK } from './place.js';
import { must, run, succeeds } from './run.js';
import { NoLab } from './step.js';

/** The programs the lab needs, and the Debian packages that bring them. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  dockerd: ['docker.io', 'containerd', 'runc', 'iptables'],
  docker: ['docker.io'],
  debootstrap: ['debootstrap'],
  busybox: ['busybox-static'],
  pip3: ['python3-pip'],
  promtool: ['prometheus'],
};

/** Installs what is missing of the named programs. Needs root and apt only when something is missing. */
export async function install(programs: readonly string[]): Promise<void> {
  const missing = await absent(programs);
  if (missing.length === 0) return;
  await needRootAndApt(`to install ${missing.join(', ')}`);

  await updateLists();
  const packages = missing.flatMap((program) => PROGRAMS[program] ?? [program]);
  // Debian 13 moved the client out of docker.io; Debian 12 has no such package.
  if (missing.includes('docker') && (await aptKnows('docker-cli'))) packages.push('docker-cli');
  await aptGet('install', '--yes', '--no-install-recommends', ...packages);

  const stillMissing = await absent(missing);
  if (stillMissing.length > 0) throw new Error(`installed ${packages.join(' ')}, yet there is no ${stillMissing.join(', ')}`);
}

/** The archive this machine's own Debian packages come from; the public one on another Linux. */
export async function debianMirror(): Promise<string> {
  const targets = ['--format', '$(REPO_URI)', 'Created-By: Packages', 'Origin: Debian'];
  const { stdout } = await run('apt-get', ['indextargets', ...targets]);
  const uris = stdout.split('\n').filter((uri) => uri !== '' && !uri.includes('security'));
  return uris[0]?.replace(/\/$/, '') ?? 'http://deb.debian.org/debian';
}

export async function needRootAndApt(what: string): Promise<void> {
  if (process.platform !== 'linux') throw new NoLab(`the lab needs Linux ${what}`);
  if (process.getuid?.() !== 0) throw new NoLab(`the lab needs root ${what}`);
  if (!(await succeeds('apt-get', ['--version']))) throw new NoLab(`the lab needs apt ${what}`);
}

/** A third party's list that cannot be had is no reason to stop; that the package cannot be found will be. */
async function updateLists(): Promise<void> {
  await run('apt-get', ['update', '-qq'], { env: NETWORK });
}

const aptGet = (...args: readonly string[]) =>
  must('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...NETWORK, DEBIAN_FRONTEND: 'noninteractive' },
  });

const aptKnows = (name: string) => succeeds('apt-cache', ['show', '--quiet=2', name]);

async function absent(programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(programs.map(isOnPath));
  return programs.filter((_, at) => found[at] !== true);
}

async function isOnPath(program: string): Promise<boolean> {
  const folders = (ENVIRONMENT['PATH'] ?? '').split(delimiter);
  const tries = folders.map((folder) => access(join(folder, program), constants.X_OK));
  return Promise.any(tries).then(
    () => true,
    () => false,
  );
}
