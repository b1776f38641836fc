import { readFile, stat, type Stats } from 'node:fs';
import { posix } from 'node:path';

import { mapAtOnce } from '../docker/at-once.js';
import type { Engine } from '../docker/engine.js';
import { EngineError } from '../docker/engine-error.js';
import type { DockerContainer } from '../docker/schema.js';
import { observed, unavailable, type Evidence } from '../evidence.js';
import type { SensorContext } from '../sensor-context.js';
import { signalOf } from '../http/timing/sensor.js';
import { boundMounts, isSparkDefaults, type BoundMount, type Candidate } from './candidates.js';
import { readPathStat, type PathStat } from './path-stat.js';
import type { MountedFile, MountedFilesEvidence } from './schema.js';
import { parseSparkDefaults } from './spark-defaults.js';
import { firstFile } from './tar.js';

const AT_ONCE = 6;
const MOST_LINKS = 4;
/** A spark-defaults.conf longer than this is none. */
const CONTENT_LIMIT = 1024 * 1024;

/**
 * Files that Spark or a job reads at its start and that reach the given containers through bind mounts.
 *
 * The engine is asked (`HEAD .../archive`), not this machine's disk: it makes the mount anew for the answer, so a file that
 * was replaced by rename shows as the next start will see it, though the process still holds the old one (seen with Engine
 * 20.10); it needs no right to the file; it leaves no event; and it is true of remote engines and from inside a container,
 * where a path of the engine's machine may be another file.
 */
export async function observeMountedFiles(context: SensorContext, containers: readonly DockerContainer[]): Promise<Evidence<MountedFilesEvidence>> {
  const { engine } = context;
  if (engine === undefined) return unavailable({ kind: 'not-collected' });
  const signal = signalOf(context);
  const look = looker(engine, signal);
  const mounts = containers.flatMap((container) => boundMounts(container).map((mount) => ({ container, mount })));

  const read = await mapAtOnce(mounts, AT_ONCE, async ({ container, mount }) => {
    try {
      const found = await filesOf(container, mount, look);
      return { files: await Promise.all(found.map((file) => describe(file, container, context, engine, signal))) };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { gap: { subject: container.Name.replace(/^\//, ''), detail: `${mount.path}: ${error.detail}` } };
    }
  });
  const files = read.flatMap(({ files = [] }) => files).map((file) => [`${file.container} ${file.path}`, file] as const);
  return observed({ files: [...new Map(files.sort(([a], [b]) => (a < b ? -1 : 1))).values()], gaps: read.flatMap(({ gap }) => (gap === undefined ? [] : [gap])) });
}

interface FoundFile extends Candidate {
  readonly stat: PathStat;
}

async function filesOf({ Id }: DockerContainer, mount: BoundMount, look: Look): Promise<readonly FoundFile[]> {
  if (!mount.isReadAtStart && mount.beneath.length === 0) return [];
  const own = await look(Id, mount);
  if (own?.kind === 'file') return mount.isReadAtStart ? [{ ...mount, stat: own }] : [];
  if (own?.kind !== 'folder') return [];
  const beneath = await Promise.all(mount.beneath.map(async (candidate) => ({ ...candidate, stat: await look(Id, candidate) })));
  return beneath.flatMap(({ path, source, stat }) => (stat?.kind === 'file' ? [{ path, source, stat }] : []));
}

type Look = (container: string, candidate: Candidate) => Promise<PathStat | undefined>;

/** Each file of the engine's machine is looked at once, through whichever container comes first. */
function looker(engine: Engine, signal: AbortSignal): Look {
  const seen = new Map<string, Promise<PathStat | undefined>>();
  return (container, { path, source }) => {
    const before = seen.get(source);
    if (before !== undefined) return before;
    const asked = statOf(engine, container, path, signal);
    seen.set(source, asked);
    return asked;
  };
}

async function statOf(engine: Engine, container: string, path: string, signal: AbortSignal, links = 0): Promise<PathStat | undefined> {
  try {
    const headers = await engine.head(archivePath(container, path), { signal });
    const stat = readPathStat(headers.get('x-docker-container-path-stat'));
    if (stat?.kind !== 'link' || stat.linkTarget === undefined || links === MOST_LINKS) return stat;
    return await statOf(engine, container, posix.resolve(posix.dirname(path), stat.linkTarget), signal, links + 1);
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

const archivePath = (container: string, path: string) => `/containers/${container}/archive?path=${encodeURIComponent(path)}`;

async function describe(
  { path, source, stat }: FoundFile,
  container: DockerContainer,
  { redactor }: SensorContext,
  engine: Engine,
  signal: AbortSignal,
): Promise<MountedFile> {
  const file = { container: container.Id, path, source, modifiedAt: stat.modifiedAt, size: stat.size };
  if (!isSparkDefaults(path, container) || stat.size > CONTENT_LIMIT) return file;
  const content = (await readHere(source, stat)) ?? (await readThere(engine, container.Id, path, signal));
  if (content === undefined) return file;
  return { ...file, sparkDefaults: parseSparkDefaults(content).map(({ key, value, line }) => ({ key, value: redactor.value(key, value), line })) };
}

/** From this machine's disk where size and time of change prove that it is the same file: that spares the engine an archive, and an event. */
async function readHere(source: string, { size, modifiedAt }: PathStat): Promise<string | undefined> {
  try {
    const own = await called<Stats>((done) => { stat(source, done); });
    return own.size === size && Math.floor(own.mtimeMs) === Date.parse(modifiedAt) ? await called<string>((done) => { readFile(source, 'utf8', done); }) : undefined;
  } catch {
    return undefined; // Not here, or not ours to read: the engine has it.
  }
}

/** `node:fs/promises` would load twenty modules of Node. */
const called = <T>(call: (done: (error: Error | null, value: T) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => { call((error, value) => { if (error === null) resolve(value); else reject(error); }); });

async function readThere(engine: Engine, container: string, path: string, signal: AbortSignal): Promise<string | undefined> {
  const archive = await engine.bytes(archivePath(container, path), { signal, limit: CONTENT_LIMIT + 64 * 1024 });
  const content = firstFile(archive);
  return content === undefined ? undefined : Buffer.from(content).toString('utf8');
}
