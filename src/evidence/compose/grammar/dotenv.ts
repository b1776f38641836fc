import { DotenvError, type DotenvEntry } from './dotenv-entry.js';
import { expandEscapes } from './dotenv-escapes.js';
import { findKeyEnd, nextStatement, readQuoted, skipExport, skipInlineSpace } from './dotenv-marks.js';
import { trimGoSpaceEnd } from './go-space.js';
import { interpolate, InterpolationError, type Lookup, type VariableUse } from './interpolate.js';

export { DotenvError, type DotenvEntry } from './dotenv-entry.js';
export { parseRawEnvFile } from './raw-env-file.js';

/**
 * Reads `.env` and the files of `env_file`, in file order, repeated keys included. A variable in a value
 * is looked for with `lookup` (the project's environment, then the service's), then among the keys above
 * it, then in `earlier` (what the files before this one said). Grammar and accidents are those of
 * compose-go v2.9.1, dotenv/parser.go: a bare key at the very end without a line break is a value of
 * the key "", and text behind a closing quote is the next statement. Throws DotenvError.
 */
export function parseDotenv(
  text: string,
  lookup: Lookup,
  earlier: ReadonlyMap<string, string> = new Map(),
): readonly DotenvEntry[] {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const known = new Map(earlier);
  const lineOf = lineCounter(source);
  const entries: DotenvEntry[] = [];
  for (let at = nextStatement(source, 0); at < source.length; at = nextStatement(source, at)) {
    const line = lineOf(at);
    const key = readKey(source, at, line);
    if (key.bare) {
      const value = lookup(key.name);
      if (value !== undefined) known.set(key.name, value);
      entries.push({ key: key.name, value: undefined, line, uses: [] });
      at = key.end;
      continue;
    }
    const { value, uses, end } = readValue(source, key.end, line, (name) => lookup(name) ?? known.get(name));
    known.set(key.name, value);
    entries.push({ key: key.name, value, line, uses });
    at = end;
  }
  return entries;
}

interface Key {
  readonly name: string;
  readonly bare: boolean;
  readonly end: number;
}

function readKey(source: string, statement: number, line: number): Key {
  const start = skipExport(source, statement);
  if (start === source.length) throw new DotenvError(line, 'a variable name is missing');
  const end = findKeyEnd(source, start);
  if (end.kind === 'unexpected') throw new DotenvError(line, `unexpected character "${end.character}" in a variable name`);
  if (end.kind === 'end-of-text') return { name: '', bare: false, end: start };

  const name = trimGoSpaceEnd(source.slice(start, end.at));
  if (name.includes(' ')) throw new DotenvError(line, 'key cannot contain a space');
  return { name, bare: end.kind === 'bare', end: skipInlineSpace(source, end.at + 1) };
}

interface Value {
  readonly value: string;
  readonly uses: readonly VariableUse[];
  readonly end: number;
}

function readValue(source: string, start: number, line: number, lookup: Lookup): Value {
  const quote = source[start];
  if (quote !== '"' && quote !== "'") return readUnquoted(source, start, line, lookup);

  const quoted = readQuoted(source, start);
  if (!quoted) throw new DotenvError(line, 'unterminated quoted value');
  if (quote === "'") return { value: quoted.content, uses: [], end: quoted.end };
  return { ...expand(expandEscapes(quoted.content), line, lookup), end: quoted.end };
}

function readUnquoted(source: string, start: number, line: number, lookup: Lookup): Value {
  const lineEnd = source.indexOf('\n', start);
  const end = lineEnd === -1 ? source.length : lineEnd;
  const [written = ''] = source.slice(start, end).split(' #', 1);
  return { ...expand(trimGoSpaceEnd(written), line, lookup), end: Math.min(end + 1, source.length) };
}

function expand(text: string, line: number, lookup: Lookup): { readonly value: string; readonly uses: readonly VariableUse[] } {
  try {
    return interpolate(text, lookup);
  } catch (error) {
    if (error instanceof InterpolationError) throw new DotenvError(line, error.message);
    throw error;
  }
}

/** Lines of ever later places, each part of the text looked at once. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let lineEnd = text.indexOf('\n');
  return (at) => {
    while (lineEnd !== -1 && lineEnd < at) {
      line += 1;
      lineEnd = text.indexOf('\n', lineEnd + 1);
    }
    return line;
  };
}
