import type { YamlNode } from '../decode/yaml-node.js';

/** An entry of a map or an item of a list: from its key up to what follows it. */
export interface OutlineEntry {
  /** Keys and indices from the top of the document. */
  readonly path: readonly string[];
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Every entry of a document in the order of the text, an outer one before what it holds. Aliases are not followed. */
export function* outlineOf(node: YamlNode, to: number, path: readonly string[] = []): Generator<OutlineEntry, void> {
  const children = childrenOf(node);
  for (const [index, { key, at, value }] of children.entries()) {
    const end = children[index + 1]?.at ?? to;
    const own = [...path, key];
    yield { path: own, from: at, to: end };
    yield* outlineOf(value, end, own);
  }
}

interface Child {
  readonly key: string;
  readonly at: number;
  readonly value: YamlNode;
}

function childrenOf(node: YamlNode): readonly Child[] {
  if (node.kind === 'list') return node.content.map((value, index) => ({ key: String(index), at: value.at, value }));
  if (node.kind !== 'map') return [];
  const children: Child[] = [];
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const key = node.content[index];
    const value = node.content[index + 1];
    if (key !== undefined && value !== undefined) children.push({ key: key.kind === 'scalar' ? key.value : '', at: key.at, value });
  }
  return children;
}
