import { ComposeError } from '../compose-error.js';
import { parseShortVolume, VolumeError, type VolumeConfig } from '../grammar/volume.js';
import { placeOf, type Origin } from '../origin.js';
import type { Rewrite } from '../transform.js';
import { flagOf, isMap, mapOf, textOf, type ComposeNode, type MapNode } from '../tree.js';

/** `source:target:options` written out. */
export const longVolume: Rewrite = (node, path) => {
  if (isMap(node)) return node;
  if (node.kind !== 'string') throw new ComposeError(`${path.join('.')} cannot be a ${node.kind}`, { place: placeOf(node.origin) });
  const { origin } = node;
  const { type, source, target, read_only, bind, volume } = parse(node.value, origin);
  return fields(origin, {
    type: textOf(type, origin),
    source: source === undefined ? undefined : textOf(source, origin),
    target: target === '' ? undefined : textOf(target, origin),
    read_only: read_only === true ? flagOf(true, origin) : undefined,
    bind: bind && options(origin, bind),
    volume: volume && options(origin, volume),
  });
};

function parse(text: string, origin: Origin): VolumeConfig {
  try {
    return parseShortVolume(text);
  } catch (error) {
    if (error instanceof VolumeError) throw new ComposeError(error.message, { place: placeOf(origin) });
    throw error;
  }
}

function options(origin: Origin, values: Readonly<Record<string, string | boolean | undefined>>): MapNode {
  const nodes = Object.entries(values).map(([key, value]) => [key, optionOf(value, origin)] as const);
  return fields(origin, Object.fromEntries(nodes));
}

function optionOf(value: string | boolean | undefined, origin: Origin): ComposeNode | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? textOf(value, origin) : flagOf(value, origin);
}

function fields(origin: Origin, values: Readonly<Record<string, ComposeNode | undefined>>): MapNode {
  const entries = Object.entries(values).filter((entry): entry is [string, ComposeNode] => entry[1] !== undefined);
  return mapOf(new Map(entries), origin);
}

/** `source:target:permissions` written out. */
export const longDevice: Rewrite = (node, path) => {
  if (isMap(node)) return node;
  if (node.kind !== 'string') throw new ComposeError(`${path.join('.')} cannot be a ${node.kind}`, { place: placeOf(node.origin) });
  const { origin } = node;
  const [source = '', target = '', permissions = 'rwm', ...rest] = node.value.split(':');
  if (rest.length > 0) throw new ComposeError(`confusing device mapping, please use long syntax: ${node.value}`, { place: placeOf(origin) });
  return fields(origin, { source: textOf(source, origin), target: textOf(target || source, origin), permissions: textOf(permissions, origin) });
};
