/** Rules for places in the model, such as "services.*.ports"; `*` is any key or item. Walked along with the tree. */
export interface PathRules<Rule> {
  readonly rule: Rule | undefined;
  readonly keys: ReadonlyMap<string, PathRules<Rule>>;
  readonly any: PathRules<Rule> | undefined;
}

interface Draft<Rule> {
  rule: Rule | undefined;
  readonly keys: Map<string, Draft<Rule>>;
  any: Draft<Rule> | undefined;
}

const newDraft = <Rule>(): Draft<Rule> => ({ rule: undefined, keys: new Map(), any: undefined });

/** No two patterns may meet a literal and a `*` under the same parent: the first met wins. */
export function pathRules<Rule>(patterns: Readonly<Record<string, Rule>>): PathRules<Rule> {
  const root = newDraft<Rule>();
  for (const [pattern, rule] of Object.entries(patterns)) {
    let at = root;
    for (const part of pattern.split('.')) at = part === '*' ? (at.any ??= newDraft()) : childOf(at, part);
    at.rule = rule;
  }
  return root;
}

function childOf<Rule>(parent: Draft<Rule>, key: string): Draft<Rule> {
  const known = parent.keys.get(key) ?? newDraft<Rule>();
  parent.keys.set(key, known);
  return known;
}

export const below = <Rule>(rules: PathRules<Rule> | undefined, key: string): PathRules<Rule> | undefined => rules?.keys.get(key) ?? rules?.any;
