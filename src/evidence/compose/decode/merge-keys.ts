import type { YamlAlias, YamlMap, YamlNode } from './yaml-node.js';

const MERGE_TAG = 'tag:yaml.org,2002:merge';

/** `<<` without quotes, or whatever is tagged so. */
export const isMerge = (key: YamlNode): boolean =>
  key.kind === 'scalar' && key.value === '<<' && ((key.plain && key.tag === '') || key.tag === '!' || key.tag === MERGE_TAG);

interface MergeSource {
  readonly map: YamlMap;
  /** How it was named, for the place of what comes from it. */
  readonly alias: YamlAlias | undefined;
}

/** The maps that a `<<` brings in, the strongest first; undefined when it names anything else. */
export function mergeSources(value: YamlNode): readonly MergeSource[] | undefined {
  const single = sourceOf(value);
  if (single !== undefined) return [single];
  const list = value.kind === 'alias' ? value.target : value;
  if (list.kind !== 'list') return undefined;
  const sources = list.content.map(sourceOf);
  return sources.every((source) => source !== undefined) ? sources : undefined;
}

function sourceOf(node: YamlNode): MergeSource | undefined {
  const alias = node.kind === 'alias' ? node : undefined;
  let target: YamlNode = node;
  while (target.kind === 'alias') target = target.target;
  return target.kind === 'map' ? { map: target, alias } : undefined;
}
