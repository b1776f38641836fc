const ESCAPE = /\\(?:[abcfnrtv$"\\]|0\d{0,3})/g;
const MEANING = new Map([
  ['\\a', '\x07'],
  ['\\b', '\b'],
  ['\\f', '\f'],
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
  ['\\v', '\v'],
  ['\\"', '"'],
  ['\\\\', '\\'],
  // Interpolation comes after this and makes it one dollar sign.
  ['\\$', '$$'],
]);

/** The escapes of a double-quoted value in an env file, before its variables are replaced (compose-go v2.9.1, dotenv/parser.go). */
export function expandEscapes(text: string): string {
  return text.replace(ESCAPE, (escape) => MEANING.get(escape) ?? octal(escape));
}

/** `\0ooo` is a character below 256; anything less than three octal digits only loses its zero. `\c` stays. */
function octal(escape: string): string {
  if (!escape.startsWith('\\0')) return escape;
  const digits = escape.slice(2);
  const code = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : 256;
  return code < 256 ? String.fromCharCode(code) : `\\${digits}`;
}
