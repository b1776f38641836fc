import { lineEnd, unusual, type Reading } from './ordinary-text.js';
import type { YamlNode, YamlScalar } from './yaml-node.js';

export const scalarAt = (at: number, value: string, plain: boolean): YamlScalar => ({ kind: 'scalar', at, tag: '', value, plain });

const ESCAPES = new Map([['"', '"'], ['\\', '\\'], ['/', '/'], ['n', '\n'], ['t', '\t']]);

/** A text in quotes, on one line. */
export function readQuoted(reading: Reading<YamlNode>): YamlScalar {
  const { text, at: start } = reading;
  const quote = text.charAt(start);
  let value = '';
  for (let from = start + 1, at = from; ; at += 1) {
    const character = text.charAt(at);
    if (character === '\n' || character === '') throw unusual();
    const escape = character === '\\' && quote === '"' ? ESCAPES.get(text.charAt(at + 1)) : undefined;
    if (character === '\\' && quote === '"' && escape === undefined) throw unusual();
    const twice = character === quote && quote === "'" && text.charAt(at + 1) === quote ? quote : escape;
    if (character !== quote && twice === undefined) continue;
    value += text.slice(from, at) + (twice ?? '');
    if (twice === undefined) {
      reading.at = at + 1;
      return scalarAt(start, value, false);
    }
    at += 1;
    from = at + 1;
  }
}

/** `|` and `>`, with `-` or without, behind whose mark nothing stands; leaves the reading at the start of the line behind it. */
export function readBlockScalar(reading: Reading<YamlNode>, column: number): YamlScalar {
  const { text, at: start } = reading;
  const strip = text.charAt(start + 1) === '-';
  const head = start + (strip ? 2 : 1);
  if (text.charAt(head) !== '\n') throw unusual();
  const indent = indentOf(text, head + 1);
  if (indent <= column || text.charAt(head + 1 + indent) === '\n') throw unusual();
  const folded = text.charAt(start) === '>';
  let value = '';
  let blanks = 0;
  let line = head + 1;
  for (let first = true; line < text.length; ) {
    const end = lineEnd(text, line);
    const own = indentOf(text, line);
    if (line + own === end) {
      if (own > indent) throw unusual();
      blanks += 1;
    } else if (own < indent) break;
    else {
      if (folded && own > indent) throw unusual();
      value += (first ? '' : folded && blanks === 0 ? ' ' : '\n'.repeat(folded ? blanks : blanks + 1)) + text.slice(line + indent, end);
      first = false;
      blanks = 0;
    }
    line = end + 1;
  }
  if (line > text.length) throw unusual();
  reading.at = line;
  return scalarAt(start, strip ? value : `${value}\n`, false);
}

function indentOf(text: string, line: number): number {
  let at = line;
  while (text.charAt(at) === ' ') at += 1;
  return at - line;
}
