import type { Place } from '../../place.js';
import { placeOf } from '../origin.js';
import type { ComposeNode } from '../tree.js';

/** Where a compose file may hold settings of ours. */
export const SETTINGS_KEY = 'x-k2doctor';

/** Where each part of a value is written, by its path: `ignore.0.rule`; "" is the value itself. */
export function* placesIn(node: ComposeNode, path: readonly string[] = []): Generator<readonly [string, Place], void> {
  yield [path.join('.'), placeOf(node.origin)];
  if (node.kind === 'map') for (const [key, child] of node.entries) yield* placesIn(child, [...path, key]);
  if (node.kind === 'list') for (const [index, child] of node.items.entries()) yield* placesIn(child, [...path, String(index)]);
}
