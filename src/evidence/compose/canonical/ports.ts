import { ComposeError } from '../compose-error.js';
import { goTextOf } from '../go-text.js';
import { parseShortPort, PortError, type PortConfig } from '../grammar/port.js';
import { placeOf, type Origin } from '../origin.js';
import type { Rewrite } from '../transform.js';
import { isList, isMap, listOf, mapOf, textOf, type ComposeNode, type MapNode } from '../tree.js';

/** Short ports written out; a range becomes as many ports as it has. */
export const longPorts: Rewrite = (node, path) => {
  if (!isList(node)) throw new ComposeError(`${path.join('.')} must be a list`, { place: placeOf(node.origin) });
  if (node.items.every(isMap)) return node;
  return listOf(node.items.flatMap((item) => (isMap(item) ? [item] : portsOf(item, path))), node.origin);
};

/** A mapping and what is in it. */
const VALUES_PER_PORT = 6;

function portsOf(node: ComposeNode, path: readonly string[]): MapNode[] {
  if (node.kind !== 'string' && node.kind !== 'int') throw new ComposeError(`${path.join('.')} cannot hold a ${node.kind}`, { place: placeOf(node.origin) });
  const ports = parse(goTextOf(node), node.origin);
  node.origin.source.budget.spendNodes(ports.length * VALUES_PER_PORT);
  return ports.map((port) => portOf(port, node.origin));
}

function parse(text: string, origin: Origin): readonly PortConfig[] {
  try {
    return parseShortPort(text);
  } catch (error) {
    if (error instanceof PortError) throw new ComposeError(error.message, { place: placeOf(origin) });
    throw error;
  }
}

function portOf({ mode, host_ip, target, published, protocol }: PortConfig, origin: Origin): MapNode {
  const entries: (readonly [string, ComposeNode])[] = [
    ['mode', textOf(mode, origin)],
    ['target', { kind: 'int', value: target, origin }],
    ['protocol', textOf(protocol, origin)],
  ];
  if (host_ip !== undefined) entries.push(['host_ip', textOf(host_ip, origin)]);
  if (published !== undefined) entries.push(['published', textOf(published, origin)]);
  return mapOf(new Map(entries), origin);
}
