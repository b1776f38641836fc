import { goTextOf } from '../go-text.js';
import { isMap } from '../tree.js';
import { bookedList } from './collections.js';
import { field, misfit } from './field.js';

/** Keys for a build: `default`, or `id=path`. */
export const sshKeys = field((node, binding) => {
  if (!isMap(node)) throw misfit(binding, node, 'must be a mapping');
  const keys = [...node.entries].map(([id, path]) => [path.kind === 'null' ? id : `${id}=${goTextOf(path)}`, path.origin] as const);
  return keys.length === 0 ? undefined : bookedList(binding, keys);
});
