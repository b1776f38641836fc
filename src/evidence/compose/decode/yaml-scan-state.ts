import { columnOf, type Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';
import type { StructureKind, Token } from './yaml-token.js';

/** A token that is a key if a `:` follows on its line. */
export interface SimpleKey {
  /** At the indentation of its block nothing but a key may stand. */
  readonly required: boolean;
  /** Its number among all tokens. */
  readonly token: number;
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

export interface ScanState {
  readonly cursor: Cursor;
  /** Tokens made and not yet taken, from `head` on; a key that is recognised late is put in before others. */
  queue: Token[];
  head: number;
  taken: number;
  indent: number;
  readonly indents: number[];
  /** The key that may be open in the block, and in each flow collection inside it. */
  readonly keys: (SimpleKey | undefined)[];
  readonly keyByToken: Map<number, SimpleKey>;
  /** Whether a key without `?` may begin here. */
  keyAllowed: boolean;
  ended: boolean;
}

export function newScanState(text: string): ScanState {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  return {
    cursor: { text, at: start, line: 0, lineStart: start },
    queue: [],
    head: 0,
    taken: 0,
    indent: -1,
    indents: [],
    keys: [undefined],
    keyByToken: new Map(),
    keyAllowed: true,
    ended: false,
  };
}

export const inFlow = ({ keys }: ScanState): boolean => keys.length > 1;

/** No key without `?` is longer, says YAML. */
const LONGEST_KEY = 1024;

/** False once its line has ended or it has grown too long; an error where only a key could stand. */
export function isPossible(state: ScanState, key: SimpleKey): boolean {
  const { cursor } = state;
  if (key.line >= cursor.line && key.at + LONGEST_KEY >= cursor.at) return true;
  if (key.required) throw new YamlError("could not find expected ':'", key.at);
  forgetKey(state, state.keys.lastIndexOf(key));
  return false;
}

export function forgetKey({ keys, keyByToken }: ScanState, level: number): void {
  const key = keys[level];
  if (key === undefined) return;
  keyByToken.delete(key.token);
  keys[level] = undefined;
}

/** What comes next may turn out to be a key. */
export function saveKey(state: ScanState): void {
  if (!state.keyAllowed) return;
  removeKey(state);
  const { cursor, keys } = state;
  const column = columnOf(cursor);
  const token = state.taken + state.queue.length - state.head;
  const key = { required: !inFlow(state) && state.indent === column, token, at: cursor.at, line: cursor.line, column };
  keys[keys.length - 1] = key;
  state.keyByToken.set(token, key);
}

/** What came before can no longer be a key. */
export function removeKey(state: ScanState): void {
  const level = state.keys.length - 1;
  const key = state.keys[level];
  if (key?.required === true) throw new YamlError("could not find expected ':'", key.at);
  forgetKey(state, level);
}

/** Opens a block when the column is deeper than that of the block we are in. */
export function rollIndent(state: ScanState, column: number, start: Token, index = state.queue.length): void {
  if (inFlow(state) || state.indent >= column) return;
  state.indents.push(state.indent);
  state.indent = column;
  state.queue.splice(index, 0, start);
}

/** Closes the blocks that are deeper than the column. */
export function unrollIndent(state: ScanState, column: number): void {
  if (inFlow(state)) return;
  while (state.indent > column) {
    state.queue.push({ kind: 'block-end', at: state.cursor.at });
    state.indent = state.indents.pop() ?? -1;
  }
}

export function takeMark(cursor: Cursor, kind: StructureKind, length: number): Token {
  const at = cursor.at;
  cursor.at += length;
  return { kind, at };
}
