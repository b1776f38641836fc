/** As Go's case-insensitive `[_a-z][_a-z0-9]*` sees names: two letters beyond ASCII fold to k and s. */
const NAME = /[_a-z][_a-z0-9]*/iuy;
const OPERATOR = /:?[-+?]/y;

/** The variable name that starts at this place, or nothing. */
export function nameAt(template: string, at: number): string {
  let end = at;
  while (isNameCode(template.charCodeAt(end), end > at)) end += 1;
  // Only a letter beyond ASCII needs the costly pattern: 0.3 ms.
  return template.charCodeAt(end) < 0x80 || end === template.length ? template.slice(at, end) : stickyAt(NAME, template, at);
}

const isNameCode = (code: number, inside: boolean): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (inside && code >= 0x30 && code <= 0x39);

/** The operator after a name, with its colon, or nothing. */
export const operatorAt = (template: string, at: number): string => stickyAt(OPERATOR, template, at);

function stickyAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/**
 * Answers where the last `}` after a place on the same line is, or -1. Compose matches greedily up to
 * it and never across a line break. Remembers the line, so that a long template costs one pass.
 */
export function lineBraces(template: string): (from: number) => number {
  let lineEnd = -1;
  let last = -1;
  return (from) => {
    if (from >= lineEnd) {
      const found = template.indexOf('\n', from);
      lineEnd = found === -1 ? template.length : found;
      last = template.lastIndexOf('}', lineEnd - 1);
    }
    return last >= from ? last : -1;
  };
}

/**
 * The brace that closes the one at `dollar + 1`, or -1 when they do not balance up to `last`.
 * The character after an opening brace is not looked at, as in compose-go: `{}` stays open.
 */
export function balancedBrace(template: string, dollar: number, last: number): number {
  let open = 0;
  for (let at = dollar; at <= last; at += 1) {
    const character = template[at];
    if (character === '}') {
      open -= 1;
      if (open === 0) return at;
    } else if (character === '{') {
      open += 1;
      at += 1;
    }
  }
  return -1;
}
