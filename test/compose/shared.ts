import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import type { ComposeHost } from '#evidence/compose/host.js';

/** Where recordings, corpus and oracle lie: beside the repository, or where K2DOCTOR_SHARED says. */
export const shared = process.env['K2DOCTOR_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
export const hasShared = existsSync(shared);

interface Machine {
  readonly cwd: string;
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly home?: string;
  readonly stdin?: string;
}

/** A machine that holds these files and no others. Names are relative to its working folder. */
export function machine({ cwd, files, env = {}, home, stdin = '' }: Machine): ComposeHost {
  const texts = new Map(Object.entries(files).map(([name, text]) => [resolve(cwd, name), text]));
  const folders = new Set([cwd, ...[...texts.keys()].flatMap(foldersAbove)]);
  return {
    cwd,
    home,
    env: new Map(Object.entries(env)),
    readFile: (path) => texts.get(resolve(cwd, path)),
    isFile: (path) => texts.has(resolve(cwd, path)),
    isDirectory: (path) => folders.has(resolve(cwd, path)),
    readStdin: () => stdin,
  };
}

function foldersAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [above, ...foldersAbove(above)];
}

export const below = (folder: string, path: string): string => relative(folder, join(folder, path));
