import { ComposeError } from '../compose-error.js';
import type { Environment } from '../project/environment.js';
import { flagOf, isList, isMap, listOf, mapItems, mapOf, nullAt, stringIn, textOf, withEntries, type ComposeNode, type MapNode } from '../tree.js';
import { placeOf, type Origin } from '../origin.js';
import { cleanPath } from '../go-path.js';
import { goTextOf } from '../go-text.js';
import { usedBy } from './bare-names.js';

/** What follows from the rest: the default network, implied dependencies, real names. From compose-go v2.9.1, loader/normalize.go. */
export function normalize(root: MapNode, name: string, environment: Environment): MapNode {
  const connected = withDefaultNetwork(root);
  const services = connected.entries.get('services');
  const normalized = isMap(services)
    ? withEntries(connected, [['services', mapEntries(services, (service) => (isMap(service) ? normalizeService(service, environment) : service))]])
    : connected;
  return ['networks', 'volumes', 'configs', 'secrets'].reduce((model, section) => withNames(model, section, name), normalized);
}

const mapEntries = (node: MapNode, change: (child: ComposeNode, key: string) => ComposeNode): MapNode =>
  mapOf(new Map([...node.entries].map(([key, child]) => [key, change(child, key)])), node.origin);

function withDefaultNetwork(root: MapNode): MapNode {
  const services = root.entries.get('services');
  if (!isMap(services)) return root;
  let used: Origin | undefined;
  const connected = mapEntries(services, (service) => {
    if (!isMap(service) || service.entries.has('provider') || service.entries.has('network_mode')) return service;
    const networks = service.entries.get('networks');
    if (isMap(networks) && networks.entries.size > 0) {
      if (networks.entries.has('default')) used ??= networks.origin;
      return service;
    }
    used ??= service.origin;
    return withEntries(service, [['networks', mapOf(new Map([['default', nullAt(service.origin)]]), service.origin)]]);
  });
  const networks = root.entries.get('networks');
  const known = isMap(networks) ? networks : mapOf(new Map(), root.origin);
  const complete = used === undefined || known.entries.has('default') ? known : withEntries(known, [['default', nullAt(used)]]);
  return withEntries(root, [['services', connected], ['networks', complete.entries.size > 0 ? complete : undefined]]);
}

function normalizeService(service: MapNode, environment: Environment): MapNode {
  const { entries } = service;
  const dependsOn = withImpliedDependencies(service);
  const variables = entries.get('environment');
  const volumes = entries.get('volumes');
  const build = entries.get('build');
  const policy = entries.get('pull_policy');
  return withEntries(service, [
    ['pull_policy', stringIn(policy) === 'if_not_present' && policy !== undefined ? textOf('missing', policy.origin) : policy],
    ['build', isMap(build) ? normalizeBuild(build, environment) : build],
    ['environment', variables && filled(variables, environment, true)],
    ['volumes', isList(volumes) ? mapItems(volumes, withCleanTarget) : volumes],
    ['depends_on', dependsOn],
  ]);
}

function normalizeBuild(build: MapNode, environment: Environment): MapNode {
  const { entries, origin } = build;
  const named = isGiven(entries.get('dockerfile')) || isGiven(entries.get('dockerfile_inline'));
  const args = entries.get('args');
  return withEntries(build, [
    ['context', isGiven(entries.get('context')) ? entries.get('context') : textOf('.', origin)],
    ['dockerfile', named ? entries.get('dockerfile') : textOf('Dockerfile', origin)],
    ['args', args && filled(args, environment, false)],
  ]);
}

const isGiven = (node: ComposeNode | undefined): boolean => node !== undefined && node.kind !== 'null';

/** Names without a value take the environment's; those it lacks stay without one, or go. */
function filled(node: ComposeNode, environment: Environment, keep: boolean): ComposeNode {
  const value = (name: string, at: ComposeNode): ComposeNode | undefined => {
    const variable = environment.get(name);
    if (variable !== undefined) return textOf(variable.value, usedBy(at, name, variable.from));
    return keep ? { ...nullAt(usedBy(at, name, undefined)) } : undefined;
  };
  if (isMap(node)) return withEntries(node, [...node.entries].map(([name, child]) => [name, child.kind === 'null' ? value(name, child) : child] as const));
  if (!isList(node)) return node;
  return listOf(node.items.flatMap((item) => assigned(item, value)), node.origin);
}

function assigned(item: ComposeNode, value: (name: string, at: ComposeNode) => ComposeNode | undefined): ComposeNode[] {
  const text = stringIn(item);
  if (text === undefined || text.includes('=')) return [item];
  const found = value(text, item);
  if (found === undefined) return [];
  return [textOf(found.kind === 'null' ? text : `${text}=${goTextOf(found)}`, found.origin)];
}

function withCleanTarget(volume: ComposeNode): ComposeNode {
  const target = isMap(volume) ? volume.entries.get('target') : undefined;
  if (!isMap(volume) || target?.kind !== 'string') return volume;
  return withEntries(volume, [['target', textOf(cleanPath(target.value), target.origin)]]);
}

function withImpliedDependencies(service: MapNode): ComposeNode | undefined {
  const declared = service.entries.get('depends_on');
  const entries = new Map(isMap(declared) ? declared.entries : []);
  const imply = (name: string, restart: boolean, { origin }: ComposeNode): void => {
    if (!entries.has(name)) entries.set(name, dependency(restart, origin));
  };
  for (const link of itemsOf(service, 'links')) {
    const parts = goTextOf(link).split(':');
    imply(parts.length === 2 ? (parts[0] ?? '') : goTextOf(link), true, link);
  }
  for (const namespace of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const shared = service.entries.get(namespace);
    const text = stringIn(shared);
    // Compose itself dies of a null here.
    if (shared !== undefined && text === undefined) throw new ComposeError(`${namespace} must be a string`, { place: placeOf(shared.origin) });
    if (shared !== undefined && text?.startsWith('service:') === true) imply(text.slice('service:'.length), true, shared);
  }
  for (const source of itemsOf(service, 'volumes_from')) {
    const text = goTextOf(source);
    if (!text.startsWith('container:')) imply(text.split(':', 1)[0] ?? '', false, source);
  }
  return entries.size > 0 ? mapOf(entries, declared?.origin ?? service.origin) : declared;
}

function itemsOf(service: MapNode, key: string): readonly ComposeNode[] {
  const list = service.entries.get(key);
  return isList(list) ? list.items : [];
}

const dependency = (restart: boolean, origin: Origin): ComposeNode =>
  mapOf(new Map([['condition', textOf('service_started', origin)], ['restart', flagOf(restart, origin)], ['required', flagOf(true, origin)]]), origin);

function withNames(root: MapNode, section: string, project: string): MapNode {
  const resources = root.entries.get(section);
  if (!isMap(resources)) return root;
  const named = mapEntries(resources, (resource, key) => {
    const known = isMap(resource) ? resource : mapOf(new Map(), resource.origin);
    if (isGiven(known.entries.get('name'))) return known;
    const external = known.entries.get('external');
    const isExternal = external !== undefined && /^(?:1|t|T|true|TRUE|True)$/.test(goTextOf(external));
    return withEntries(known, [['name', textOf(isExternal ? key : `${project}_${key}`, known.origin)]]);
  });
  return withEntries(root, [[section, named]]);
}
