import { ComposeError } from '../compose-error.js';
import { placeOf } from '../origin.js';
import { below, type PathRules } from '../path-rules.js';
import { listOf, mapOf, type ComposeNode, type MapNode } from '../tree.js';
import { MERGE_RULES, type MergeRule } from './merge-rules.js';

/**
 * Lays one file, or a service that extends another, over what was there before. Lists grow, maps are merged,
 * anything else is replaced, null changes nothing, and some fields have rules of their own.
 * From compose-go v2.9.1, override/merge.go.
 */
export function merge(base: MapNode, override: MapNode, path: readonly string[] = []): MapNode {
  const rules = path.reduce<PathRules<MergeRule> | undefined>(below, MERGE_RULES);
  return mergeMaps(base, override, path, rules);
}

function mergeMaps(base: MapNode, override: MapNode, path: readonly string[], rules: PathRules<MergeRule> | undefined): MapNode {
  const entries = new Map(base.entries);
  for (const [key, value] of override.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? value : mergeNodes(before, value, [...path, key], below(rules, key)));
  }
  return mapOf(entries, base.entries.size === 0 ? override.origin : base.origin);
}

function mergeNodes(base: ComposeNode, override: ComposeNode, path: readonly string[], rules: PathRules<MergeRule> | undefined): ComposeNode {
  const rule = rules?.rule;
  if (rule !== undefined) {
    const merged = rule(base, override, (a, b) => mergeMaps(a, b, path, rules));
    if (merged === undefined) throw clash(path, override);
    return merged;
  }
  if (override.kind === 'null') return base;
  if (base.kind === 'map') {
    if (override.kind !== 'map') throw clash(path, override);
    return mergeMaps(base, override, path, rules);
  }
  if (base.kind === 'list') {
    if (override.kind !== 'list') throw clash(path, override);
    return listOf([...base.items, ...override.items], base.origin);
  }
  return override;
}

const clash = (path: readonly string[], override: ComposeNode): ComposeError =>
  new ComposeError(`cannot override ${path.join('.')} with a ${nameOf(override)}`, { place: placeOf(override.origin) });

const nameOf = (node: ComposeNode): string => (node.kind === 'map' ? 'mapping' : node.kind === 'null' ? 'null' : node.kind);
