import { readBlockScalar } from './yaml-block-scalar.js';
import { ahead, columnOf, here, isBlank, isBlankOrEnd, isBreak, isDocumentMark, skipToBreak, takeBreak, type Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';
import { readPlain, readQuoted } from './yaml-flow-scalar.js';
import { isDirective, readAnchor, readDirective, readTag } from './yaml-properties.js';
import { isPossible, newKeys, type Keys, type SimpleKey } from './yaml-simple-keys.js';
import type { StructureKind, Token } from './yaml-token.js';

const TAB = 9;
const SPACE = 32;
const HASH = 35;

/**
 * The tokens of a YAML text, as libyaml's scanner makes them: which texts Compose refuses is decided by
 * its rules (where a key may begin, where a tab may stand), not by YAML 1.2's. Source: go-yaml v3.0.4, scannerc.go.
 */
export interface Scanner {
  readonly cursor: Cursor;
  readonly keys: Keys;
  /** Tokens made and not yet taken; a key that is recognised late is put in before others. */
  queue: Token[];
  head: number;
  taken: number;
  indent: number;
  readonly indents: number[];
  flowLevel: number;
  /** Whether a key without `?` may begin here. */
  keyAllowed: boolean;
  ended: boolean;
}

export function newScanner(text: string): Scanner {
  const cursor = { text, at: text.startsWith('\ufeff') ? 1 : 0, line: 0, lineStart: text.startsWith('\ufeff') ? 1 : 0 };
  return { cursor, keys: newKeys(), queue: [], head: 0, taken: 0, indent: -1, indents: [], flowLevel: 0, keyAllowed: true, ended: false };
}

/** The next token, left where it is. */
export function peekToken(scanner: Scanner): Token {
  while (scanner.head >= scanner.queue.length || headMayBeKey(scanner)) {
    if (scanner.ended) break;
    fetchToken(scanner);
  }
  const token = scanner.queue[scanner.head];
  if (token === undefined) throw new YamlError('unexpected end of the text', scanner.cursor.at);
  return token;
}

export function takeToken(scanner: Scanner): Token {
  const token = peekToken(scanner);
  scanner.head += 1;
  scanner.taken += 1;
  if (scanner.head === scanner.queue.length) {
    scanner.queue = [];
    scanner.head = 0;
  }
  return token;
}

function headMayBeKey(scanner: Scanner): boolean {
  const key = scanner.keys.byToken.get(scanner.taken);
  return key !== undefined && isPossible(scanner.keys, key, scanner.cursor);
}

function fetchToken(scanner: Scanner): void {
  const { cursor } = scanner;
  skipToToken(scanner);
  unrollIndent(scanner, columnOf(cursor));
  if (cursor.at >= cursor.text.length) return endStream(scanner);
  if (isDirective(cursor)) return fetchAtMargin(scanner, () => readDirective(cursor));
  if (isDocumentMark(cursor, '---')) return fetchAtMargin(scanner, () => takeMark(cursor, 'document-start', 3));
  if (isDocumentMark(cursor, '...')) return fetchAtMargin(scanner, () => takeMark(cursor, 'document-end', 3));
  fetchContent(scanner);
}

function fetchContent(scanner: Scanner): void {
  const { cursor, flowLevel } = scanner;
  const standsAlone = isBlankOrEnd(ahead(cursor, 1));
  switch (cursor.text.charAt(cursor.at)) {
    case '[':
      return openFlow(scanner, 'flow-list-start');
    case '{':
      return openFlow(scanner, 'flow-map-start');
    case ']':
      return closeFlow(scanner, 'flow-list-end');
    case '}':
      return closeFlow(scanner, 'flow-map-end');
    case ',':
      return fetchFlowEntry(scanner);
    case '-':
      if (standsAlone) return fetchBlockEntry(scanner);
      break;
    case '?':
      if (flowLevel > 0 || standsAlone) return fetchKey(scanner);
      break;
    case ':':
      if (flowLevel > 0 || standsAlone) return fetchValue(scanner);
      break;
    case '*':
      return fetchKeyable(scanner, () => readAnchor(cursor, 'alias'));
    case '&':
      return fetchKeyable(scanner, () => readAnchor(cursor, 'anchor'));
    case '!':
      return fetchKeyable(scanner, () => readTag(cursor));
    case '|':
    case '>':
      if (flowLevel === 0) return fetchBlockScalar(scanner);
      break;
    case "'":
    case '"':
      return fetchKeyable(scanner, () => ({ kind: 'scalar', at: cursor.at, value: readQuoted(cursor), plain: false }));
  }
  fetchPlain(scanner);
}

/** Indicators that no plain scalar begins with; `-`, `?` and `:` are let through before when text follows them. */
const NEVER_PLAIN = new Set([...',[]{}#&*!|>\'"%@`'].map((mark) => mark.charCodeAt(0)));
const DASH = 45;
const QUESTION = 63;
const COLON = 58;

function fetchPlain(scanner: Scanner): void {
  const { cursor } = scanner;
  const first = here(cursor);
  const second = ahead(cursor, 1);
  const refused =
    NEVER_PLAIN.has(first) ||
    isBlankOrEnd(first) ||
    (first === DASH && isBlank(second)) ||
    ((first === QUESTION || first === COLON) && (scanner.flowLevel > 0 || isBlankOrEnd(second)));
  if (refused) throw new YamlError('found character that cannot start any token', cursor.at);
  saveKey(scanner);
  scanner.keyAllowed = false;
  const at = cursor.at;
  const { value, brokeLine } = readPlain(cursor, { inFlow: scanner.flowLevel > 0, indent: scanner.indent + 1 });
  if (brokeLine) scanner.keyAllowed = true;
  scanner.queue.push({ kind: 'scalar', at, value, plain: true });
}

function fetchBlockScalar(scanner: Scanner): void {
  removeKey(scanner);
  scanner.keyAllowed = true;
  const at = scanner.cursor.at;
  scanner.queue.push({ kind: 'scalar', at, value: readBlockScalar(scanner.cursor, scanner.indent), plain: false });
}

/** Anchors, tags and scalars: each may turn out to begin a key. */
function fetchKeyable(scanner: Scanner, read: () => Token): void {
  saveKey(scanner);
  scanner.keyAllowed = false;
  scanner.queue.push(read());
}

function openFlow(scanner: Scanner, kind: StructureKind): void {
  saveKey(scanner);
  scanner.flowLevel += 1;
  scanner.keys.levels.push(undefined);
  scanner.keyAllowed = true;
  scanner.queue.push(takeMark(scanner.cursor, kind, 1));
}

function closeFlow(scanner: Scanner, kind: StructureKind): void {
  removeKey(scanner);
  if (scanner.flowLevel > 0) {
    scanner.flowLevel -= 1;
    scanner.keys.levels.pop();
  }
  scanner.keyAllowed = false;
  scanner.queue.push(takeMark(scanner.cursor, kind, 1));
}

function fetchFlowEntry(scanner: Scanner): void {
  removeKey(scanner);
  scanner.keyAllowed = true;
  scanner.queue.push(takeMark(scanner.cursor, 'flow-entry', 1));
}

function fetchBlockEntry(scanner: Scanner): void {
  if (scanner.flowLevel === 0) {
    if (!scanner.keyAllowed) throw new YamlError('block sequence entries are not allowed in this context', scanner.cursor.at);
    rollIndent(scanner, columnOf(scanner.cursor), { kind: 'block-list-start', at: scanner.cursor.at });
  }
  removeKey(scanner);
  scanner.keyAllowed = true;
  scanner.queue.push(takeMark(scanner.cursor, 'block-entry', 1));
}

function fetchKey(scanner: Scanner): void {
  if (scanner.flowLevel === 0) {
    if (!scanner.keyAllowed) throw new YamlError('mapping keys are not allowed in this context', scanner.cursor.at);
    rollIndent(scanner, columnOf(scanner.cursor), { kind: 'block-map-start', at: scanner.cursor.at });
  }
  removeKey(scanner);
  scanner.keyAllowed = scanner.flowLevel === 0;
  scanner.queue.push(takeMark(scanner.cursor, 'key', 1));
}

function fetchValue(scanner: Scanner): void {
  const key = scanner.keys.levels.at(-1);
  if (key !== undefined && isPossible(scanner.keys, key, scanner.cursor)) recogniseKey(scanner, key);
  else {
    if (scanner.flowLevel === 0) {
      if (!scanner.keyAllowed) throw new YamlError('mapping values are not allowed in this context', scanner.cursor.at);
      rollIndent(scanner, columnOf(scanner.cursor), { kind: 'block-map-start', at: scanner.cursor.at });
    }
    scanner.keyAllowed = scanner.flowLevel === 0;
  }
  scanner.queue.push(takeMark(scanner.cursor, 'value', 1));
}

/** The `:` shows that what came before was a key: say so in front of it. */
function recogniseKey(scanner: Scanner, key: SimpleKey): void {
  const index = scanner.head + key.token - scanner.taken;
  scanner.queue.splice(index, 0, { kind: 'key', at: key.at });
  rollIndent(scanner, key.column, { kind: 'block-map-start', at: key.at }, index);
  forgetKey(scanner.keys, scanner.keys.levels.length - 1);
  scanner.keyAllowed = false;
}

function forgetKey(keys: Keys, level: number): void {
  const key = keys.levels[level];
  if (key !== undefined) keys.byToken.delete(key.token);
  keys.levels[level] = undefined;
}

function saveKey(scanner: Scanner): void {
  if (!scanner.keyAllowed) return;
  const { cursor, keys } = scanner;
  removeKey(scanner);
  const column = columnOf(cursor);
  const token = scanner.taken + scanner.queue.length - scanner.head;
  const key = { required: scanner.flowLevel === 0 && scanner.indent === column, token, at: cursor.at, line: cursor.line, column };
  keys.levels[keys.levels.length - 1] = key;
  keys.byToken.set(token, key);
}

function removeKey(scanner: Scanner): void {
  const level = scanner.keys.levels.length - 1;
  const key = scanner.keys.levels[level];
  if (key?.required === true) throw new YamlError("could not find expected ':'", key.at);
  forgetKey(scanner.keys, level);
}

function rollIndent(scanner: Scanner, column: number, token: Token, index = scanner.queue.length): void {
  if (scanner.flowLevel > 0 || scanner.indent >= column) return;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  scanner.queue.splice(index, 0, token);
}

function unrollIndent(scanner: Scanner, column: number): void {
  if (scanner.flowLevel > 0) return;
  while (scanner.indent > column) {
    scanner.queue.push({ kind: 'block-end', at: scanner.cursor.at });
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}

function fetchAtMargin(scanner: Scanner, read: () => Token): void {
  unrollIndent(scanner, -1);
  removeKey(scanner);
  scanner.keyAllowed = false;
  scanner.queue.push(read());
}

function endStream(scanner: Scanner): void {
  unrollIndent(scanner, -1);
  removeKey(scanner);
  scanner.ended = true;
  scanner.queue.push({ kind: 'stream-end', at: scanner.cursor.at });
}

function takeMark(cursor: Cursor, kind: StructureKind, length: number): Token {
  const at = cursor.at;
  cursor.at += length;
  return { kind, at };
}

function skipToToken(scanner: Scanner): void {
  const { cursor } = scanner;
  for (;;) {
    while (here(cursor) === SPACE || (here(cursor) === TAB && (scanner.flowLevel > 0 || !scanner.keyAllowed))) cursor.at += 1;
    if (here(cursor) === HASH) skipComments(cursor);
    if (!isBreak(here(cursor))) return;
    takeBreak(cursor);
    if (scanner.flowLevel === 0) scanner.keyAllowed = true;
  }
}

/** This comment and those directly below it, which may be indented with tabs; stops at the end of the last one's line. */
function skipComments(cursor: Cursor): void {
  for (;;) {
    skipToBreak(cursor);
    const next = { ...cursor };
    while (isBlank(here(next)) || isBreak(here(next))) {
      if (isBreak(here(next))) takeBreak(next);
      else next.at += 1;
    }
    if (here(next) !== HASH) return;
    cursor.at = next.at;
    cursor.line = next.line;
    cursor.lineStart = next.lineStart;
  }
}
