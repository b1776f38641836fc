import { dirname, isAbsolute, relative } from 'node:path';

import { ComposeError } from '../compose-error.js';
import { joinPaths } from '../go-path.js';
import { sameValue } from '../go-text.js';
import { placeOf, type Origin, type Trail } from '../origin.js';
import { readEnvFiles } from '../project/env-files.js';
import { withDefaults, type Environment } from '../project/environment.js';
import { isList, isMap, mapOf, stringIn, withEntries, type ComposeNode, type MapNode } from '../tree.js';
import { refuseRemote } from './extends.js';
import type { FileToLoad, Loading } from './loading.js';
import { absolute } from './session.js';

/** Copies in what included projects define. From compose-go v2.9.1, loader/include.go. */
export function applyInclude(loading: Loading, root: MapNode, load: Load): MapNode {
  const list = root.entries.get('include');
  if (list === undefined || list.kind === 'null') return withEntries(root, [['include', undefined]]);
  if (!isList(list)) throw new ComposeError('include must be a list', { place: placeOf(list.origin) });
  const included = list.items.reduce<MapNode>((model, item) => importModel(model, loadIncluded(loading, readInclude(item), load)), root);
  return withEntries(included, [['include', undefined]]);
}

/** Resolves a project; handed in, because a project may include others. */
type Load = (loading: Loading, files: readonly FileToLoad[]) => MapNode;

interface Include {
  readonly paths: readonly string[];
  readonly projectDirectory: string;
  readonly envFiles: readonly string[];
  readonly origin: Origin;
}

function readInclude(item: ComposeNode): Include {
  const { origin } = item;
  if (item.kind === 'string') return { paths: [item.value], projectDirectory: '', envFiles: [], origin };
  if (!isMap(item)) throw new ComposeError('an include must be a path or a mapping', { place: placeOf(origin) });
  const directory = item.entries.get('project_directory');
  const projectDirectory = directory === undefined || directory.kind === 'null' ? '' : stringIn(directory);
  if (projectDirectory === undefined) throw new ComposeError('include.project_directory must be a string', { place: placeOf(origin) });
  return { paths: textsIn(item, 'path'), projectDirectory, envFiles: textsIn(item, 'env_file'), origin };
}

function textsIn(item: MapNode, key: string): readonly string[] {
  const node = item.entries.get(key);
  if (node === undefined || node.kind === 'null') return [];
  const texts = isList(node) ? node.items.map(stringIn) : [stringIn(node)];
  if (texts.every((text) => text !== undefined)) return texts;
  throw new ComposeError(`include.${key} must be a string or a list of strings`, { place: placeOf(node.origin) });
}

function loadIncluded(loading: Loading, include: Include, load: Load): MapNode {
  const { session } = loading;
  const paths = include.paths.map((path) => {
    refuseRemote(path, include.origin);
    session.budget.spendFile();
    return isAbsolute(path) ? path : joinPaths(loading.folder, path);
  });
  const [main] = paths;
  if (main === undefined) throw new ComposeError('an include must name a path', { place: placeOf(include.origin) });
  const cycle = paths.find((path) => loading.including.includes(path));
  if (cycle !== undefined) throw new ComposeError(`files include each other in a circle: ${[...loading.including, cycle].join(' -> ')}`, { place: placeOf(include.origin) });

  const { folder, workingDir } = foldersOf(loading, include, main);
  const trail: Trail = { kind: 'include', name: main, at: include.origin, before: include.origin.source.trail };
  const environment = environmentOf(loading, include, folder);
  return load(
    { session, environment, workingDir, folder, including: loading.including, extended: new Map() },
    paths.map((path) => ({ path, trail })),
  );
}

/** The included project's folder, absolute, and as seen from ours. */
function foldersOf({ session, folder, workingDir }: Loading, { projectDirectory }: Include, main: string): { readonly folder: string; readonly workingDir: string } {
  const seenFromHere = (path: string): string => {
    const full = isAbsolute(path) ? path : joinPaths(folder, path);
    return relative(folder, session.host.isDirectory(full) ? full : dirname(full)) || '.';
  };
  if (projectDirectory === '') return { folder: dirname(main), workingDir: seenFromHere(main) };
  if (isAbsolute(projectDirectory)) return { folder: projectDirectory, workingDir: projectDirectory };
  return { folder: absolute(session, joinPaths(workingDir, projectDirectory)), workingDir: seenFromHere(projectDirectory) };
}

/** Its own `.env`, or the files named instead; what is set outside wins. */
function environmentOf(loading: Loading, { envFiles, origin }: Include, folder: string): Environment {
  const { session, workingDir, environment } = loading;
  const own = joinPaths(folder, '.env');
  const files = envFiles.length > 0 ? envFiles.map((file) => absolute(session, isAbsolute(file) ? file : joinPaths(workingDir, file))) : session.host.isFile(own) ? [own] : [];
  const missing = files.find((file) => !session.host.isFile(file));
  if (missing !== undefined) throw new ComposeError(`no such env file: ${missing}`, { kind: 'missing-file', place: placeOf(origin) });
  return withDefaults(environment, readEnvFiles(session, environment, files));
}

const SECTIONS = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

function importModel(model: MapNode, imported: MapNode): MapNode {
  return SECTIONS.reduce((target, section) => importSection(target, section, imported.entries.get(section)), model);
}

function importSection(model: MapNode, section: string, from: ComposeNode | undefined): MapNode {
  if (!isMap(from)) return model;
  const to = model.entries.get(section) ?? mapOf(new Map(), from.origin);
  if (!isMap(to)) throw new ComposeError(`${section} must be a mapping`, { place: placeOf(to.origin) });
  const entries = new Map(to.entries);
  for (const [name, value] of from.entries) {
    const own = entries.get(name);
    if (own !== undefined && !sameValue(own, value))
      throw new ComposeError(`${section}.${name} conflicts with an included resource`, { place: placeOf(own.origin) });
    if (own === undefined) entries.set(name, value);
  }
  return withEntries(model, [[section, mapOf(entries, to.origin)]]);
}
