import { columnOf, here, isBlank, isBreak, isDocumentMark, skipToBreak, takeBreak, type Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';
import { fetchContent } from './yaml-fetch.js';
import { isDirective, readDirective } from './yaml-properties.js';
import { inFlow, isPossible, newScanState, removeKey, takeMark, unrollIndent, type ScanState } from './yaml-scan-state.js';
import type { Token } from './yaml-token.js';

const TAB = 9;
const SPACE = 32;
const HASH = 35;

/** The tokens of a YAML text, made as they are asked for. */
export interface Scanner {
  /** The next token, left where it is. */
  readonly peek: () => Token;
  readonly take: () => Token;
}

/**
 * Scans as libyaml does: which texts Compose refuses is decided by its rules (where a key may begin, where a tab
 * may stand), not by YAML 1.2's. From go-yaml v3.0.4, which Compose 2.40.3 uses.
 */
export function newScanner(text: string): Scanner {
  const state = newScanState(text);
  return { peek: () => peekToken(state), take: () => takeToken(state) };
}

function peekToken(state: ScanState): Token {
  while (!state.ended && (state.head >= state.queue.length || headMayBeKey(state))) fetchToken(state);
  const token = state.queue[state.head];
  if (token === undefined) throw new YamlError('the text ends unexpectedly', state.cursor.at);
  return token;
}

function takeToken(state: ScanState): Token {
  const token = peekToken(state);
  state.head += 1;
  state.taken += 1;
  if (state.head === state.queue.length) {
    state.queue = [];
    state.head = 0;
  }
  return token;
}

function headMayBeKey(state: ScanState): boolean {
  const key = state.keyByToken.get(state.taken);
  return key !== undefined && isPossible(state, key);
}

function fetchToken(state: ScanState): void {
  const { cursor } = state;
  skipToToken(state);
  unrollIndent(state, columnOf(cursor));
  if (cursor.at >= cursor.text.length) {
    fetchAtMargin(state, () => ({ kind: 'stream-end', at: cursor.at }));
    state.ended = true;
  } else if (isDirective(cursor)) fetchAtMargin(state, () => readDirective(cursor));
  else if (isDocumentMark(cursor, '---')) fetchAtMargin(state, () => takeMark(cursor, 'document-start', 3));
  else if (isDocumentMark(cursor, '...')) fetchAtMargin(state, () => takeMark(cursor, 'document-end', 3));
  else fetchContent(state);
}

/** What ends every block that is open. */
function fetchAtMargin(state: ScanState, read: () => Token): void {
  unrollIndent(state, -1);
  removeKey(state);
  state.keyAllowed = false;
  state.queue.push(read());
}

function skipToToken(state: ScanState): void {
  const { cursor } = state;
  for (;;) {
    while (here(cursor) === SPACE || (here(cursor) === TAB && (inFlow(state) || !state.keyAllowed))) cursor.at += 1;
    if (here(cursor) === HASH) skipComments(cursor);
    if (!isBreak(here(cursor))) return;
    takeBreak(cursor);
    if (!inFlow(state)) state.keyAllowed = true;
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
