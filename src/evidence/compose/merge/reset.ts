import { mapOf, type ComposeNode, type MapNode } from '../tree.js';

/** Takes away what stands where a later file says `!reset` or `!override`. Entries of lists cannot be reset. */
export function reset(root: MapNode, paths: readonly (readonly string[])[]): MapNode {
  return paths.reduce((node, path) => without(node, path), root);
}

function without(node: MapNode, [key, ...rest]: readonly string[]): MapNode {
  const child = key === undefined ? undefined : node.entries.get(key);
  if (key === undefined || child === undefined) return node;
  const entries = new Map(node.entries);
  if (rest.length === 0) entries.delete(key);
  else entries.set(key, child.kind === 'map' ? without(child, rest) : (child satisfies ComposeNode));
  return mapOf(entries, node.origin);
}
