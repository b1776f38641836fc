import { Composer, isAlias, isMap, isScalar, isSeq, type Alias, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';

import { DEEPEST_LEVEL, MOST_NODES } from '../limits.js';
import { readOrdinaryYaml } from './ordinary-yaml.js';
import { YamlError } from './yaml-error.js';
import type { YamlList, YamlMap, YamlNode } from './yaml-node.js';
import { tokensOf, tooDeep, tooMany } from './yaml-tokens.js';

/** Anything but these is "control characters are not allowed"; a lone surrogate stands for bytes that were no UTF-8. */
const REFUSED = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Typing and merge keys are Go's business, done later on the text as it is written; duplicate keys are told with their path. */
const AS_WRITTEN = { schema: 'failsafe', uniqueKeys: false, merge: false, prettyErrors: false, logLevel: 'silent' } as const;

interface Reading {
  /** Live through all documents of a text, as in go-yaml. */
  readonly anchors: Map<string, YamlNode>;
  nodes: number;
}

type Parsed = ParsedNode | Alias.Parsed | null;

/** The documents of a YAML text, one after the other. Throws YamlError, or ComposeError beyond our limits. */
export function* readYaml(text: string): Generator<YamlNode, void> {
  const refused = REFUSED.exec(text);
  if (refused) throw new YamlError('control characters are not allowed', refused.index);
  const ordinary = readOrdinaryYaml(text);
  if (ordinary === undefined) yield* readByLibrary(text);
  else yield ordinary;
}

/** All of YAML. Its first run costs 8 ms, which is why `readOrdinaryYaml` stands before it. */
export function* readByLibrary(text: string): Generator<YamlNode, void> {
  const reading: Reading = { anchors: new Map(), nodes: 0 };
  for (const document of new Composer<ParsedNode>(AS_WRITTEN).compose(tokensOf(text))) {
    const [error] = document.errors;
    if (error !== undefined) throw new YamlError(firstLine(error.message), error.pos[0]);
    yield nodeOf(reading, document.contents, document.range[0], 0);
  }
}

const firstLine = (message: string) => message.split('\n', 1)[0] ?? message;

function nodeOf(reading: Reading, parsed: Parsed, at: number, depth: number): YamlNode {
  if (depth > DEEPEST_LEVEL) throw tooDeep();
  reading.nodes += 1;
  if (reading.nodes > MOST_NODES) throw tooMany();
  if (parsed === null) return emptyAt(at);
  if (isAlias(parsed)) return aliasOf(reading, parsed);
  const [start] = parsed.range;
  const tag = parsed.tag ?? '';
  if (isScalar(parsed)) {
    return anchored(reading, parsed.anchor, { kind: 'scalar', at: start, tag, value: parsed.source, plain: parsed.type === 'PLAIN' });
  }
  if (isMap(parsed)) return mapOf(reading, parsed, { at: start, tag }, depth);
  if (isSeq(parsed)) return listOf(reading, parsed, { at: start, tag }, depth);
  return emptyAt(start);
}

const emptyAt = (at: number): YamlNode => ({ kind: 'scalar', at, tag: '', value: '', plain: true });

function anchored<T extends YamlNode>(reading: Reading, anchor: string | undefined, node: T): T {
  if (anchor !== undefined) reading.anchors.set(anchor, node);
  return node;
}

/** An anchor is known before its contents are read, so that an alias to an enclosing node is seen as such. */
function mapOf(reading: Reading, parsed: YAMLMap.Parsed, { at, tag }: { at: number; tag: string }, depth: number): YamlMap {
  const map: YamlMap = anchored(reading, parsed.anchor, { kind: 'map', at, tag, content: [] });
  for (const { key, value } of parsed.items) {
    const keyNode = nodeOf(reading, key, at, depth + 1);
    map.content.push(keyNode, nodeOf(reading, value, keyNode.at, depth + 1));
  }
  return map;
}

function listOf(reading: Reading, parsed: YAMLSeq.Parsed, { at, tag }: { at: number; tag: string }, depth: number): YamlList {
  const list: YamlList = anchored(reading, parsed.anchor, { kind: 'list', at, tag, content: [] });
  for (const item of parsed.items) {
    // In a flow list `[a: b]` is a list of one map.
    list.content.push(nodeOf(reading, item, at, depth + 1));
  }
  return list;
}

function aliasOf({ anchors }: Reading, { source, range }: Alias.Parsed): YamlNode {
  const target = anchors.get(source);
  if (target === undefined) throw new YamlError(`unknown anchor '${source}' referenced`, range[0]);
  return { kind: 'alias', at: range[0], tag: '', name: source, target };
}
