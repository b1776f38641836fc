import { ComposeError } from '../compose-error.js';
import { compareGoStrings } from '../grammar/go-json.js';
import { placeOf } from '../origin.js';
import type { ComposeNode } from '../tree.js';
import type { Json } from './json.js';

/** An `x-` value, printed as it is, its keys sorted. */
export function plainJson(node: ComposeNode): Json {
  switch (node.kind) {
    case 'null':
      return null;
    case 'bool':
    case 'string':
    case 'int':
      return node.value;
    case 'float':
      if (!Number.isFinite(node.value)) throw new ComposeError('JSON knows no infinite numbers', { place: placeOf(node.origin) });
      return node.value;
    case 'timestamp':
      return node.text;
    case 'list':
      return node.items.length === 0 ? null : node.items.map(plainJson);
    case 'map':
      return new Map([...node.entries].toSorted(([a], [b]) => compareGoStrings(a, b)).map(([key, value]) => [key, plainJson(value)]));
  }
}
