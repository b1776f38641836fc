import { compareGoStrings } from '../grammar/go-json.js';
import { mapChildren, mapItems, mapOf, type ComposeNode, type MapNode } from '../tree.js';

const SET_ASIDE = '#extensions';
const isExtension = (key: string): boolean => key.startsWith('x-');

/**
 * Moves `x-` keys out of the way, everywhere but where keys are names of the author's: also out of `environment` and
 * `labels`, where Compose then has a variable "#extensions". From compose-go v2.9.1, loader/loader.go, processExtensions.
 */
export const withoutExtensions = (root: MapNode): MapNode => mapChildren(root, (child, key) => (isExtension(key) ? child : setAside(child, [key])));

function setAside(node: ComposeNode, path: readonly string[]): ComposeNode {
  if (node.kind === 'list') return mapItems(node, (item, index) => (item.kind === 'map' ? setAside(item, [...path, String(index)]) : item));
  if (node.kind !== 'map') return node;
  const kept = holdsNames(path) ? node : withExtensionsApart(node);
  return mapChildren(kept, (child, key) => (key === SET_ASIDE ? child : setAside(child, [...path, key])));
}

function withExtensionsApart(node: MapNode): MapNode {
  const extensions = [...node.entries].filter(([key]) => isExtension(key)).toSorted(([a], [b]) => compareGoStrings(a, b));
  const [first] = extensions;
  if (first === undefined) return node;
  const rest = [...node.entries].filter(([key]) => !isExtension(key));
  return mapOf(new Map([...rest, [SET_ASIDE, mapOf(new Map(extensions), first[1].origin)]]), node.origin);
}

const NAMED = new Set(['services', 'volumes', 'networks', 'secrets', 'configs']);

const holdsNames = (path: readonly string[]): boolean =>
  (path.length === 1 && NAMED.has(path[0] ?? '')) || (path.length === 3 && path[0] === 'services' && path[2] === 'depends_on');
