import { columnOf, here, isAnyDocumentMark, isBlank, isBreak, takeBreak, type Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';

const TAB = 9;
const HASH = 35;
const SINGLE_QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKSLASH = 92;

const ESCAPES = new Map([
  ['0', '\0'], ['a', '\x07'], ['b', '\b'], ['t', '\t'], ['\t', '\t'], ['n', '\n'], ['v', '\v'], ['f', '\f'], ['r', '\r'], ['e', '\x1b'],
  [' ', ' '], ['"', '"'], ["'", "'"], ['\\', '\\'], ['N', '\x85'], ['_', '\xa0'], ['L', '\u2028'], ['P', '\u2029'],
]);
const HEX_LENGTH = new Map([['x', 2], ['u', 4], ['U', 8]]);

/** `'...'` or `"..."`, over as many lines as it takes; the cursor stands on the first quote. */
export function readQuoted(cursor: Cursor): string {
  const start = cursor.at;
  const quote = here(cursor);
  cursor.at += 1;
  let value = '';
  for (;;) {
    if (isAnyDocumentMark(cursor)) throw new YamlError('found unexpected document indicator', start);
    if (cursor.at >= cursor.text.length) throw new YamlError('found unexpected end of stream', start);
    const words = quote === SINGLE_QUOTE ? readSingle(cursor) : readDouble(cursor, start);
    value += words.value;
    if (here(cursor) === quote) break;
    value += readGap(cursor, words.joined);
  }
  cursor.at += 1;
  return value;
}

interface Words {
  readonly value: string;
  /** Ended by an escaped line break: what follows joins without a space. */
  readonly joined: boolean;
}

/** Native searches instead of a look at every character: these run before the compiler of the engine has warmed up. */
const SINGLE_WORDS = /(?:[^'\r\n\x85\u2028\u2029]|'')*/y;
const DOUBLE_WORDS = /[^"\\\r\n\x85\u2028\u2029]*/y;

function readSingle(cursor: Cursor): Words {
  const run = takeRun(cursor, SINGLE_WORDS);
  return { value: (here(cursor) === SINGLE_QUOTE ? run : withoutBlanksAtEnd(run)).replaceAll("''", "'"), joined: false };
}

function readDouble(cursor: Cursor, start: number): Words {
  let value = '';
  for (;;) {
    const run = takeRun(cursor, DOUBLE_WORDS);
    if (here(cursor) === DOUBLE_QUOTE) return { value: value + run, joined: false };
    if (here(cursor) !== BACKSLASH) return { value: value + withoutBlanksAtEnd(run), joined: false };
    value += run;
    cursor.at += 1;
    if (isBreak(here(cursor))) {
      takeBreak(cursor);
      return { value, joined: true };
    }
    value += readEscape(cursor, start);
  }
}

function takeRun(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const run = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += run.length;
  return run;
}

const withoutBlanksAtEnd = (text: string): string => text.replace(/[ \t]+$/, '');

function readEscape(cursor: Cursor, start: number): string {
  const letter = cursor.text.charAt(cursor.at);
  cursor.at += 1;
  const plain = ESCAPES.get(letter);
  if (plain !== undefined) return plain;
  const length = HEX_LENGTH.get(letter);
  if (length === undefined) throw new YamlError('found unknown escape character', start);
  const digits = cursor.text.slice(cursor.at, cursor.at + length);
  if (digits.length < length || !/^[0-9A-Fa-f]+$/.test(digits)) throw new YamlError('did not find expected hexadecimal number', start);
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new YamlError('found invalid Unicode character escape code', start);
  cursor.at += length;
  return String.fromCodePoint(code);
}

/** Blanks inside a line stay; a line break becomes a space, more of them become one fewer. */
function readGap(cursor: Cursor, joined: boolean): string {
  let blanks = '';
  let first = '';
  let more = '';
  let broken = joined;
  while (isBlank(here(cursor)) || isBreak(here(cursor))) {
    if (isBreak(here(cursor))) {
      if (!broken) first = takeBreak(cursor);
      else more += takeBreak(cursor);
      broken = true;
    } else {
      if (!broken) blanks += cursor.text.charAt(cursor.at);
      cursor.at += 1;
    }
  }
  return broken ? fold(first, more) : blanks;
}

function fold(first: string, more: string): string {
  if (first === '\n') return more === '' ? ' ' : more;
  return first + more;
}

export interface PlainScalar {
  readonly value: string;
  /** It ended behind a line break: a key may begin there. */
  readonly brokeLine: boolean;
}

/** One line of text without quotes, up to a `: `, a ` #`, trailing blanks, or in a flow an indicator. */
const PLAIN_LINE = /(?:[^ \t\r\n\x85\u2028\u2029:]|:(?![ \t\r\n\x85\u2028\u2029]|$)|[ \t]+(?![ \t#\r\n\x85\u2028\u2029]|:(?:[ \t\r\n\x85\u2028\u2029]|$)|$))*/y;
const FLOW_LINE = /(?:[^ \t\r\n\x85\u2028\u2029:,?[\]{}]|:(?![ \t\r\n\x85\u2028\u2029]|$)|[ \t]+(?![ \t#\r\n\x85\u2028\u2029,?[\]{}]|:(?:[ \t\r\n\x85\u2028\u2029]|$)|$))*/y;

/** Text without quotes; `indent` is the least column its further lines may have in a block. */
export function readPlain(cursor: Cursor, { inFlow, indent }: { readonly inFlow: boolean; readonly indent: number }): PlainScalar {
  const start = cursor.at;
  let value = '';
  let gap = '';
  let brokeLine = false;
  while (!isAnyDocumentMark(cursor) && here(cursor) !== HASH) {
    const run = takeRun(cursor, inFlow ? FLOW_LINE : PLAIN_LINE);
    if (run !== '') {
      value += gap + run;
      gap = '';
      brokeLine = false;
    }
    if (!isBlank(here(cursor)) && !isBreak(here(cursor))) break;
    const between = readPlainGap(cursor, indent, start, { gap, brokeLine });
    gap = between.gap;
    brokeLine = between.brokeLine;
    if (!inFlow && columnOf(cursor) < indent) break;
  }
  return { value, brokeLine };
}

interface Gap {
  readonly gap: string;
  readonly brokeLine: boolean;
}

function readPlainGap(cursor: Cursor, indent: number, start: number, before: Gap): Gap {
  let { gap } = before;
  let first = '';
  let more = '';
  let broken = before.brokeLine;
  while (isBlank(here(cursor)) || isBreak(here(cursor))) {
    if (isBreak(here(cursor))) {
      if (first === '') first = takeBreak(cursor);
      else more += takeBreak(cursor);
      broken = true;
      continue;
    }
    if (broken && columnOf(cursor) < indent && here(cursor) === TAB)
      throw new YamlError('found a tab character that violates indentation', start);
    if (!broken) gap += cursor.text.charAt(cursor.at);
    cursor.at += 1;
  }
  return { gap: first === '' ? gap : fold(first, more), brokeLine: broken };
}
