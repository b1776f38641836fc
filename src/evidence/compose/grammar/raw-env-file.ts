import { DotenvError, type DotenvEntry } from './dotenv-entry.js';
import { hasGoSpace, trimGoSpaceStart } from './go-space.js';

/** Go's bufio.Scanner gives up on a line that does not fit its buffer. */
const LONGEST_LINE = 64 * 1024 - 1;

/**
 * Reads an env file of `format: raw`, as `docker run --env-file` does (docker/cli, pkg/kvfile): lines
 * that begin with `#` are comments, all else behind `=` is the value, quotes and trailing blanks included.
 * Throws DotenvError.
 */
export function parseRawEnvFile(text: string): readonly DotenvEntry[] {
  const lines = (text.startsWith('\ufeff') ? text.slice(1) : text).split('\n');
  return lines.flatMap((raw, at) => {
    const number = at + 1;
    if (Buffer.byteLength(raw) > LONGEST_LINE) throw new DotenvError(number, 'the line is too long');
    const line = trimGoSpaceStart(raw.replace(/\r$/, ''));
    if (line === '' || line.startsWith('#')) return [];

    const equals = line.indexOf('=');
    const key = equals === -1 ? line : line.slice(0, equals);
    if (key === '') throw new DotenvError(number, 'no variable name');
    if (hasGoSpace(key)) throw new DotenvError(number, 'a variable name contains whitespace');
    return [{ key, value: equals === -1 ? undefined : line.slice(equals + 1), line: number, uses: [] }];
  });
}
