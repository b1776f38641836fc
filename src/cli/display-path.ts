import { isAbsolute, relative } from 'node:path';

/** A path as the caller would write it: relative where it lies below their folder, else absolute. */
export function displayPath(path: string, cwd: string): string {
  if (path === '-' || !isAbsolute(path)) return path;
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
