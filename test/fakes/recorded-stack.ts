import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '#cli/run.js';
import type { Report } from '#diagnosis/report.js';
import { parseSnapshot } from '#evidence/snapshot-file.js';
import type { Snapshot } from '#evidence/snapshot.js';
import { findSubmit, type SubmitCommand } from '#model/spark/submit.js';

import type { FakeFile } from './archive.js';
import { startFakeEngine, type Misbehaviour } from './docker-engine.js';
import { readDockerRecording, recordings } from './docker-recording.js';
import { driverRoutes, masterRoutes, serveSparkUi, workerRoutes, type Route, type SparkUi } from './spark-ui.js';

/** What is said of a recorded situation: everything that was recorded of it answers, and our own sensors ask. */
export interface Examined {
  readonly snapshot: Snapshot;
  readonly report: Report;
  readonly code: number;
}

export interface Stack {
  /** `3.5.3/02-founding` */
  readonly situation: string;
  /** Folder of the master's replies, `master` where there is one; of several the first gives the clock. */
  readonly master?: string | readonly string[];
  readonly profiles?: readonly string[];
}

/** Collects a snapshot of the recorded stack over real sockets, engine, master, workers and drivers, and judges it. */
export async function examine({ situation, master = 'master', profiles = [] }: Stack): Promise<Examined> {
  const folder = join(recordings, situation);
  const names = readdirSync(folder);
  const has = (name: string, file: string) => existsSync(join(folder, name, file));
  const workers = await serveEach(names.filter((name) => name.startsWith('worker-') && has(name, 'json.json')), (name) => workerRoutes(`${situation}/${name}`));
  const drivers = await serveEach(names.filter((name) => name.startsWith('driver-') && has(name, 'applications.json')), (name) => driverRoute(situation, name));
  // What a worker advertises may be a real address of the machine that runs the tests: they ask only their fakes.
  const elsewhere = (text: string) => text.replace(/"webuiaddress" : "http:\/\/[^:"]+:/g, '"webuiaddress" : "http://127.0.0.2:');
  const masters = [master].flat();
  const masterUis = await Promise.all(masters.map((one) => serveSparkUi(masterRoutes(`${situation}/${one}`, elsewhere))));
  const published = new Map([...workerPorts(workers, folder), ...driverPorts(drivers)]);
  const engine = await startFakeEngine({ recording: situation, listen: 'tcp', answer: publishing(situation, published), files: mountedFiles(situation) });
  const project = projectOf(situation);
  const where = ['-H', engine.host, '-f', join(folder, 'project', 'docker-compose.yml'), '--project-directory', project.folder, '-p', project.name, ...profiles.flatMap((profile) => ['--profile', profile])];
  try {
    const env = { SPARK_VERSION: situation.split('/')[0] ?? '' };
    const now = momentOf(join(folder, masters[0] ?? 'master'));
    const taken = await command(['snapshot', ...where, '--timeout', '30', ...masterUis.flatMap(({ url }) => ['--master', url])], { env, now });
    const judged = await command(['check', '--from', '-', '--format', 'json'], { env, now, stdin: taken.stdout });
    return { snapshot: parseSnapshot(taken.stdout), report: JSON.parse(judged.stdout) as Report, code: judged.code };
  } finally {
    await engine.close();
    for (const ui of [...masterUis, ...workers.values(), ...drivers.values()]) await ui[Symbol.asyncDispose]();
  }
}

/** The one situation with a mounted spark-defaults.conf: what the engine's archive said of it, before and after the restart. */
function mountedFiles(situation: string): Readonly<Record<string, FakeFile>> {
  const folder = join(recordings, situation, '..', '1-edited', 'file');
  if (!situation.includes('15-mounted-conf') || !existsSync(folder)) return {};
  const header = /X-Docker-Container-Path-Stat: (\S+)/.exec(readFileSync(join(folder, 'edited-in-place.archive-head.headers'), 'utf8'))?.[1] ?? '';
  const { mtime } = JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as { mtime: string };
  return { '/opt/spark/conf/spark-defaults.conf': { content: readFileSync(join(folder, 'edited-in-place.archive.txt'), 'utf8'), modifiedAt: mtime } };
}

/** Not every driver's configuration was recorded: then it is what its container's command gave it, or unknown. */
function driverRoute(situation: string, name: string): Route {
  if (existsSync(join(recordings, situation, name, 'environment.json'))) return driverRoutes(`${situation}/${name}`);
  const submit = commandOf(situation, name.slice('driver-'.length));
  const told = Object.fromEntries([...(submit?.conf ?? [])].map(([key, { value }]) => [key, value]));
  const routes = driverRoutes(`${situation}/${name}`, told);
  return (path, query) => {
    const reply = path === '/environment/' && submit?.conf.has('spark.cores.max') !== true ? undefined : routes(path, query);
    return path === '/environment/' && reply !== undefined ? { ...reply, body: reply.body.toString().replace('>3.5.3<', `>${situation.split('/')[0] ?? ''}<`) } : reply;
  };
}

function commandOf(situation: string, service: string): SubmitCommand | undefined {
  const inspects = inspectsOf(situation);
  const found = inspects.find(({ Config }) => Config.Labels['com.docker.compose.service'] === service);
  return found === undefined ? undefined : findSubmit(found.Config.Cmd ?? [], new Map());
}

const inspectsOf = (situation: string): readonly Inspect[] =>
  readdirSync(join(recordings, situation, 'docker'))
    .filter((name) => /^container-.*[.]json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(recordings, situation, 'docker', name), 'utf8')) as Inspect);

/** The moment of the recording, by the master's own clock. */
function momentOf(folder: string): Date {
  const { workers, activeapps } = JSON.parse(readFileSync(join(folder, 'json.json'), 'utf8')) as { workers: { lastheartbeat: number }[]; activeapps: { starttime: number; duration: number }[] };
  const clocks = [...workers.map(({ lastheartbeat }) => lastheartbeat), ...activeapps.map(({ starttime, duration }) => starttime + duration)];
  return new Date(Math.max(...clocks, Date.parse('2026-11-22T20:00:00.000Z')));
}

async function serveEach(names: readonly string[], route: (name: string) => Route): Promise<ReadonlyMap<string, SparkUi>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await serveSparkUi(route(name))] as const)));
}

/** A worker's address is part of its id. */
function workerPorts(uis: ReadonlyMap<string, SparkUi>, folder: string): readonly (readonly [string, readonly [string, number]])[] {
  return [...uis].map(([name, { port }]) => {
    const { id } = JSON.parse(readFileSync(join(folder, name, 'json.json'), 'utf8')) as { id: string };
    return [`address ${id.split('-')[2] ?? ''}`, ['8081/tcp', port]] as const;
  });
}

/** Folders of drivers are named by their service. */
const driverPorts = (uis: ReadonlyMap<string, SparkUi>) => [...uis].map(([name, { port }]) => [`service ${name.slice('driver-'.length)}`, ['4040/tcp', port]] as const);

interface Inspect {
  readonly Id: string;
  readonly Config: { readonly Cmd: readonly string[] | null; readonly Labels: Readonly<Record<string, string>> };
  readonly NetworkSettings: { readonly Ports: object | null; readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

/** The recorded containers, with the UIs in them published at their fakes. */
function publishing(situation: string, published: ReadonlyMap<string, readonly [string, number]>): (path: string) => Misbehaviour | undefined {
  const recording = readDockerRecording(situation);
  return (path) => {
    const reference = /^\/containers\/([^/]+)\/json$/.exec(path)?.[1];
    const inspect = reference === undefined ? undefined : (recording.container(decodeURIComponent(reference))?.inspect as Inspect | undefined);
    if (inspect === undefined) return undefined;
    const keys = [`service ${inspect.Config.Labels['com.docker.compose.service'] ?? ''}`, ...Object.values(inspect.NetworkSettings.Networks).map(({ IPAddress }) => `address ${IPAddress}`)];
    const ports = keys.flatMap((key) => (published.has(key) ? [published.get(key) as readonly [string, number]] : []));
    const bindings = Object.fromEntries(ports.map(([port, host]) => [port, [{ HostIp: '127.0.0.1', HostPort: String(host) }]]));
    return { body: JSON.stringify({ ...inspect, NetworkSettings: { ...inspect.NetworkSettings, Ports: { ...inspect.NetworkSettings.Ports, ...bindings } } }) };
  };
}

/** Recordings ran in /srv/NAME; the labels of their containers say so. */
function projectOf(situation: string): { readonly name: string; readonly folder: string } {
  const labels = inspectsOf(situation)[0]?.Config.Labels;
  return { name: labels?.['com.docker.compose.project'] ?? '', folder: labels?.['com.docker.compose.project.working_dir'] ?? '' };
}

interface Surroundings {
  readonly env: Readonly<Record<string, string>>;
  readonly now: Date;
  readonly stdin?: string;
}

async function command(argv: readonly string[], { env, now, stdin = '' }: Surroundings): Promise<{ readonly stdout: string; readonly code: number }> {
  let [stdout, stderr] = ['', ''];
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { HOME: '/nowhere', ...env },
    cwd: '/',
    home: '/nowhere',
    now: () => now,
    readFile: (path) => readFileSync(path, 'utf8'),
    writeFile: () => undefined,
    appendFile: () => undefined,
    readStdin: () => stdin,
    readBuiltIn: (name) => readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8'),
    runId: () => '5a17',
  });
  if (stdout === '') throw new Error(`${argv.join(' ')} exited ${String(code)}: ${stderr}`);
  return { stdout, code };
}
