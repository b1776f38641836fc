import { ComposeError } from '../compose-error.js';
import { goTextOf } from '../go-text.js';
import { placeOf } from '../origin.js';
import { pathRules } from '../path-rules.js';
import { transform, type Rewrite } from '../transform.js';
import { flagOf, isList, isMap, listOf, mapOf, nullAt, stringIn, textOf, withEntries, type ComposeNode, type MapNode } from '../tree.js';
import { longPorts } from './ports.js';
import { longDevice, longVolume } from './mounts.js';

/** Short forms written out. From compose-go v2.9.1, transform/canonical.go. */
export const canonical = (root: MapNode): MapNode => transform(root, RULES) as MapNode;

const wrong = (node: ComposeNode, path: readonly string[]): ComposeError =>
  new ComposeError(`${path.join('.')} cannot be a ${node.kind === 'map' ? 'mapping' : node.kind}`, { place: placeOf(node.origin) });

/** A string that stands for a map with one entry. */
const shortFor =
  (key: string): Rewrite =>
  (node, path) => {
    if (isMap(node)) return node;
    if (node.kind === 'string') return mapOf(new Map([[key, node]]), node.origin);
    throw wrong(node, path);
  };

const oneOrMany: Rewrite = (node) => (node.kind === 'string' ? listOf([node], node.origin) : node);
const namesToMap: Rewrite = (node) => (isList(node) ? mapOf(new Map(node.items.map((item) => [goTextOf(item), nullAt(item.origin)])), node.origin) : node);
const asText: Rewrite = (node) => (node.kind === 'string' ? node : textOf(goTextOf(node), node.origin));

const dns: Rewrite = (node, path) => {
  const list = oneOrMany(node, path);
  if (!isList(list)) return list;
  const named = list.items.filter((item) => item.kind !== 'null' && stringIn(item) !== '');
  return named.length === list.items.length ? list : listOf(named, list.origin);
};

const keyValues: Rewrite = (node, path) => {
  if (isMap(node)) return node;
  if (!isList(node)) throw wrong(node, path);
  const entries = node.items.map((item) => {
    const text = stringIn(item) ?? '';
    const at = text.indexOf('=');
    if (at === -1) throw new ComposeError(`${path.join('.')}: ${text} is not of the form key=value`, { place: placeOf(item.origin) });
    return [text.slice(0, at), textOf(text.slice(at + 1), item.origin)] as const;
  });
  return mapOf(new Map(entries), node.origin);
};

const dependsOn: Rewrite = (node, path) => {
  if (isMap(node)) return mapOf(new Map([...node.entries].map(([name, entry]) => [name, dependency(entry, [...path, name])])), node.origin);
  if (!isList(node)) throw wrong(node, path);
  return mapOf(new Map(node.items.map((item) => [goTextOf(item), dependency(mapOf(new Map(), item.origin), path)])), node.origin);
};

function dependency(node: ComposeNode, path: readonly string[]): ComposeNode {
  if (!isMap(node)) throw wrong(node, path);
  const defaults = mapOf(new Map([['condition', textOf('service_started', node.origin)], ['required', flagOf(true, node.origin)]]), node.origin);
  return withEntries(defaults, node.entries);
}

const envFile: Rewrite = (node, path) => {
  const list = oneOrMany(node, path);
  if (!isList(list)) throw wrong(node, path);
  return listOf(list.items.map((item) => envFileEntry(item, path)), list.origin);
};

function envFileEntry(node: ComposeNode, path: readonly string[]): ComposeNode {
  const entry = node.kind === 'string' ? mapOf(new Map([['path', node]]), node.origin) : node;
  if (!isMap(entry)) throw wrong(node, path);
  return entry.entries.has('required') ? entry : withEntries(entry, [['required', flagOf(true, entry.origin)]]);
}

const gpus: Rewrite = (node, path) => {
  if (isList(node)) return node;
  if (node.kind !== 'string') throw wrong(node, path);
  return listOf([mapOf(new Map([['count', textOf('all', node.origin)]]), node.origin)], node.origin);
};

const ssh: Rewrite = (node, path) => {
  if (isMap(node)) return node;
  if (!isList(node)) throw wrong(node, path);
  const entries = node.items.map((item) => {
    const text = stringIn(item) ?? '';
    const at = text.indexOf('=');
    if (at === -1 && text !== 'default') throw new ComposeError(`${path.join('.')}: invalid ssh key ${JSON.stringify(text)}`, { place: placeOf(item.origin) });
    return at === -1 ? ([text, nullAt(item.origin)] as const) : ([text.slice(0, at), textOf(text.slice(at + 1), item.origin)] as const);
  });
  return mapOf(new Map(entries), node.origin);
};

const ulimit: Rewrite = (node, path) => {
  if (isMap(node) || node.kind === 'int') return node;
  throw wrong(node, path);
};

/** `external: {name: x}` is the old way of `external: true` and `name: x`. */
const external: Rewrite = (node, path) => {
  if (node.kind === 'null') return node;
  if (!isMap(node)) throw wrong(node, path);
  const declared = node.entries.get('external');
  if (!isMap(declared)) return node;
  const name = declared.entries.get('name');
  const own = node.entries.get('name');
  if (name !== undefined && own !== undefined && goTextOf(name) !== goTextOf(own))
    throw new ComposeError(`${path.join('.')}: name and external.name conflict, only use name`, { place: placeOf(name.origin) });
  return withEntries(node, [['external', flagOf(true, declared.origin)], ['name', own ?? name]]);
};

const RULES = pathRules<Rewrite>({
  'services.*.build': shortFor('context'),
  'services.*.build.secrets.*': shortFor('source'),
  'services.*.build.provenance': asText,
  'services.*.build.sbom': asText,
  'services.*.build.additional_contexts': keyValues,
  'services.*.build.ssh': ssh,
  'services.*.build.ulimits.*': ulimit,
  'services.*.configs.*': shortFor('source'),
  'services.*.depends_on': dependsOn,
  'services.*.develop.watch.*.ignore': oneOrMany,
  'services.*.develop.watch.*.include': oneOrMany,
  'services.*.devices.*': longDevice,
  'services.*.dns': dns,
  'services.*.env_file': envFile,
  'services.*.extends': shortFor('service'),
  'services.*.gpus': gpus,
  'services.*.label_file': oneOrMany,
  'services.*.models': namesToMap,
  'services.*.networks': namesToMap,
  'services.*.ports': longPorts,
  'services.*.secrets.*': shortFor('source'),
  'services.*.ulimits.*': ulimit,
  'services.*.volumes.*': longVolume,
  'volumes.*': external,
  'networks.*': external,
  'secrets.*': external,
  'configs.*': external,
});
