import { isAbsolute, win32 } from 'node:path';

import { ComposeError } from '../compose-error.js';
import { joinPaths } from '../go-path.js';
import { placeOf } from '../origin.js';
import { pathRules, type PathRules } from '../path-rules.js';
import { transform, type Rewrite } from '../transform.js';
import { entryOf, isMap, stringIn, textOf, withEntries, type ComposeNode, type MapNode } from '../tree.js';

/**
 * Paths made to start at the project's folder, `~` at the caller's home.
 * From compose-go v2.9.1, paths/resolve.go, but symbolic links of develop.watch are not followed.
 */
export const resolvePaths = (root: MapNode, workingDir: string, home: string | undefined): MapNode =>
  transform(root, rulesFor(workingDir, home)) as MapNode;

function rulesFor(workingDir: string, home: string | undefined): PathRules<Rewrite> {
  const expanded = (path: string): string => (path.startsWith('~') && home !== undefined ? joinPaths(home, path.slice(1)) : path);
  const onText =
    (resolve: (path: string) => string): Rewrite =>
    (node) =>
      node.kind === 'string' ? textOf(resolve(node.value), node.origin) : node;
  const local = (path: string): string => {
    const full = expanded(path);
    return isAbsolute(full) || full === '' ? full : joinPaths(workingDir, full);
  };
  /** A source on the engine's side may be a Windows path. */
  const unixOrWindows = (path: string): string => {
    const full = expanded(path);
    return isAbsolute(full) || isWindowsAbsolute(full) ? full : joinPaths(workingDir, full);
  };
  const context = (path: string): string => (isRemoteContext(path) ? path : local(path));
  return pathRules<Rewrite>({
    'services.*.build.context': onText(context),
    'services.*.build.additional_contexts.*': onText(context),
    'services.*.build.ssh.*': onText(unixOrWindows),
    'services.*.env_file.*.path': onText(local),
    'services.*.label_file.*': onText(local),
    'services.*.extends.file': onText(local),
    'services.*.develop.watch.*.path': onText(local),
    'services.*.volumes.*': (node) => bindSource(node, unixOrWindows),
    'configs.*.file': onText(unixOrWindows),
    'secrets.*.file': onText(unixOrWindows),
    'volumes.*': (node) => bindDevice(node, unixOrWindows),
  });
}

function bindSource(node: ComposeNode, resolve: (path: string) => string): ComposeNode {
  if (!isMap(node) || stringIn(node.entries.get('type')) !== 'bind') return node;
  const source = node.entries.get('source');
  if (source?.kind !== 'string')
    throw new ComposeError('invalid mount config for type "bind": field Source must not be empty', { place: placeOf(node.origin) });
  return withEntries(node, [['source', textOf(resolve(source.value), source.origin)]]);
}

/** A volume of the local driver with `o: bind` is a bind mount in disguise. */
function bindDevice(node: ComposeNode, resolve: (path: string) => string): ComposeNode {
  const options = entryOf(node, 'driver_opts');
  if (!isMap(node) || stringIn(node.entries.get('driver')) !== 'local' || !isMap(options)) return node;
  const device = options.entries.get('device');
  if (stringIn(options.entries.get('o')) !== 'bind' || device?.kind !== 'string') return node;
  return withEntries(node, [['driver_opts', withEntries(options, [['device', textOf(resolve(device.value), device.origin)]])]]);
}

const REMOTE = ['https://', 'http://', 'git://', 'ssh://', 'github.com/', 'git@'];

const isRemoteContext = (path: string): boolean =>
  path.includes('://') || path.startsWith('service:') || REMOTE.some((prefix) => path.startsWith(prefix));

/** Absolute with a drive or a share; a leading separator alone does not count. */
export function isWindowsAbsolute(path: string): boolean {
  if (path.charAt(1) !== ':' && !'/\\'.includes(path.charAt(0))) return false;
  const root = win32.parse(path).root;
  return root.length > 1 && win32.isAbsolute(path);
}
