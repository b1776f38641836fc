import { dirname, isAbsolute, relative } from 'node:path';

import { resolvePaths } from '../canonical/paths.js';
import { ComposeError } from '../compose-error.js';
import { joinPaths } from '../go-path.js';
import { tooLarge } from '../limits.js';
import { merge } from '../merge/merge.js';
import { reset } from '../merge/reset.js';
import { placeOf, type Origin, type Trail } from '../origin.js';
import { entryOf, isMap, listOf, mapOf, stringIn, withEntries, type ComposeNode, type MapNode } from '../tree.js';
import { loadExtended } from './load-extended.js';
import type { ExtendedFile, Loading } from './loading.js';

interface Here {
  readonly resets: readonly (readonly string[])[];
  /** The file that is read; a service of another file is known by the path it was named with. */
  readonly path: string;
}

/** Lays every service over the one it extends. From compose-go v2.9.1, loader/extends.go. */
export function applyExtends(loading: Loading, root: MapNode, here: Here): MapNode {
  const services = root.entries.get('services');
  if (services === undefined) return root;
  if (!isMap(services)) throw new ComposeError('services must be a mapping', { place: placeOf(services.origin) });
  const scope: ExtendedFile = { services: new Map(services.entries), resets: here.resets };
  for (const name of services.entries.keys()) extend(loading, name, scope, { path: here.path, seen: [] });
  return withEntries(root, [['services', mapOf(scope.services, services.origin)]]);
}

interface Chain {
  readonly path: string;
  readonly seen: readonly Link[];
}

interface Link {
  readonly file: string;
  readonly service: string;
}

function extend(loading: Loading, name: string, scope: ExtendedFile, chain: Chain): ComposeNode | undefined {
  const service = scope.services.get(name);
  if (service === undefined || service.kind === 'null') return undefined;
  if (!isMap(service)) throw new ComposeError(`services.${name} must be a mapping`, { place: placeOf(service.origin) });
  const target = service.entries.get('extends');
  if (target === undefined) return service;

  const { reference, file } = readReference(name, target);
  const from = file === undefined ? localFile(scope, { name, reference, path: chain.path, origin: target.origin }) : otherFile(loading, { name, reference, file, path: chain.path, origin: target.origin });
  const seen = follow(chain.seen, { file: file ?? chain.path, service: name }, target.origin);
  const base = extend(loading, reference, from, { path: chain.path, seen });
  if (base === undefined) return service;

  const trail: Trail = { kind: 'extends', name: reference, at: target.origin, before: undefined };
  const inherited = applyResets(copyWith(base, trail) as MapNode, name, scope.resets);
  const merged = withEntries(merge(inherited, service, ['services', 'x']), [['extends', undefined]]);
  scope.services.set(name, { ...merged, origin: service.origin });
  return scope.services.get(name);
}

function readReference(name: string, target: ComposeNode): { readonly reference: string; readonly file: string | undefined } {
  if (!isMap(target)) return { reference: stringIn(target) ?? '', file: undefined };
  const reference = stringIn(target.entries.get('service'));
  if (reference === undefined) throw new ComposeError(`services.${name}.extends.service is required`, { place: placeOf(target.origin) });
  const file = target.entries.get('file');
  if (file === undefined || file.kind === 'null') return { reference, file: undefined };
  if (file.kind !== 'string') throw new ComposeError(`services.${name}.extends.file must be a string`, { place: placeOf(file.origin) });
  return { reference, file: file.value };
}

interface Wanted {
  readonly name: string;
  readonly reference: string;
  readonly path: string;
  readonly origin: Origin;
}

function localFile(scope: ExtendedFile, { name, reference, origin }: Wanted): ExtendedFile {
  if (!scope.services.has(reference)) throw notFound(name, reference, origin);
  return scope;
}

const notFound = (name: string, reference: string, origin: Origin, file?: string): ComposeError =>
  new ComposeError(`service ${name} cannot extend ${reference}: there is no such service${file === undefined ? '' : ` in ${file}`}`, { place: placeOf(origin) });

/** Services of another file, their paths made relative to where we are. Read and made canonical once. */
function otherFile(loading: Loading, { name, reference, file, origin }: Wanted & { readonly file: string }): ExtendedFile {
  const path = isAbsolute(file) ? file : joinPaths(loading.folder, file);
  const services = loading.extended.get(path) ?? loadServices(loading, path, file, origin);
  if (!services.services.has(reference)) throw notFound(name, reference, origin, file);
  return services;
}

function loadServices(loading: Loading, path: string, file: string, origin: Origin): ExtendedFile {
  refuseRemote(file, origin);
  loading.session.budget.spendFile();
  const { model, resets } = loadExtended({ ...loading, folder: dirname(path) }, { path, trail: origin.source.trail });
  const workingDir = relative(loading.folder, dirname(path)) || '.';
  const services = entryOf(resolvePaths(model, workingDir, loading.session.host.home), 'services');
  if (!isMap(services)) throw new ComposeError(`${file} has no services to extend`, { place: placeOf(origin) });
  const scope = { services: new Map(services.entries), resets };
  loading.extended.set(path, scope);
  return scope;
}

/** Compose fetches files from Git and OCI registries; we never do. */
export function refuseRemote(path: string, origin: Origin): void {
  if (/^(?:https?|git|ssh|oci):\/\/|^git@|^github\.com\//.test(path))
    throw new ComposeError(`${path} is not on this machine, and remote files are not fetched`, { place: placeOf(origin) });
}

const LONGEST_CHAIN = 1000;

function follow(seen: readonly Link[], link: Link, origin: Origin): readonly Link[] {
  if (seen.some(({ file, service }) => file === link.file && service === link.service)) {
    const names = [...seen, link].map(({ service }) => service).join(' -> ');
    throw new ComposeError(`services extend each other in a circle: ${names}`, { place: placeOf(origin) });
  }
  if (seen.length >= LONGEST_CHAIN) throw tooLarge(`more than ${LONGEST_CHAIN} services extend each other in a row`);
  return [...seen, link];
}

function applyResets(base: MapNode, name: string, resets: readonly (readonly string[])[]): MapNode {
  const own = resets.filter(([top, service]) => top === 'services' && service === name).map((path) => path.slice(2));
  return reset(base, own.filter((path) => path.length > 0));
}

/** The same values with one more step in their history. */
export function copyWith(node: ComposeNode, trail: Trail): ComposeNode {
  node.origin.source.budget.spendNodes(1);
  const origin: Origin = { ...node.origin, trail: { ...trail, before: node.origin.trail } };
  if (node.kind === 'list') return listOf(node.items.map((item) => copyWith(item, trail)), origin);
  if (node.kind === 'map') return mapOf(new Map([...node.entries].map(([key, value]) => [key, copyWith(value, trail)])), origin);
  return { ...node, origin };
}
