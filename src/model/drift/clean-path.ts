/** As Go's path.Clean, which the engine applies to places and sources: no doubled or final slash, no `.` and no `..` inside. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isRooted) kept.push(part);
  }
  return isRooted ? `/${kept.join('/')}` : kept.join('/') || '.';
}
