import { DEEPEST_LEVEL, MOST_NODES, tooLarge } from '../limits.js';
import { YamlError } from './yaml-error.js';
import type { YamlList, YamlMap, YamlNode } from './yaml-node.js';
import { newScanner, peekToken, takeToken, type Scanner } from './yaml-scanner.js';
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
  if (!first) while (peekToken(scanner).kind === 'document-end') takeToken(scanner);
  if (peekToken(scanner).kind === 'stream-end') return undefined;
  const directives = readDirectives(reading);
  const explicit = peekToken(scanner).kind === 'document-start';
  if (!explicit && (!first || directives)) throw new YamlError('did not find expected <document start>', peekToken(scanner).at);
  if (explicit) takeToken(scanner);
  const document = explicit && endsDocument(peekToken(scanner)) ? emptyAt(peekToken(scanner).at) : readNode(reading, 'block');
  if (peekToken(scanner).kind === 'document-end') takeToken(scanner);
  return document;
}

const endsDocument = ({ kind }: Token): boolean =>
  kind === 'version' || kind === 'tag-directive' || kind === 'document-start' || kind === 'document-end' || kind === 'stream-end';

function readDirectives(reading: Reading): boolean {
  let version = false;
  const prefixes = new Map<string, string>();
  for (let token = peekToken(reading.scanner); ; token = peekToken(reading.scanner)) {
    if (token.kind === 'version') {
      if (version) throw new YamlError('found duplicate %YAML directive', token.at);
      if (token.version !== '1.1') throw new YamlError('found incompatible YAML document', token.at);
      version = true;
    } else if (token.kind === 'tag-directive') {
      if (prefixes.has(token.handle)) throw new YamlError('found duplicate %TAG directive', token.at);
      prefixes.set(token.handle, token.prefix);
    } else break;
    takeToken(reading.scanner);
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
  const first = peekToken(scanner);
  if (first.kind === 'alias') {
    takeToken(scanner);
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
  for (let token = peekToken(reading.scanner); ; token = peekToken(reading.scanner)) {
    if (token.kind === 'anchor' && anchor === undefined) anchor = token.name;
    else if (token.kind === 'tag' && tag === undefined) tag = fullTag(reading, token);
    else break;
    takeToken(reading.scanner);
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
  const token = peekToken(scanner);
  const list = (read: Fill<YamlList>) => fill(reading, anchor, { kind: 'list', at, tag, content: [] }, read);
  const map = (read: Fill<YamlMap>) => fill(reading, anchor, { kind: 'map', at, tag, content: [] }, read);
  switch (token.kind) {
    case 'scalar':
      takeToken(scanner);
      return register(reading, anchor, { kind: 'scalar', at, tag, value: token.value, plain: token.plain });
    case 'flow-list-start':
      return list(readFlowList);
    case 'flow-map-start':
      return map(readFlowMap);
    case 'block-list-start':
      if (context !== 'flow') return list(readBlockList);
      break;
    case 'block-map-start':
      if (context !== 'flow') return map(readBlockMap);
      break;
    case 'block-entry':
      if (context === 'block-or-flush-list') return list(readFlushList);
      break;
  }
  if (anchor === undefined && tag === '') throw new YamlError('did not find expected node content', token.at);
  return register(reading, anchor, { kind: 'scalar', at, tag, value: '', plain: true });
}

/** An anchor is known from the start of its node: a node that contains itself is seen as such later. */
function register<N extends YamlNode>({ anchors }: Reading, anchor: string | undefined, node: N): N {
  if (anchor !== undefined) anchors.set(anchor, node);
  return node;
}

type Fill<N extends YamlNode> = (reading: Reading, node: N) => void;

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
  takeToken(scanner);
  for (;;) {
    const token = takeToken(scanner);
    if (token.kind === 'block-end') return;
    if (token.kind !== 'block-entry') throw new YamlError("did not find expected '-' indicator", token.at);
    const next = peekToken(scanner);
    list.content.push(next.kind === 'block-entry' || next.kind === 'block-end' ? emptyAt(token.at) : readNode(reading, 'block'));
  }
}

function readFlushList(reading: Reading, list: YamlList): void {
  const { scanner } = reading;
  while (peekToken(scanner).kind === 'block-entry') {
    const { at } = takeToken(scanner);
    const { kind } = peekToken(scanner);
    const empty = kind === 'block-entry' || kind === 'key' || kind === 'value' || kind === 'block-end';
    list.content.push(empty ? emptyAt(at) : readNode(reading, 'block'));
  }
}

function readBlockMap(reading: Reading, map: YamlMap): void {
  const { scanner } = reading;
  takeToken(scanner);
  for (;;) {
    const token = peekToken(scanner);
    if (token.kind === 'block-end') break;
    if (token.kind !== 'key') throw new YamlError('did not find expected key', token.at);
    takeToken(scanner);
    map.content.push(readBlockPart(reading, token.at));
    const value = peekToken(scanner);
    if (value.kind === 'value') takeToken(scanner);
    map.content.push(value.kind === 'value' ? readBlockPart(reading, value.at) : emptyAt(value.at));
  }
  takeToken(scanner);
}

function readBlockPart(reading: Reading, at: number): YamlNode {
  const { kind } = peekToken(reading.scanner);
  return kind === 'key' || kind === 'value' || kind === 'block-end' ? emptyAt(at) : readNode(reading, 'block-or-flush-list');
}

function readFlowList(reading: Reading, list: YamlList): void {
  const { scanner } = reading;
  takeToken(scanner);
  for (let first = true; peekToken(scanner).kind !== 'flow-list-end'; first = false) {
    if (!first) takeComma(reading, "did not find expected ',' or ']'");
    const token = peekToken(scanner);
    if (token.kind === 'flow-list-end') break;
    list.content.push(token.kind === 'key' ? readFlowPair(reading) : readNode(reading, 'flow'));
  }
  takeToken(scanner);
}

/** `[a: b]` is a list of one map. */
function readFlowPair(reading: Reading): YamlMap {
  const { scanner } = reading;
  const { at } = takeToken(scanner);
  const ends = (kind: Token['kind']): boolean => kind === 'flow-entry' || kind === 'flow-list-end';
  const { kind } = peekToken(scanner);
  const key = kind === 'value' || ends(kind) ? emptyAt(at) : readNode(reading, 'flow');
  if (peekToken(scanner).kind !== 'value') return { kind: 'map', at, tag: '', content: [key, emptyAt(at)] };
  takeToken(scanner);
  const value = ends(peekToken(scanner).kind) ? emptyAt(at) : readNode(reading, 'flow');
  return { kind: 'map', at, tag: '', content: [key, value] };
}

function readFlowMap(reading: Reading, map: YamlMap): void {
  const { scanner } = reading;
  takeToken(scanner);
  for (let first = true; peekToken(scanner).kind !== 'flow-map-end'; first = false) {
    if (!first) takeComma(reading, "did not find expected ',' or '}'");
    const token = peekToken(scanner);
    if (token.kind === 'flow-map-end') break;
    if (token.kind === 'key') takeToken(scanner);
    map.content.push(token.kind === 'key' ? readFlowPart(reading, token.at) : readNode(reading, 'flow'));
    const value = peekToken(scanner);
    const valued = token.kind === 'key' && value.kind === 'value';
    if (valued) takeToken(scanner);
    map.content.push(valued ? readFlowPart(reading, value.at) : emptyAt(value.at));
  }
  takeToken(scanner);
}

function readFlowPart(reading: Reading, at: number): YamlNode {
  const { kind } = peekToken(reading.scanner);
  return kind === 'value' || kind === 'flow-entry' || kind === 'flow-map-end' ? emptyAt(at) : readNode(reading, 'flow');
}

function takeComma({ scanner }: Reading, otherwise: string): void {
  const token = takeToken(scanner);
  if (token.kind !== 'flow-entry') throw new YamlError(otherwise, token.at);
}
