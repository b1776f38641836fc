import { formatGoFloat } from './grammar/go-scalar.js';
import type { ComposeNode } from './tree.js';

/** Go's `%v` of a value: what Compose writes where a text is wanted and something else stands. */
export function goTextOf(node: ComposeNode): string {
  switch (node.kind) {
    case 'null':
      return '<nil>';
    case 'bool':
    case 'int':
      return String(node.value);
    case 'float':
      return formatGoFloat(node.value);
    case 'string':
      return node.value;
    case 'timestamp':
      return node.text;
    case 'list':
      return `[${node.items.map(goTextOf).join(' ')}]`;
    case 'map':
      return `map[${[...node.entries].map(([key, value]) => `${key}:${goTextOf(value)}`).join(' ')}]`;
  }
}

/** Whether two values are the same to Go: of the same kind, and alike inside. */
export function sameValue(a: ComposeNode, b: ComposeNode): boolean {
  if (a.kind === 'list' && b.kind === 'list')
    return a.items.length === b.items.length && a.items.every((item, index) => sameOptional(item, b.items[index]));
  if (a.kind === 'map' && b.kind === 'map')
    return a.entries.size === b.entries.size && [...a.entries].every(([key, value]) => sameOptional(value, b.entries.get(key)));
  return a.kind === b.kind && goTextOf(a) === goTextOf(b);
}

const sameOptional = (a: ComposeNode, b: ComposeNode | undefined): boolean => b !== undefined && sameValue(a, b);
