import { posix } from 'node:path';

/** Go's path.Clean: Node's normalize, but without a trailing slash. */
export function cleanPath(path: string): string {
  const clean = posix.normalize(path === '' ? '.' : path);
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}

/** Go's filepath.Join. */
export const joinPaths = (...parts: readonly string[]): string => cleanPath(posix.join(...parts));

export const isAbsolutePath = (path: string): boolean => path.startsWith('/');
