import { ComposeError } from '../compose-error.js';
import { goTextOf } from '../go-text.js';
import { parseShortVolume, VolumeError } from '../grammar/volume.js';
import { placeOf } from '../origin.js';
import { below, pathRules, type PathRules } from '../path-rules.js';
import { entryOf, isMap, listOf, mapChildren, stringIn, type ComposeNode, type ListNode, type MapNode } from '../tree.js';

/** What two entries of a list must not share; a string is an error's message. */
type Identity = (item: ComposeNode) => { readonly key: string } | string;

/**
 * Of entries that mean the same the last stays, in the place of the first.
 * From compose-go v2.9.1, override/uncity.go.
 */
export const unique = (root: MapNode): MapNode => uniqueBelow(root, IDENTITIES, []) as MapNode;

function uniqueBelow(node: ComposeNode, rules: PathRules<Identity> | undefined, path: readonly string[]): ComposeNode {
  if (rules === undefined) return node;
  if (node.kind === 'map')
    return mapChildren(node, (child, key) => {
      const inner = below(rules, key);
      return inner === undefined ? child : uniqueBelow(child, inner, [...path, key]);
    });
  return node.kind === 'list' && rules.rule !== undefined ? uniqueItems(node, rules.rule, path) : node;
}

function uniqueItems(list: ListNode, identify: Identity, path: readonly string[]): ListNode {
  const kept = new Map<string, ComposeNode>();
  for (const item of list.items) {
    const identity = identify(item);
    if (typeof identity === 'string') throw new ComposeError(`${path.join('.')}: ${identity}`, { place: placeOf(item.origin) });
    kept.set(identity.key, item);
  }
  return kept.size === list.items.length ? list : listOf([...kept.values()], list.origin);
}

const byName: Identity = (item) =>
  item.kind === 'string' ? { key: item.value.split('=', 1)[0] ?? '' } : `every entry must be a string, not a ${item.kind}`;

const byTarget: Identity = (item) => {
  if (!isMap(item)) return { key: targetOfShortVolume(item) };
  const target = stringIn(item.entries.get('target'));
  return target === undefined ? 'a volume is missing a mount target' : { key: target };
};

function targetOfShortVolume(item: ComposeNode): string {
  if (item.kind !== 'string') return '';
  try {
    return parseShortVolume(item.value).target;
  } catch (error) {
    if (error instanceof VolumeError) throw new ComposeError(error.message, { place: placeOf(item.origin) });
    throw error;
  }
}

const byDevice: Identity = (item) => {
  if (!isMap(item)) {
    const [source = '', target] = (stringIn(item) ?? '').split(':');
    return { key: target ?? source };
  }
  const target = stringIn(item.entries.get('target'));
  return target === undefined ? 'a device is missing a mount target' : { key: target };
};

const byPort: Identity = (item) =>
  item.kind === 'string' || item.kind === 'int' ? { key: goTextOf(item) } : 'an exposed port must be a string or a number';

const byMount =
  (folder: string): Identity =>
  (item) => {
    if (item.kind === 'string') return { key: `${folder}/${item.value}` };
    if (!isMap(item)) return 'an entry must be a name or a mapping';
    const target = item.entries.get('target');
    return { key: target === undefined ? `${folder}/${goTextOf(item.entries.get('source') ?? item)}` : goTextOf(target) };
  };

/** Texts and numbers differ here: `published: 80` and `"80"` are two ports. */
const byPublished: Identity = (item) => {
  if (!isMap(item)) return { key: item.kind === 'string' || item.kind === 'int' ? goTextOf(item) : '' };
  if (!item.entries.has('target')) return 'a port is missing a target port';
  const part = (key: string, otherwise: string): string => {
    const value = entryOf(item, key);
    return value === undefined ? otherwise : `${value.kind}=${goTextOf(value)}`;
  };
  return { key: [part('host_ip', 'string=0.0.0.0'), part('published', ''), part('target', ''), part('protocol', 'string=tcp')].join(':') };
};

const byPath: Identity = (item) => {
  if (!isMap(item)) return { key: stringIn(item) ?? '' };
  const path = stringIn(item.entries.get('path'));
  return path === undefined ? 'an env_file is missing its path' : { key: path };
};

const IDENTITIES = pathRules<Identity>({
  'networks.*.labels': byName,
  'networks.*.ipam.options': byName,
  'services.*.annotations': byName,
  'services.*.build.args': byName,
  'services.*.build.additional_contexts': byName,
  'services.*.build.platform': byName,
  'services.*.build.tags': byName,
  'services.*.build.labels': byName,
  'services.*.cap_add': byName,
  'services.*.cap_drop': byName,
  'services.*.devices': byDevice,
  'services.*.configs': byMount(''),
  'services.*.deploy.labels': byName,
  'services.*.dns': byName,
  'services.*.dns_opt': byName,
  'services.*.dns_search': byName,
  'services.*.environment': byName,
  'services.*.env_file': byPath,
  'services.*.expose': byPort,
  'services.*.labels': byName,
  'services.*.links': byName,
  'services.*.networks.*.aliases': byName,
  'services.*.networks.*.link_local_ips': byName,
  'services.*.ports': byPublished,
  'services.*.profiles': byName,
  'services.*.secrets': byMount('/run/secrets'),
  'services.*.sysctls': byName,
  'services.*.tmpfs': byName,
  'services.*.volumes': byTarget,
});
