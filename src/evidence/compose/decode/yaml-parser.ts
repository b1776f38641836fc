import { DEEPEST_LEVEL, MOST_NODES, tooLarge } from '../limits.js';
import { YamlError } from './yaml-error.js';
import type { YamlList, YamlMap, YamlNode } from './yaml-node.js';
import { newScanner, type Scanner } from './yaml-scanner.js';
import type { Token } from './yaml-token.js';

/** Anything but these is "control characters are not allowed"; a lone surrogate stands for bytes that were no UTF-8. */
const REFUSED = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

interface Reading {
  readonly scanner: Scanner;
  /** Live through all documents of a text, as in go-yaml. */
  readonly anchors: Map<string, YamlNode>;
  tagPrefixes: Map<string, string>;
  depth: number;
  nodes: number;
}

/** The documents of a YAML text, one after the other. Throws YamlError, or ComposeError beyond our limits. */
export function* readYaml(text: string): Generator<YamlNode, void> {
  const refused = REFUSED.exec(text);
  if (refused) throw new YamlError('control characters are not allowed', refused.index);
  const reading: Reading = { scanner: newScanner(text), anchors: new Map(), tagPrefixes: new Map(), depth: 0, nodes: 0 };
  for (let first = true; ; first = false) {
    const document = readDocument(reading, first);
    if (document === undefined) return;
    yield document;
  }
}

function readDocument(reading: Reading, first: boolean): YamlNode | undefined {
  const { scanner } = reading;
  if (!first) while (scanner.peek().kind === 'document-end') scanner.take();
  if (scanner.peek().kind === 'stream-end') return undefined;
  const directives = readDirectives(reading);
  const explicit = scanner.peek().kind === 'document-start';
  if (!explicit && (!first || directives)) throw new YamlError('did not find expected <document start>', scanner.peek().at);
  if (explicit) scanner.take();
  const document = explicit && endsDocument(scanner.peek()) ? emptyAt(scanner.peek().at) : readNode(reading, 'block');
  if (scanner.peek().kind === 'document-end') scanner.take();
  return document;
}

const endsDocument = ({ kind }: Token): boolean =>
  kind === 'version' || kind === 'tag-directive' || kind === 'document-start' || kind === 'document-end' || kind === 'stream-end';

function readDirectives(reading: Reading): boolean {
  let version = false;
  const prefixes = new Map<string, string>();
  for (let token = reading.scanner.peek(); ; token = reading.scanner.peek()) {
    if (token.kind === 'version') {
      if (version) throw new YamlError('found duplicate %YAML directive', token.at);
      if (token.version !== '1.1') throw new YamlError('found incompatible YAML document', token.at);
      version = true;
    } else if (token.kind === 'tag-directive') {
      if (prefixes.has(token.handle)) throw new YamlError('found duplicate %TAG directive', token.at);
      prefixes.set(token.handle, token.prefix);
    } else break;
    reading.scanner.take();
  }
  reading.tagPrefixes = new Map([['!', '!'], ['!!', 'tag:yaml.org,2002:'], ...prefixes]);
  return version || prefixes.size > 0;
}

/** In a block a list may start right below its key, without indentation of its own. */
type Context = 'block' | 'block-or-flush-list' | 'flow';

function readNode(reading: Reading, context: Context): YamlNode {
  const { scanner, anchors } = reading;
  reading.nodes += 1;
  if (reading.nodes > MOST_NODES) throw tooLarge(`the file has more than ${MOST_NODES.toLocaleString('en')} values`);
  const first = scanner.peek();
  if (first.kind === 'alias') {
    scanner.take();
    const target = anchors.get(first.name);
    if (target === undefined) throw new YamlError(`unknown anchor '${first.name}' referenced`, first.at);
    return { kind: 'alias', at: first.at, tag: '', name: first.name, target };
  }
  return readContent(reading, { context, at: first.at, ...readProperties(reading) });
}

interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string;
}

function readProperties(reading: Reading): Properties {
  let anchor: string | undefined;
  let tag: string | undefined;
  for (let token = reading.scanner.peek(); ; token = reading.scanner.peek()) {
    if (token.kind === 'anchor' && anchor === undefined) anchor = token.name;
    else if (token.kind === 'tag' && tag === undefined) tag = fullTag(reading, token);
    else break;
    reading.scanner.take();
  }
  return { anchor, tag: tag ?? '' };
}

function fullTag({ tagPrefixes }: Reading, { handle, suffix, at }: Token & { kind: 'tag' }): string {
  if (handle === '') return suffix;
  const prefix = tagPrefixes.get(handle);
  if (prefix === undefined) throw new YamlError('found undefined tag handle', at);
  return prefix + suffix;
}

interface Position extends Properties {
  readonly context: Context;
  readonly at: number;
}

function readContent(reading: Reading, { context, at, anchor, tag }: Position): YamlNode {
  const { scanner } = reading;
  const token = scanner.peek();
  if (token.kind === 'scalar') {
    scanner.take();
    return register(reading, anchor, { kind: 'scalar', at, tag, value: token.value, plain: token.plain });
  }
  const readMap = context === 'flow' ? FLOW_MAPS.get(token.kind) : BLOCK_MAPS.get(token.kind);
  if (readMap !== undefined) return fill(reading, anchor, { kind: 'map', at, tag, content: [] }, readMap);
  const readList = listReader(token.kind, context);
  if (readList !== undefined) return fill(reading, anchor, { kind: 'list', at, tag, content: [] }, readList);
  if (anchor === undefined && tag === '') throw new YamlError('did not find expected node content', token.at);
  return register(reading, anchor, { kind: 'scalar', at, tag, value: '', plain: true });
}

type Fill<N extends YamlNode> = (reading: Reading, node: N) => void;

const FLOW_MAPS = new Map<Token['kind'], Fill<YamlMap>>([['flow-map-start', readFlowMap]]);
const BLOCK_MAPS = new Map<Token['kind'], Fill<YamlMap>>([...FLOW_MAPS, ['block-map-start', readBlockMap]]);

function listReader(kind: Token['kind'], context: Context): Fill<YamlList> | undefined {
  if (kind === 'flow-list-start') return readFlowList;
  if (kind === 'block-list-start' && context !== 'flow') return readBlockList;
  return kind === 'block-entry' && context === 'block-or-flush-list' ? readFlushList : undefined;
}

/** An anchor is known from the start of its node: a node that contains itself is seen as such later. */
function register<N extends YamlNode>({ anchors }: Reading, anchor: string | undefined, node: N): N {
  if (anchor !== undefined) anchors.set(anchor, node);
  return node;
}

function fill<N extends YamlNode>(reading: Reading, anchor: string | undefined, node: N, read: Fill<N>): N {
  reading.depth += 1;
  if (reading.depth > DEEPEST_LEVEL) throw tooLarge(`the file is nested more than ${DEEPEST_LEVEL} levels deep`);
  read(reading, register(reading, anchor, node));
  reading.depth -= 1;
  return node;
}

const emptyAt = (at: number): YamlNode => ({ kind: 'scalar', at, tag: '', value: '', plain: true });

function readBlockList(reading: Reading, list: YamlList): void {
  const { scanner } = reading;
  scanner.take();
  for (;;) {
    const token = scanner.take();
    if (token.kind === 'block-end') return;
    if (token.kind !== 'block-entry') throw new YamlError("did not find expected '-' indicator", token.at);
    const next = scanner.peek();
    list.content.push(next.kind === 'block-entry' || next.kind === 'block-end' ? emptyAt(token.at) : readNode(reading, 'block'));
  }
}

function readFlushList(reading: Reading, list: YamlList): void {
  const { scanner } = reading;
  while (scanner.peek().kind === 'block-entry') {
    const { at } = scanner.take();
    const { kind } = scanner.peek();
    const empty = kind === 'block-entry' || kind === 'key' || kind === 'value' || kind === 'block-end';
    list.content.push(empty ? emptyAt(at) : readNode(reading, 'block'));
  }
}

function readBlockMap(reading: Reading, map: YamlMap): void {
  const { scanner } = reading;
  scanner.take();
  for (;;) {
    const token = scanner.peek();
    if (token.kind === 'block-end') break;
    if (token.kind !== 'key') throw new YamlError('did not find expected key', token.at);
    scanner.take();
    map.content.push(readBlockPart(reading, token.at));
    const value = scanner.peek();
    if (value.kind === 'value') scanner.take();
    map.content.push(value.kind === 'value' ? readBlockPart(reading, value.at) : emptyAt(value.at));
  }
  scanner.take();
}

function readBlockPart(reading: Reading, at: number): YamlNode {
  const { kind } = reading.scanner.peek();
  return kind === 'key' || kind === 'value' || kind === 'block-end' ? emptyAt(at) : readNode(reading, 'block-or-flush-list');
}

function readFlowList(reading: Reading, list: YamlList): void {
  const { scanner } = reading;
  scanner.take();
  for (let first = true; scanner.peek().kind !== 'flow-list-end'; first = false) {
    if (!first) takeComma(reading, "did not find expected ',' or ']'");
    const token = scanner.peek();
    if (token.kind === 'flow-list-end') break;
    list.content.push(token.kind === 'key' ? readFlowPair(reading) : readNode(reading, 'flow'));
  }
  scanner.take();
}

/** `[a: b]` is a list of one map. */
function readFlowPair(reading: Reading): YamlMap {
  const { scanner } = reading;
  const { at } = scanner.take();
  const ends = (kind: Token['kind']): boolean => kind === 'flow-entry' || kind === 'flow-list-end';
  const { kind } = scanner.peek();
  const key = kind === 'value' || ends(kind) ? emptyAt(at) : readNode(reading, 'flow');
  if (scanner.peek().kind !== 'value') return { kind: 'map', at, tag: '', content: [key, emptyAt(at)] };
  scanner.take();
  const value = ends(scanner.peek().kind) ? emptyAt(at) : readNode(reading, 'flow');
  return { kind: 'map', at, tag: '', content: [key, value] };
}

function readFlowMap(reading: Reading, map: YamlMap): void {
  const { scanner } = reading;
  scanner.take();
  for (let first = true; scanner.peek().kind !== 'flow-map-end'; first = false) {
    if (!first) takeComma(reading, "did not find expected ',' or '}'");
    const token = scanner.peek();
    if (token.kind === 'flow-map-end') break;
    if (token.kind === 'key') scanner.take();
    map.content.push(token.kind === 'key' ? readFlowPart(reading, token.at) : readNode(reading, 'flow'));
    const value = scanner.peek();
    const valued = token.kind === 'key' && value.kind === 'value';
    if (valued) scanner.take();
    map.content.push(valued ? readFlowPart(reading, value.at) : emptyAt(value.at));
  }
  scanner.take();
}

function readFlowPart(reading: Reading, at: number): YamlNode {
  const { kind } = reading.scanner.peek();
  return kind === 'value' || kind === 'flow-entry' || kind === 'flow-map-end' ? emptyAt(at) : readNode(reading, 'flow');
}

function takeComma({ scanner }: Reading, otherwise: string): void {
  const token = scanner.take();
  if (token.kind !== 'flow-entry') throw new YamlError(otherwise, token.at);
}
