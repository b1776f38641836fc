import type { Origin, VariableOrigin } from '../origin.js';
import type { Environment } from '../project/environment.js';
import { pathRules } from '../path-rules.js';
import { transform, type Rewrite } from '../transform.js';
import { isList, isMap, mapItems, stringIn, textOf, withEntries, type ComposeNode, type MapNode } from '../tree.js';

/** `- NAME` takes its value from outside; so do configs and secrets from a variable. From compose-go v2.9.1, loader/environment.go. */
export function resolveBareNames(root: MapNode, environment: Environment): MapNode {
  const assign = (node: ComposeNode): ComposeNode => {
    const name = stringIn(node);
    const variable = name === undefined ? undefined : environment.get(name);
    return name === undefined || variable === undefined ? node : textOf(`${name}=${variable.value}`, usedBy(node, name, variable.from));
  };
  const content: Rewrite = (node) => {
    if (!isMap(node)) return node;
    const name = node.entries.get('environment');
    const variable = environment.get(stringIn(name) ?? '');
    return name === undefined || variable === undefined ? node : withEntries(node, [['content', textOf(variable.value, usedBy(name, stringIn(name) ?? '', variable.from))]]);
  };
  return transform(
    root,
    pathRules<Rewrite>({ 'services.*.environment': (node) => (isList(node) ? mapItems(node, assign) : node), 'configs.*': content }),
  ) as MapNode;
}

/** The value's history: this variable, set there. */
export function usedBy(node: ComposeNode, name: string, from: VariableOrigin | undefined): Origin {
  return { ...node.origin, uses: [...(node.origin.uses ?? []), { name, unset: from === undefined, from }] };
}
