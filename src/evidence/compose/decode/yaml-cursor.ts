/** A place in a text that moves forward, counting lines. Code units, for speed: compose files are read at every start. */
export interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  lineStart: number;
}

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

/** The code unit, or 0 behind the end: a NUL in the text was refused before. */
export const codeAt = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : 0);

export const isBlank = (code: number): boolean => code === SPACE || code === TAB;
export const isBreak = (code: number): boolean =>
  code === LINE_FEED || code === CARRIAGE_RETURN || code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
export const isBreakOrEnd = (code: number): boolean => code === 0 || isBreak(code);
export const isBlankOrEnd = (code: number): boolean => isBlank(code) || isBreakOrEnd(code);

/** Letters, digits, `_` and `-`: what names of anchors and tag handles are made of. */
export const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45;
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const columnOf = (cursor: Cursor): number => cursor.at - cursor.lineStart;
export const here = (cursor: Cursor): number => codeAt(cursor.text, cursor.at);
export const ahead = (cursor: Cursor, distance: number): number => codeAt(cursor.text, cursor.at + distance);

/** Moves over one line break and returns what it stands for: Windows and Mac breaks become "\n". */
export function takeBreak(cursor: Cursor): string {
  const code = here(cursor);
  cursor.at += code === CARRIAGE_RETURN && ahead(cursor, 1) === LINE_FEED ? 2 : 1;
  cursor.line += 1;
  cursor.lineStart = cursor.at;
  return code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR ? String.fromCharCode(code) : '\n';
}

export function skipBlanks(cursor: Cursor): void {
  while (isBlank(here(cursor))) cursor.at += 1;
}

const BREAK = /[\r\n\x85\u2028\u2029]/g;

export function skipToBreak(cursor: Cursor): void {
  BREAK.lastIndex = cursor.at;
  cursor.at = BREAK.exec(cursor.text)?.index ?? cursor.text.length;
}

/** `---` or `...` at the start of a line, alone or before a blank. */
export function isDocumentMark(cursor: Cursor, mark: '---' | '...'): boolean {
  return cursor.at === cursor.lineStart && cursor.text.startsWith(mark, cursor.at) && isBlankOrEnd(ahead(cursor, 3));
}

export const isAnyDocumentMark = (cursor: Cursor): boolean => isDocumentMark(cursor, '---') || isDocumentMark(cursor, '...');
