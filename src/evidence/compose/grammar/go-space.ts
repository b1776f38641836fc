/** unicode.IsSpace of Go: JavaScript's \s has U+FEFF besides, and lacks U+0085. */
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const ONE = new RegExp(`[${SPACE}]`);

export function isGoSpace(character: string): boolean {
  const code = character.charCodeAt(0);
  // Nearly all text is decided here, without a regular expression.
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return ONE.test(character);
}

/** Whether any character of the text is a space. */
export const hasGoSpace = (text: string): boolean => ONE.test(text);

export function trimGoSpaceEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isGoSpace(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export function trimGoSpaceStart(text: string): string {
  let start = 0;
  while (start < text.length && isGoSpace(text.charAt(start))) start += 1;
  return text.slice(start);
}
