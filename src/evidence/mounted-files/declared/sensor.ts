import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';

import type { ComposeService } from '../../compose/schema.js';
import { observed, type Evidence } from '../../evidence.js';
import type { Redactor } from '../../redact.js';
import { CONF_FOLDERS } from '../candidates.js';
import type { MountedFile, MountedFilesEvidence } from '../schema.js';
import { parseSparkDefaults } from '../spark-defaults.js';

const NAME = 'spark-defaults.conf';
/** A longer one is none. */
const CONTENT_LIMIT = 1024 * 1024;

/**
 * The spark-defaults.conf, and what `--properties-file` names, that each service of the file would mount, from this machine's disk: what can be seen of it
 * without an engine. A source that is not here (a volume, a file made later) is left out.
 */
export function readDeclaredDefaults(services: Readonly<Record<string, ComposeService>>, redactor: Redactor): Evidence<MountedFilesEvidence> {
  const files = Object.entries(services).flatMap(([service, config]) => {
    const found = placesOf(config).flatMap(({ path, source }) => read(service, path, source, redactor) ?? []);
    const [defaults] = found.filter(({ path }) => posix.basename(path) === NAME);
    return [...(defaults === undefined ? [] : [defaults]), ...found.filter(({ path }) => posix.basename(path) !== NAME)];
  });
  return observed({ files, gaps: [] });
}

interface Mounted {
  readonly path: string;
  readonly source: string;
}

/** Where Spark would look, through the innermost mount that holds the place. */
function placesOf({ volumes = [], environment = {}, command }: ComposeService): readonly Mounted[] {
  const folders = [environment['SPARK_CONF_DIR'], environment['SPARK_HOME'] ? posix.join(environment['SPARK_HOME'], 'conf') : undefined, ...CONF_FOLDERS];
  const named = volumes.flatMap(({ target }) => (posix.basename(target) === NAME ? [target] : []));
  const words = (command ?? []).flatMap((word) => word.split(/[\s=]+/));
  const properties = words.flatMap((word, at) => (words[at - 1] === '--properties-file' && word.startsWith('/') ? [word] : []));
  const paths = [...properties, ...named, ...folders.flatMap((folder) => (folder?.startsWith('/') === true ? [posix.join(folder, NAME)] : []))];
  return [...new Set(paths)].flatMap((path): readonly Mounted[] => {
    const [inner] = volumes.filter(({ target }) => path === target || path.startsWith(`${target.replace(/\/+$/, '')}/`)).sort((a, b) => b.target.length - a.target.length);
    if (inner?.type !== 'bind' || inner.source === undefined) return [];
    return [{ path, source: path === inner.target ? inner.source : posix.join(inner.source, posix.relative(inner.target, path)) }];
  });
}

function read(service: string, path: string, source: string, redactor: Redactor): MountedFile | undefined {
  try {
    const stat = statSync(source);
    if (!stat.isFile() || stat.size > CONTENT_LIMIT) return undefined;
    const sparkDefaults = parseSparkDefaults(readFileSync(source, 'utf8')).map(({ key, value, line }) => ({ key, value: redactor.value(key, value), line }));
    return { container: '', service, path, source, modifiedAt: stat.mtime.toISOString(), size: stat.size, sparkDefaults };
  } catch {
    return undefined; // Not here, or not ours to read: what it says stays unknown.
  }
}
