import { goTextOf, sameValue } from '../go-text.js';
import { compareGoStrings } from '../grammar/go-json.js';
import type { Origin } from '../origin.js';
import { pathRules } from '../path-rules.js';
import { flagOf, isList, isMap, listOf, mapOf, nullAt, stringIn, textOf, type ComposeNode, type ListNode, type MapNode } from '../tree.js';

/** Merges two values of one field; undefined where Compose refuses or dies. */
export type MergeRule = (base: ComposeNode, override: ComposeNode, mergeMaps: (base: MapNode, override: MapNode) => MapNode) => ComposeNode | undefined;

const replace: MergeRule = (_base, override) => override;

/** Both forms become a list of `K=V`; which of several wins is settled by unicity. */
const toList: MergeRule = (base, override) => listOf([...asList(base).items, ...asList(override).items], base.origin);

const extraHosts: MergeRule = (base, override) => {
  const known = asList(base).items;
  const more = asList(override).items.filter((item) => !known.some((earlier) => sameValue(earlier, item)));
  return listOf([...known, ...more], base.origin);
};

const asMaps =
  (convert: (node: ComposeNode) => MapNode | undefined): MergeRule =>
  (base, override, mergeMaps) => {
    const before = convert(base);
    const after = convert(override) ?? mapOf(new Map(), override.origin);
    if (before === undefined) return after.entries.size === 0 ? nullAt(base.origin) : undefined;
    return mergeMaps(before, after);
  };

const build = asMaps((node) => {
  const context = stringIn(node);
  if (context !== undefined) return mapOf(new Map([['context', textOf(context, node.origin)]]), node.origin);
  return isMap(node) ? node : undefined;
});

const dependsOn = asMaps((node) => asMap(node, startedDependency));
const named = asMaps((node) => asMap(node, nullAt));

const startedDependency = (origin: Origin): ComposeNode =>
  mapOf(new Map([['condition', textOf('service_started', origin)], ['required', flagOf(true, origin)]]), origin);

/** Options are merged when both sides have one driver or one side names none. */
const logging: MergeRule = (base, override, mergeMaps) => {
  if (!isMap(base) || !isMap(override)) return undefined;
  const before = base.entries.get('driver');
  const after = override.entries.get('driver');
  const mergeable = before === undefined || after === undefined || sameValue(before, after);
  return mergeable ? mergeMaps(base, override) : override;
};

/** Pools of one subnet are merged, others stand side by side. */
const ipamConfig: MergeRule = (base, override, mergeMaps) => {
  if (!isList(base) || !isList(override)) return undefined;
  const pools: MapNode[] = [];
  for (const pool of base.items.filter(isMap)) {
    for (const other of override.items.filter(isMap)) {
      const apart = !sameSubnet(pool, other);
      if (apart && !pools.some((known) => sameSubnet(known, other))) {
        pools.push(other);
        continue;
      }
      const merged = mergeMaps(pool, other);
      const known = pools.findIndex((earlier) => sameSubnet(earlier, merged));
      pools.splice(known === -1 ? pools.length : known, known === -1 ? 0 : 1, merged);
    }
  }
  return listOf(pools, base.origin);
};

function sameSubnet(a: MapNode, b: MapNode): boolean {
  const [left, right] = [a.entries.get('subnet'), b.entries.get('subnet')];
  return left === undefined || right === undefined ? left === right : sameValue(left, right);
}

function asList(node: ComposeNode): ListNode {
  if (isList(node)) return node;
  if (node.kind === 'string') return listOf([node], node.origin);
  if (!isMap(node)) return listOf([], node.origin);
  const items = [...node.entries].flatMap(([key, value]) => assignments(key, value));
  return listOf(items.toSorted((a, b) => compareGoStrings(goTextOf(a), goTextOf(b))), node.origin);
}

function assignments(key: string, value: ComposeNode): ComposeNode[] {
  if (value.kind === 'null') return [textOf(key, value.origin)];
  const values = isList(value) ? value.items : [value];
  return values.map((item) => textOf(`${key}=${goTextOf(item)}`, item === value ? value.origin : item.origin));
}

function asMap(node: ComposeNode, entry: (origin: Origin) => ComposeNode): MapNode | undefined {
  if (isMap(node)) return node;
  if (!isList(node)) return undefined;
  const entries = node.items.map((item) => [goTextOf(item), entry(item.origin)] as const);
  return mapOf(new Map(entries), node.origin);
}

export const MERGE_RULES = pathRules<MergeRule>({
  'networks.*.ipam.config': ipamConfig,
  'networks.*.labels': toList,
  'volumes.*.labels': toList,
  'services.*.annotations': toList,
  'services.*.build': build,
  'services.*.build.args': toList,
  'services.*.build.additional_contexts': toList,
  'services.*.build.extra_hosts': extraHosts,
  'services.*.build.labels': toList,
  'services.*.command': replace,
  'services.*.depends_on': dependsOn,
  'services.*.deploy.labels': toList,
  'services.*.dns': toList,
  'services.*.dns_opt': toList,
  'services.*.dns_search': toList,
  'services.*.entrypoint': replace,
  'services.*.env_file': toList,
  'services.*.label_file': toList,
  'services.*.environment': toList,
  'services.*.extra_hosts': extraHosts,
  'services.*.healthcheck.test': replace,
  'services.*.labels': toList,
  'services.*.volumes.*.volume.labels': toList,
  'services.*.logging': logging,
  'services.*.models': named,
  'services.*.networks': named,
  'services.*.sysctls': toList,
  'services.*.tmpfs': toList,
  'services.*.ulimits.*': replace,
});
