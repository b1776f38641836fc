import { isGoSpace } from './go-space.js';

/** compose-go's own idea of a space inside a line. */
const INLINE_SPACE = '\t\v\f\r \u0085\u00a0';
const EXPORT = /export[\t\n\f\r ]+/y;

/** Where the next statement begins: after blanks, empty lines and comment lines. The end of the text if there is none. */
export function nextStatement(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && isGoSpace(text.charAt(at))) at += 1;
    if (text[at] !== '#') return at;
    const lineEnd = text.indexOf('\n', at);
    at = lineEnd === -1 ? text.length : lineEnd;
  }
}

export function skipInlineSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && INLINE_SPACE.includes(text.charAt(at))) at += 1;
  return at;
}

/** Past the word `export`, if the statement begins with it. */
export function skipExport(text: string, from: number): number {
  EXPORT.lastIndex = from;
  return text.startsWith('export', from) && EXPORT.test(text) ? skipInlineSpace(text, from + 'export'.length) : from;
}

/** The pattern with all of Unicode's letters costs 0.8 ms, made and used: few keys need it. */
const isKeyCharacter = (character: string): boolean => /[\w.[\]-]/.test(character) || /^[\p{L}\p{N}]$/u.test(character);

/** How a key ends: with what, where; or the character that no key may have. */
export type KeyEnd =
  | { readonly kind: 'assigned' | 'bare'; readonly at: number }
  | { readonly kind: 'end-of-text' }
  | { readonly kind: 'unexpected'; readonly character: string };

export function findKeyEnd(text: string, from: number): KeyEnd {
  for (let at = from; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (character === '=' || character === ':') return { kind: 'assigned', at };
    if (character === '\n') return { kind: 'bare', at };
    if (!INLINE_SPACE.includes(character) && !isKeyCharacter(character)) return { kind: 'unexpected', character };
    at += character.length;
  }
  return { kind: 'end-of-text' };
}

export interface Quoted {
  /** Without the quotes; a backslash before the quote is gone, all others are still there. */
  readonly content: string;
  readonly end: number;
}

/** The quoted text that opens at `from`; undefined when it never closes. */
export function readQuoted(text: string, from: number): Quoted | undefined {
  const quote = text.charAt(from);
  let content = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === quote) return { content, end: at + 1 };
    if (character !== '\\' || at + 1 === text.length) {
      content += character;
      continue;
    }
    at += 1;
    const escaped = text.charAt(at);
    content += escaped === quote ? quote : `\\${escaped}`;
  }
  return undefined;
}
