import { ComposeError } from '../compose-error.js';
import { resolvePlainScalar, resolveTagged, ScalarTagError, type GoScalar } from '../grammar/go-scalar.js';
import { DEEPEST_LEVEL, tooLarge } from '../limits.js';
import { placeOf, type Origin, type SourceFile, type Trail } from '../origin.js';
import { listOf, mapOf, nullAt, type ComposeNode } from '../tree.js';
import { isMerge, mergeSources } from './merge-keys.js';
import type { YamlMap, YamlNode, YamlScalar } from './yaml-node.js';

/** A scalar as Go's decoder types it, then as variables and casts leave it; called with its path. */
export type ReadText = (text: string, path: readonly string[], origin: Origin) => ComposeNode;

export interface Expansion {
  readonly root: ComposeNode;
  /** Where `!reset` and `!override` stand: what is there in the files before goes away. */
  readonly resets: readonly (readonly string[])[];
}

interface Walk {
  readonly source: SourceFile;
  readonly readText: ReadText;
  readonly resets: (readonly string[])[];
  /** Nodes whose children are being read: an alias to one of them never ends. */
  readonly open: Set<YamlNode>;
  /** Entries under `!reset`, gone for every alias that comes later. */
  readonly dropped: Set<YamlNode>;
}

interface Spot {
  readonly path: readonly string[];
  readonly trail: Trail | undefined;
  /** Where to point: a map's entry at its key, an item at itself. */
  readonly at: number;
  /** Inside an `!override`, whose contents are taken as they are. */
  readonly untouched: boolean;
}

/**
 * Follows aliases and merge keys and types scalars. What each costs is counted before it is made, so a text
 * of a few hundred bytes that means billions of values stops at the limit.
 */
export function expand(document: YamlNode, source: SourceFile, readText: ReadText): Expansion {
  const walk: Walk = { source, readText, resets: [], open: new Set(), dropped: new Set() };
  const root = expandNode(walk, document, { path: [], trail: undefined, at: document.at, untouched: false });
  return { root: root ?? nullAt({ source, offset: document.at }), resets: walk.resets };
}

function expandNode(walk: Walk, node: YamlNode, spot: Spot): ComposeNode | undefined {
  if (node.kind === 'alias') {
    const trail: Trail = { kind: 'anchor', name: node.name, at: { source: walk.source, offset: node.at }, before: spot.trail };
    return expandNode(walk, node.target, { ...spot, trail });
  }
  if (!spot.untouched && (node.tag === '!reset' || node.tag === '!override')) {
    walk.resets.push(spot.path);
    if (node.tag === '!reset') {
      walk.dropped.add(node);
      return undefined;
    }
    return expandNode(walk, node, { ...spot, untouched: true });
  }
  walk.source.budget.spendNodes(1);
  const origin: Origin = { source: walk.source, offset: spot.at, trail: spot.trail };
  if (node.kind === 'scalar') return expandScalar(walk, node, spot.path, origin);
  return inside(walk, node, () => (node.kind === 'list' ? expandList(walk, node.content, spot, origin) : mapOf(expandMap(walk, node, spot), origin)));
}

function inside<Made>(walk: Walk, node: YamlNode, make: () => Made): Made {
  if (walk.open.has(node)) throw failure(walk, node, 'an anchor contains itself');
  if (walk.open.size >= DEEPEST_LEVEL) throw tooLarge(`the file is nested more than ${DEEPEST_LEVEL} levels deep once aliases are written out`);
  walk.open.add(node);
  const made = make();
  walk.open.delete(node);
  return made;
}

function expandScalar(walk: Walk, node: YamlScalar, path: readonly string[], origin: Origin): ComposeNode {
  const scalar = typed(walk, node);
  switch (scalar.kind) {
    case 'null':
      return nullAt(origin);
    case 'string':
      return walk.readText(scalar.value, path, origin);
    case 'float':
      return { kind: 'float', value: scalar.value, single: false, origin };
    default:
      return { ...scalar, origin };
  }
}

function typed(walk: Walk, node: YamlScalar): GoScalar {
  if (node.tag === '') return node.plain ? resolvePlainScalar(node.value) : { kind: 'string', value: node.value };
  try {
    return resolveTagged(node.tag, node.value);
  } catch (error) {
    if (error instanceof ScalarTagError) throw failure(walk, node, error.message);
    throw error;
  }
}

function expandList(walk: Walk, content: readonly YamlNode[], spot: Spot, origin: Origin): ComposeNode {
  const items: ComposeNode[] = [];
  content.forEach((item, index) => {
    const made = expandNode(walk, item, { ...spot, path: [...spot.path, String(index)], at: item.at });
    if (made !== undefined) items.push(made);
  });
  return listOf(items, origin);
}

/** Explicit entries first, in their order; then what merge keys add, the earlier of several winning. */
function expandMap(walk: Walk, node: YamlMap, spot: Spot): Map<string, ComposeNode> {
  const entries = new Map<string, ComposeNode>();
  let merged: YamlNode | undefined;
  for (const [key, value] of pairsOf(walk, node)) {
    if (walk.dropped.has(value)) continue;
    if (isMerge(key)) merged = value;
    else addEntry(walk, entries, { key, value }, spot);
  }
  if (merged !== undefined) addMerged(walk, entries, merged, spot);
  return entries;
}

function addEntry(walk: Walk, entries: Map<string, ComposeNode>, { key, value }: Pair, spot: Spot): void {
  const name = keyName(walk, key, spot.path);
  const made = expandNode(walk, value, { ...spot, path: [...spot.path, name], at: key.at });
  if (made !== undefined) entries.set(name, made);
}

function addMerged(walk: Walk, entries: Map<string, ComposeNode>, merged: YamlNode, spot: Spot): void {
  const sources = mergeSources(merged);
  if (sources === undefined) throw failure(walk, merged, 'map merge requires map or sequence of maps as the value');
  for (const { map, alias } of sources) {
    const trail: Trail | undefined =
      alias === undefined ? spot.trail : { kind: 'anchor', name: alias.name, at: { source: walk.source, offset: alias.at }, before: spot.trail };
    const inherited = inside(walk, map, () => expandMap(walk, map, { ...spot, trail }));
    for (const [name, value] of inherited) if (!entries.has(name)) entries.set(name, value);
  }
}

interface Pair {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

function* pairsOf(walk: Walk, node: YamlMap): Generator<readonly [YamlNode, YamlNode]> {
  const seen = new Map<string, YamlNode>();
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const key = node.content[index];
    const value = node.content[index + 1];
    if (key === undefined || value === undefined) return;
    const text = key.kind === 'scalar' ? key.value : key.kind === 'alias' ? key.name : '';
    const earlier = seen.get(text);
    if (earlier !== undefined) {
      const { line } = placeOf({ source: walk.source, offset: earlier.at });
      throw failure(walk, key, `mapping key ${JSON.stringify(text)} already defined at line ${line}`);
    }
    seen.set(text, key);
    yield [key, value];
  }
}

function keyName(walk: Walk, key: YamlNode, path: readonly string[]): string {
  const written = key.kind === 'alias' ? key.target : key;
  const scalar = written.kind === 'scalar' ? typed(walk, written) : undefined;
  if (scalar?.kind === 'string') return scalar.value;
  const where = path.length === 0 ? 'at top level' : `in ${path.join('.')}`;
  throw failure(walk, key, `non-string key ${where}${written.kind === 'scalar' ? `: ${written.value}` : ''}`);
}

const failure = (walk: Walk, { at }: YamlNode, message: string): ComposeError =>
  new ComposeError(message, { place: placeOf({ source: walk.source, offset: at }) });
