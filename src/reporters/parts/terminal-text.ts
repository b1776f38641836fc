/**
 * Whatever a terminal or a reader's eye could take for a command: controls (escape sequences among them), format
 * characters (overrides of direction, zero-width ones), line separators, lone surrogates, private use.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** Foreign text as a terminal may see it: one line, what is unsafe spelled out as `\n`, `\t` or `\u{1b}`. */
export const terminalText = (text: string): string => (PLAIN.test(text) ? text : text.replace(UNSAFE, spell));

/** Nearly every text; the classes of Unicode cost milliseconds to compile. */
const PLAIN = /^[ -~]*$/;

function spell(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const COMBINING = /\p{M}/u;
/** East Asian wide and emoji: two columns each (Unicode TR 11, coarse on purpose). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** Latin, general punctuation, arrows, boxes, dingbats: what reports are made of has nothing that combines and nothing wide. */
export const isNarrow = (character: string): boolean => character < '\u0300' || (character >= '\u2000' && character < '\u20d0') || (character >= '\u2100' && character < '\u2c00');

/** Columns that safe text takes. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const character of text) {
    if (isNarrow(character)) columns += 1;
    else if (!COMBINING.test(character)) columns += WIDE.test(character) ? 2 : 1;
  }
  return columns;
}

export const padTo = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
