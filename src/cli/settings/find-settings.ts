import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import type { Io } from '../io.js';
import type { ProjectFlags } from '../project-options.js';

/** In this order, in each folder. */
const NAMES: readonly string[] = ['.k2doctor.yml', '.k2doctor.yaml'];

/** The folder where the search begins: that of the project, as far as the command line tells it. */
export function projectFolder({ projectDirectory, file = [] }: Partial<ProjectFlags>, { cwd, env }: Pick<Io, 'cwd' | 'env'>): string {
  const [first = (env['COMPOSE_FILE'] ?? '').split(env['COMPOSE_PATH_SEPARATOR'] ?? ':', 1)[0] ?? ''] = file;
  const folder = projectDirectory ?? (first === '' || first === '-' ? '.' : dirname(first));
  return resolve(cwd, folder);
}

/** `.k2doctor.yml` of this folder or of the nearest one above it. Costs two looks a folder where there is none. */
export function findSettings(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = NAMES.map((name) => join(at, name)).find(isFile);
    if (found !== undefined || dirname(at) === at) return found;
  }
}

/** A folder that may not be entered holds no settings of ours. */
export function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}
