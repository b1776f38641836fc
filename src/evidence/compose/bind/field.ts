import { ComposeError } from '../compose-error.js';
import { placeOf } from '../origin.js';
import type { ComposeNode } from '../tree.js';
import type { Json, Places } from './json.js';

/** Where a binding stands: the path for messages, and the book of places. */
export interface Binding {
  readonly path: readonly string[];
  readonly places: Places;
}

/** How one field of Compose's own structures reads a value, and what it prints; undefined leaves the field out. */
export interface Field {
  readonly bind: (node: ComposeNode, binding: Binding) => Json | undefined;
  /** Printed when nothing, or null, was given. */
  readonly absent?: Json;
}

export const field = (bind: Field['bind']): Field => ({ bind });

/** Made when a file has it. */
export function later(make: () => Field): Field {
  let made: Field | undefined;
  return field((node, binding) => (made ??= make()).bind(node, binding));
}

export const inner = ({ path, places }: Binding, key: string): Binding => ({ path: [...path, key], places });

export function misfit({ path }: Binding, node: ComposeNode, expected: string): ComposeError {
  return new ComposeError(`${path.join('.')}: ${expected}`, { place: placeOf(node.origin) });
}
