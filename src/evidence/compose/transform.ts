import { below, type PathRules } from './path-rules.js';
import { mapChildren, mapItems, type ComposeNode } from './tree.js';

/** Rewrites one field. `path` is for messages. */
export type Rewrite = (node: ComposeNode, path: readonly string[]) => ComposeNode;

/** Applies rules from the leaves up, so that a rule sees its children done; parts that no rule names stay shared. */
export function transform(node: ComposeNode, rules: PathRules<Rewrite> | undefined, path: readonly string[] = []): ComposeNode {
  if (rules === undefined) return node;
  const inner = hasRulesBelow(rules) ? transformChildren(node, rules, path) : node;
  return rules.rule === undefined ? inner : rules.rule(inner, path);
}

function transformChildren(node: ComposeNode, rules: PathRules<Rewrite>, path: readonly string[]): ComposeNode {
  if (node.kind === 'map')
    return mapChildren(node, (child, key) => {
      const inner = below(rules, key);
      return inner === undefined ? child : transform(child, inner, [...path, key]);
    });
  if (node.kind === 'list') return mapItems(node, (child, index) => transform(child, rules.any, [...path, String(index)]));
  return node;
}

const hasRulesBelow = (rules: PathRules<Rewrite>): boolean => rules.any !== undefined || rules.keys.size > 0;
