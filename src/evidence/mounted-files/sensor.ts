import { readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import { posix } from 'node:path';

import type { DockerContainer } from '../docker/schema.js';
import { observed, unavailable, type Evidence } from '../evidence.js';
import type { SensorContext } from '../sensor-context.js';
import type { MountedFile, MountedFilesEvidence } from './schema.js';
import { parseProperties } from './spark-defaults.js';

export interface MountedFilesRequest {
  readonly containers: readonly DockerContainer[];
  /** False: the engine's files are not this machine's. */
  readonly local: boolean;
}

/** What Spark reads only at start, in a mounted folder; a file that is mounted by itself always counts. */
const READ_AT_START = /^(spark-defaults\.conf|log4j2?\.(properties|xml|ya?ml)|metrics\.properties|spark-env\.sh|hive-site\.xml|core-site\.xml)$/;
const MOST_FILES = 500;
const MOST_ENTRIES = 1000;
const LARGEST_CONF = 1024 * 1024;

/**
 * Files behind bind mounts, read where they lie: on this machine. The engine's own view (`archive`) shows the same file,
 * resolved anew, not the one a running process has open (Engine 20.10.24, recorded), and would cost a request a file.
 */
export function observeMountedFiles({ redactor }: SensorContext, { containers, local }: MountedFilesRequest): Evidence<MountedFilesEvidence> {
  if (!local) return unavailable({ kind: 'not-collected', detail: 'the engine is another machine: its mounted files cannot be read from here' });
  const files: MountedFile[] = [];
  const gaps: { subject: string; detail: string }[] = [];
  for (const { container, path, source } of containers.flatMap(mountedPaths)) {
    if (files.length >= MOST_FILES) {
      gaps.push({ subject: container, detail: `only the first ${String(MOST_FILES)} mounted files were looked at` });
      break;
    }
    const stat = statOf(source);
    if (stat === undefined) gaps.push({ subject: `${container}:${path}`, detail: `${source} cannot be read here` });
    else if (stat.isFile()) files.push(fileOf({ container, path, source }, stat, redactor.value));
  }
  return observed({ files, gaps });
}

interface MountedPath {
  readonly container: string;
  readonly path: string;
  readonly source: string;
}

function mountedPaths({ Name, Mounts }: DockerContainer): MountedPath[] {
  const container = Name.replace(/^\//, '');
  return (Mounts ?? []).flatMap(({ Type, Source, Destination }) => {
    if (Type !== 'bind' || typeof Source !== 'string' || Source === '') return [];
    if (statOf(Source)?.isDirectory() !== true) return [{ container, path: Destination, source: Source }];
    return entriesOf(Source).map((name) => ({ container, path: posix.join(Destination, name), source: posix.join(Source, name) }));
  });
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).slice(0, MOST_ENTRIES).filter((name) => READ_AT_START.test(name)).sort();
  } catch {
    return [];
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function fileOf({ container, path, source }: MountedPath, stat: Stats, redact: (key: string, value: string) => string): MountedFile {
  const known = { container, path, source, modifiedAt: stat.mtime.toISOString(), size: stat.size };
  if (posix.basename(path) !== 'spark-defaults.conf' || stat.size > LARGEST_CONF) return known;
  try {
    const lines = parseProperties(readFileSync(source, 'utf8'));
    return { ...known, sparkDefaults: lines.map(({ key, value, line }) => ({ key, value: redact(key, value), line })) };
  } catch {
    return known;
  }
}
