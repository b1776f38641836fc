import type { Origin } from './origin.js';

/**
 * A compose file after anchors, merge keys and variables: plain maps, lists and scalars of the kinds that Go's YAML
 * decoder tells apart, each with the place it was written at. Trees are never changed: every stage makes a new one.
 */
export type ComposeNode = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, ComposeNode>;
  readonly origin: Origin;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly ComposeNode[];
  readonly origin: Origin;
}

export type ScalarNode = { readonly origin: Origin } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint | number }
  /** `single`: Compose keeps it as float32. */
  | { readonly kind: 'float'; readonly value: number; readonly single: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'timestamp'; readonly text: string }
);

export const mapOf = (entries: ReadonlyMap<string, ComposeNode>, origin: Origin): MapNode => ({ kind: 'map', entries, origin });
export const listOf = (items: readonly ComposeNode[], origin: Origin): ListNode => ({ kind: 'list', items, origin });
export const textOf = (value: string, origin: Origin): ScalarNode => ({ kind: 'string', value, origin });
export const flagOf = (value: boolean, origin: Origin): ScalarNode => ({ kind: 'bool', value, origin });
export const nullAt = (origin: Origin): ScalarNode => ({ kind: 'null', origin });

export const isMap = (node: ComposeNode | undefined): node is MapNode => node?.kind === 'map';
export const isList = (node: ComposeNode | undefined): node is ListNode => node?.kind === 'list';
export const isText = (node: ComposeNode | undefined): node is ScalarNode & { kind: 'string' } => node?.kind === 'string';

/** The text of a string node, or undefined. */
export const stringIn = (node: ComposeNode | undefined): string | undefined => (isText(node) ? node.value : undefined);

export function entryOf(node: ComposeNode | undefined, key: string): ComposeNode | undefined {
  return isMap(node) ? node.entries.get(key) : undefined;
}

/** The map with some entries set, or dropped where the value is undefined. */
export function withEntries(node: MapNode, changes: Iterable<readonly [string, ComposeNode | undefined]>): MapNode {
  const entries = new Map(node.entries);
  for (const [key, value] of changes) {
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
  }
  return mapOf(entries, node.origin);
}

/** Every child replaced; the same node when nothing changed, so that untouched parts stay shared. */
export function mapChildren(node: MapNode, change: (child: ComposeNode, key: string) => ComposeNode): MapNode {
  let changed: Map<string, ComposeNode> | undefined;
  for (const [key, child] of node.entries) {
    const next = change(child, key);
    if (next !== child) (changed ??= new Map(node.entries)).set(key, next);
  }
  return changed === undefined ? node : mapOf(changed, node.origin);
}

export function mapItems(node: ListNode, change: (child: ComposeNode, index: number) => ComposeNode): ListNode {
  let changed: ComposeNode[] | undefined;
  node.items.forEach((child, index) => {
    const next = change(child, index);
    if (next !== child) (changed ??= [...node.items])[index] = next;
  });
  return changed === undefined ? node : listOf(changed, node.origin);
}
