import { ahead, here, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, isWord, skipBlanks, skipToBreak, takeBreak, type Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';
import type { Token } from './yaml-token.js';

/*
 * Anchors, aliases, tags and directives, with the character sets of go-yaml v3 (libyaml's),
 * which are narrower than YAML 1.2's: an anchor is letters, digits, `_` and `-`.
 */
const codesOf = (marks: string): ReadonlySet<number> => new Set(Array.from(marks, (mark) => mark.charCodeAt(0)));

const ENDS_NAME = codesOf('?:,]}%@`');
const URI = codesOf(";/?:@&=+$,.!~*'()[]%");
const BANG = 33;
const HASH = 35;
const LESS = 60;
const GREATER = 62;
const PERCENT = 37;

/** `&name` or `*name`. */
export function readAnchor(cursor: Cursor, kind: 'anchor' | 'alias'): Token {
  const at = cursor.at;
  cursor.at += 1;
  const name = takeWord(cursor);
  if (name === '' || !(isBlankOrEnd(here(cursor)) || ENDS_NAME.has(here(cursor))))
    throw new YamlError(`did not find expected alphabetic or numeric character in an ${kind}`, at);
  return { kind, at, name };
}

/** `!`, `!suffix`, `!handle!suffix` or `!<uri>`. */
export function readTag(cursor: Cursor): Token {
  const at = cursor.at;
  const { handle, suffix } = ahead(cursor, 1) === LESS ? readVerbatimTag(cursor, at) : readShortTag(cursor, at);
  if (!isBlankOrEnd(here(cursor))) throw new YamlError('did not find expected whitespace or line break after a tag', at);
  return { kind: 'tag', at, handle, suffix };
}

interface Tag {
  readonly handle: string;
  readonly suffix: string;
}

function readVerbatimTag(cursor: Cursor, at: number): Tag {
  cursor.at += 2;
  const suffix = takeUri(cursor, at);
  if (suffix === '') throw new YamlError('did not find expected tag URI', at);
  if (here(cursor) !== GREATER) throw new YamlError("did not find the expected '>' of a tag", at);
  cursor.at += 1;
  return { handle: '', suffix };
}

function readShortTag(cursor: Cursor, at: number): Tag {
  const head = takeHandle(cursor);
  if (head.length > 1 && head.endsWith('!')) {
    const suffix = takeUri(cursor, at);
    if (suffix === '') throw new YamlError('did not find expected tag URI', at);
    return { handle: head, suffix };
  }
  const suffix = head.slice(1) + takeUri(cursor, at);
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

function takeHandle(cursor: Cursor): string {
  const from = cursor.at;
  cursor.at += 1;
  takeWord(cursor);
  if (here(cursor) === BANG) cursor.at += 1;
  return cursor.text.slice(from, cursor.at);
}

function takeWord(cursor: Cursor): string {
  const from = cursor.at;
  while (isWord(here(cursor))) cursor.at += 1;
  return cursor.text.slice(from, cursor.at);
}

function takeUri(cursor: Cursor, start: number): string {
  const from = cursor.at;
  while (isWord(here(cursor)) || URI.has(here(cursor))) cursor.at += 1;
  const uri = cursor.text.slice(from, cursor.at);
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    throw new YamlError('did not find URI escaped octet', start);
  }
}

/** `%YAML 1.1` or `%TAG ! prefix`, and the rest of its line. */
export function readDirective(cursor: Cursor): Token {
  const at = cursor.at;
  cursor.at += 1;
  const name = takeWord(cursor);
  if (name === '') throw new YamlError('could not find expected directive name', at);
  if (!isBlankOrEnd(here(cursor))) throw new YamlError('found unexpected non-alphabetical character in a directive', at);
  const token = readDirectiveValue(cursor, name, at);
  skipBlanks(cursor);
  if (here(cursor) === HASH) skipToBreak(cursor);
  if (!isBreakOrEnd(here(cursor))) throw new YamlError('did not find expected comment or line break after a directive', at);
  if (isBreak(here(cursor))) takeBreak(cursor);
  return token;
}

function readDirectiveValue(cursor: Cursor, name: string, at: number): Token {
  skipBlanks(cursor);
  if (name === 'YAML') return { kind: 'version', at, version: takeVersion(cursor, at) };
  if (name !== 'TAG') throw new YamlError('found unknown directive name', at);

  const handle = here(cursor) === BANG ? takeHandle(cursor) : '';
  if (handle === '' || (handle !== '!' && !handle.endsWith('!'))) throw new YamlError("did not find expected '!' in a %TAG directive", at);
  if (!isBlank(here(cursor))) throw new YamlError('did not find expected whitespace in a %TAG directive', at);
  skipBlanks(cursor);
  const prefix = takeUri(cursor, at);
  if (prefix === '' || !isBlankOrEnd(here(cursor))) throw new YamlError('did not find expected tag prefix in a %TAG directive', at);
  return { kind: 'tag-directive', at, handle, prefix };
}

function takeVersion(cursor: Cursor, at: number): string {
  const from = cursor.at;
  while (isDigit(here(cursor)) || here(cursor) === 46) cursor.at += 1;
  const version = cursor.text.slice(from, cursor.at);
  if (!/^\d{1,2}\.\d{1,2}$/.test(version)) throw new YamlError('did not find expected version number', at);
  return version;
}

export const isDirective = (cursor: Cursor): boolean => here(cursor) === PERCENT && cursor.at === cursor.lineStart;
