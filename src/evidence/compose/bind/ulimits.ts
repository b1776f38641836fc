import { isMap, type ComposeNode } from '../tree.js';
import { bookedMap, mapOfFields } from './collections.js';
import { field, inner, misfit, type Binding } from './field.js';
import type { Json } from './json.js';

const ulimit = field((node, binding) => {
  if (node.kind === 'int' && Number(node.value) !== 0) return node.value;
  if (!isMap(node)) return new Map();
  const limits = ['soft', 'hard'].flatMap((name) => limitOf(node.entries.get(name), inner(binding, name), name));
  return bookedMap(binding, limits);
});

function limitOf(node: ComposeNode | undefined, binding: Binding, name: string): (readonly [string, Json, ComposeNode['origin']])[] {
  if (node === undefined) return [];
  if (node.kind !== 'int') throw misfit(binding, node, 'must be a whole number');
  return Number(node.value) === 0 ? [] : [[name, node.value, node.origin]];
}

/** One number for both limits, or one each. */
export const ulimits = mapOfFields(ulimit);
