import { readBlockScalar } from './yaml-block-scalar.js';
import { ahead, columnOf, here, isBlank, isBlankOrEnd, type Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';
import { readPlain, readQuoted } from './yaml-flow-scalar.js';
import { readAnchor, readTag } from './yaml-properties.js';
import { forgetKey, inFlow, isPossible, removeKey, rollIndent, saveKey, takeMark, type ScanState, type SimpleKey } from './yaml-scan-state.js';
import type { StructureKind, Token } from './yaml-token.js';

type Fetch = (state: ScanState) => void;

const standsAlone = ({ cursor }: ScanState): boolean => isBlankOrEnd(ahead(cursor, 1));

const FETCHERS = new Map<string, Fetch>([
  ['[', openFlow('flow-list-start')],
  ['{', openFlow('flow-map-start')],
  [']', closeFlow('flow-list-end')],
  ['}', closeFlow('flow-map-end')],
  [',', fetchFlowEntry],
  ['-', (state) => (standsAlone(state) ? fetchBlockEntry : fetchPlain)(state)],
  ['?', (state) => (inFlow(state) || standsAlone(state) ? fetchKey : fetchPlain)(state)],
  [':', (state) => (inFlow(state) || standsAlone(state) ? fetchValue : fetchPlain)(state)],
  ['*', fetchKeyable((cursor) => readAnchor(cursor, 'alias'))],
  ['&', fetchKeyable((cursor) => readAnchor(cursor, 'anchor'))],
  ['!', fetchKeyable(readTag)],
  ['|', (state) => (inFlow(state) ? fetchPlain : fetchBlockScalar)(state)],
  ['>', (state) => (inFlow(state) ? fetchPlain : fetchBlockScalar)(state)],
  ["'", fetchKeyable((cursor) => ({ kind: 'scalar', at: cursor.at, value: readQuoted(cursor), plain: false }))],
  ['"', fetchKeyable((cursor) => ({ kind: 'scalar', at: cursor.at, value: readQuoted(cursor), plain: false }))],
]);

/** Makes the token that begins here. */
export function fetchContent(state: ScanState): void {
  (FETCHERS.get(state.cursor.text.charAt(state.cursor.at)) ?? fetchPlain)(state);
}

/** Indicators that no plain scalar begins with, whatever follows. */
const NEVER_PLAIN = /[,[\]{}#&*!|>'"%@`]/;

function fetchPlain(state: ScanState): void {
  const { cursor } = state;
  if (!beginsPlain(state)) throw new YamlError('found character that cannot start any token', cursor.at);
  saveKey(state);
  state.keyAllowed = false;
  const at = cursor.at;
  const { value, brokeLine } = readPlain(cursor, { inFlow: inFlow(state), indent: state.indent + 1 });
  if (brokeLine) state.keyAllowed = true;
  state.queue.push({ kind: 'scalar', at, value, plain: true });
}

function beginsPlain(state: ScanState): boolean {
  const { cursor } = state;
  const first = cursor.text.charAt(cursor.at);
  if (NEVER_PLAIN.test(first) || isBlankOrEnd(here(cursor))) return false;
  if (first === '-') return !isBlank(ahead(cursor, 1));
  return (first !== '?' && first !== ':') || (!inFlow(state) && !standsAlone(state));
}

function fetchBlockScalar(state: ScanState): void {
  removeKey(state);
  state.keyAllowed = true;
  const at = state.cursor.at;
  state.queue.push({ kind: 'scalar', at, value: readBlockScalar(state.cursor, state.indent), plain: false });
}

/** Anchors, tags and scalars: each may turn out to begin a key. */
function fetchKeyable(read: (cursor: Cursor) => Token): Fetch {
  return (state) => {
    saveKey(state);
    state.keyAllowed = false;
    state.queue.push(read(state.cursor));
  };
}

function openFlow(kind: StructureKind): Fetch {
  return (state) => {
    saveKey(state);
    state.keys.push(undefined);
    state.keyAllowed = true;
    state.queue.push(takeMark(state.cursor, kind, 1));
  };
}

function closeFlow(kind: StructureKind): Fetch {
  return (state) => {
    removeKey(state);
    if (inFlow(state)) state.keys.pop();
    state.keyAllowed = false;
    state.queue.push(takeMark(state.cursor, kind, 1));
  };
}

function fetchFlowEntry(state: ScanState): void {
  removeKey(state);
  state.keyAllowed = true;
  state.queue.push(takeMark(state.cursor, 'flow-entry', 1));
}

/** In a block an entry or a key opens its list or map, where one may begin at all. */
function openBlock(state: ScanState, kind: StructureKind, what: string): void {
  if (inFlow(state)) return;
  const { cursor } = state;
  if (!state.keyAllowed) throw new YamlError(`${what} are not allowed in this context`, cursor.at);
  rollIndent(state, columnOf(cursor), { kind, at: cursor.at });
}

function fetchBlockEntry(state: ScanState): void {
  openBlock(state, 'block-list-start', 'block sequence entries');
  removeKey(state);
  state.keyAllowed = true;
  state.queue.push(takeMark(state.cursor, 'block-entry', 1));
}

function fetchKey(state: ScanState): void {
  openBlock(state, 'block-map-start', 'mapping keys');
  removeKey(state);
  state.keyAllowed = !inFlow(state);
  state.queue.push(takeMark(state.cursor, 'key', 1));
}

function fetchValue(state: ScanState): void {
  const key = state.keys.at(-1);
  if (key !== undefined && isPossible(state, key)) recogniseKey(state, key);
  else {
    openBlock(state, 'block-map-start', 'mapping values');
    state.keyAllowed = !inFlow(state);
  }
  state.queue.push(takeMark(state.cursor, 'value', 1));
}

/** The `:` shows that what came before was a key: say so in front of it. */
function recogniseKey(state: ScanState, key: SimpleKey): void {
  const index = state.head + key.token - state.taken;
  state.queue.splice(index, 0, { kind: 'key', at: key.at });
  rollIndent(state, key.column, { kind: 'block-map-start', at: key.at }, index);
  forgetKey(state, state.keys.length - 1);
  state.keyAllowed = false;
}
