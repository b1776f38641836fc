import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { dockerConfig, type ComposeVersion } from './machine/compose.js';
import type { SparkVersion } from './machine/images.js';
import { inLab } from './machine/place.js';
import { must, run, type Outcome } from './machine/run.js';
import { askMaster, shortly, type MasterState } from './master-state.js';
import { parseReport, type Report } from './report.js';

const INCIDENTS = join(import.meta.dirname, 'incidents');
const K2DOCTOR = join(import.meta.dirname, '..', '..', 'bin', 'k2doctor.js');

/** A Compose project of its own: a folder, its containers, and the program under test run in it as a person would. */
export interface Stack extends AsyncDisposable {
  readonly project: string;
  readonly folder: string;
  /**
   * Starts the master, waits for it, then starts all services or those named: a driver without a master gives up after
   * a minute, which on a busy machine is sooner than the master is there.
   */
  start(...services: readonly string[]): Promise<void>;
  /** `docker compose up -d`, of all services or of those named. */
  up(...services: readonly string[]): Promise<void>;
  /** `docker compose ...` in the project's folder; answers stdout, rejects unless it exits with 0. */
  compose(...args: readonly string[]): Promise<string>;
  docker(...args: readonly string[]): Promise<string>;
  /** The containers that `docker compose --dry-run up -d` says it would recreate, sorted. */
  wouldRecreate(): Promise<string[]>;
  container(service: string): Promise<string>;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
  edit(file: string, change: (text: string) => string): Promise<void>;
  /** `docker restart` of the services' containers: what people do after an edit, and what changes nothing. */
  restart(...services: readonly string[]): Promise<void>;
  k2doctor(...args: readonly string[]): Promise<Examination>;
  k2doctorIn(folder: string, args: readonly string[]): Promise<Examination>;
  /** Runs commands exactly as they were printed, through `sh`. */
  runPrinted(commands: readonly string[]): Promise<Outcome>;
  /** Of a stack with several masters: the ALIVE one's, else any that answers. */
  master(): Promise<MasterState | undefined>;
  /** Polls the master until what it says satisfies; on a busy machine Spark takes 100 s to start, so be generous. */
  until(description: string, satisfied: (master: MasterState) => boolean, seconds?: number): Promise<MasterState>;
}

export interface Examination extends Outcome {
  /** stdout as the JSON report; throws, with what was printed, when it is none. */
  readonly report: () => Report;
}

export interface StackOptions {
  /** The folder of `incidents/` to start from. */
  readonly incident: string;
  /** Beginning of the project's name. */
  readonly name?: string;
  readonly spark?: SparkVersion;
  /** What `docker compose` is in this stack. */
  readonly composeVersion?: ComposeVersion;
  /** The services that run a master; of several the one that is ALIVE is asked. */
  readonly masters?: readonly string[];
  /** Changes the compose file before anything is started. */
  readonly edit?: (composeFile: string) => string;
}

export const COMPOSE_FILE = 'docker-compose.yml';

/** Lays out the project's folder; starts nothing. Disposal takes the stack down with its volumes. */
export async function createStack(options: StackOptions): Promise<Stack> {
  const { incident, name = incident, spark = '3.5.3', composeVersion = '2.40.3', masters = ['spark-master'], edit } = options;
  await mkdir(inLab('stacks'), { recursive: true });
  const folder = await mkdtemp(inLab('stacks', `${name}-`));
  const project = basename(folder).toLowerCase();
  await cp(join(INCIDENTS, 'programs'), folder, { recursive: true });
  await cp(join(INCIDENTS, incident), folder, { recursive: true });
  const dotEnv = { COMPOSE_PROJECT_NAME: project, SPARK_VERSION: spark, MASTER_PORT: await freePort() };
  await writeFile(join(folder, '.env'), Object.entries(dotEnv).map(([key, value]) => `${key}=${value}\n`).join(''));

  const stack = stackIn(folder, project, composeVersion, masters);
  if (edit !== undefined) await stack.edit(COMPOSE_FILE, edit);
  return stack;
}

function stackIn(folder: string, project: string, composeVersion: ComposeVersion, masters: readonly string[]): Stack {
  const here = { cwd: folder, env: { DOCKER_CONFIG: dockerConfig(composeVersion) } };
  const docker = (...args: readonly string[]) => must('docker', args, here);
  const examine = async (cwd: string, args: readonly string[]) => {
    const outcome = await run(process.execPath, [K2DOCTOR, ...args], { ...here, cwd, timeout: 120_000 });
    return { ...outcome, report: () => parseReport(outcome) };
  };
  const containers = async (services: readonly string[]) =>
    lines(await docker('compose', 'ps', '--all', '--quiet', ...services));
  const container = async (service: string) => {
    const [id] = await containers([service]);
    if (id === undefined) throw new Error(`${project} has no container of ${service}`);
    return id;
  };
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  const master = async () => {
    const states = await Promise.all(masters.map((service) => container(service).then(masterAddress).then(askMaster)));
    return states.find((state) => state?.status === 'ALIVE') ?? states.find((state) => state !== undefined);
  };

  const up = async (...services: readonly string[]) => {
    await docker('compose', 'up', '--detach', ...services);
  };
  const until: Stack['until'] = (description, satisfied, seconds = 420) =>
    untilMaster(master, description, satisfied, seconds);

  return {
    project,
    folder,
    docker,
    container,
    read,
    write,
    master,
    up,
    until,
    compose: (...args) => docker('compose', ...args),
    start: async (...services) => {
      await up(...masters);
      await until('the master is there', ({ status }) => status === 'ALIVE');
      await up(...services);
    },
    wouldRecreate: async () => {
      const { stderr } = await run('docker', ['compose', '--dry-run', 'up', '--detach'], here);
      return [...stderr.matchAll(/Container (\S+) +Recreate$/gm)].map(([, name]) => name ?? '').toSorted();
    },
    edit: async (file, change) => {
      const before = await read(file);
      const after = change(before);
      if (after === before) throw new Error(`the edit of ${file} changed nothing`);
      await write(file, after);
    },
    restart: async (...services) => {
      await docker('restart', ...(await containers(services)));
    },
    k2doctor: (...args) => examine(folder, args),
    k2doctorIn: examine,
    runPrinted: (commands) => run('sh', ['-e'], { ...here, input: commands.join('\n') }),
    [Symbol.asyncDispose]: async () => {
      await run('docker', ['compose', 'down', '--volumes', '--remove-orphans', '--timeout', '2'], here);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilMaster(
  ask: () => Promise<MasterState | undefined>,
  description: string,
  satisfied: (master: MasterState) => boolean,
  seconds: number,
): Promise<MasterState> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const state = await ask();
    if (state !== undefined && satisfied(state)) return state;
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${description}; at last: ${shortly(state)}`);
    await pause(500);
  }
}

/** Where the host reaches the master's web interface: its published port, else the container's own address. */
async function masterAddress(container: string): Promise<string | undefined> {
  const format =
    '{{with index .NetworkSettings.Ports "8080/tcp"}}{{(index . 0).HostIp}}:{{(index . 0).HostPort}}{{end}}' +
    ' {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}';
  const [published, ...addresses] = (await must('docker', ['inspect', '--format', format, container])).split(' ');
  if (published !== '') return published;
  const address = addresses.find((each) => each.trim() !== '');
  return address === undefined ? undefined : `${address}:8080`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise<void>((closed) => server.close(() => closed()));
  if (address === null || typeof address === 'string') throw new Error('no free port on the loopback interface');
  return address.port;
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');
