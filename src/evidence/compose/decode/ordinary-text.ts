/** A YAML text as it is read, character by character; `at` is where the reading stands. */
export interface Reading<Node> {
  readonly text: string;
  readonly anchors: Map<string, Node>;
  at: number;
  /** Of what stands at `at`, where that begins its line; -1 at the end of the text. */
  column: number;
  depth: number;
}

/** Not of the form that is read here; what it is, if anything, the library knows. */
export class Unusual extends Error {}

export const unusual = (): Unusual => new Unusual();

/** Past the rest of a line, which holds a comment at most, to what comes next. */
export function endLine<Node>(reading: Reading<Node>): void {
  const { text } = reading;
  const before = reading.at;
  skipSpaces(reading);
  if (text.charAt(reading.at) === '#' && reading.at > before) reading.at = lineEnd(text, reading.at);
  if (reading.at < text.length && text.charAt(reading.at) !== '\n') throw unusual();
  toContent(reading, reading.at + 1);
}

/** To the first character that is no comment, from the start of a line. */
export function toContent<Node>(reading: Reading<Node>, lineStart: number): void {
  const { text } = reading;
  for (let line = lineStart; line < text.length; ) {
    reading.at = line;
    skipSpaces(reading);
    const character = text.charAt(reading.at);
    if (character !== '\n' && character !== '#' && character !== '') {
      reading.column = reading.at - line;
      if (reading.column === 0 && (character === '%' || text.startsWith('---', line) || text.startsWith('...', line))) throw unusual();
      return;
    }
    line = lineEnd(text, reading.at) + 1;
  }
  reading.at = text.length;
  reading.column = -1;
}

export function skipSpaces(reading: { readonly text: string; at: number }): void {
  while (reading.text.charAt(reading.at) === ' ') reading.at += 1;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

export const isBreak = (character: string): boolean => character === ' ' || character === '\n' || character === '';

/** A text may not begin with these without quotes, or it means something else then. */
const MARKS = '?:,[]{}#&*!|>\'"%@` \n';

export function isPlainStart(text: string, at: number): boolean {
  const first = text.charAt(at);
  return first !== '' && !MARKS.includes(first) && (first !== '-' || !isBreak(text.charAt(at + 1)));
}

export function withoutSpaceAtEnd(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === ' ') end -= 1;
  return text.slice(0, end);
}

/** The name behind `&` or `*`, of letters, digits, `_` and `-`. */
export function readName(reading: { readonly text: string; at: number }): string {
  const start = (reading.at += 1);
  while (isNameCode(reading.text.charCodeAt(reading.at))) reading.at += 1;
  if (reading.at === start) throw unusual();
  return reading.text.slice(start, reading.at);
}

const isNameCode = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x2d;
