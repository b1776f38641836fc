import { dirname, resolve } from 'node:path';

import type { Io } from '../io.js';
import type { ProjectFlags } from '../project-options.js';
import { findSettings, projectFolder } from './find-settings.js';
import { NOTHING_CHOSEN, type Chosen, type Layer } from './layers.js';

/** The part of a commander command that tells what stood on the command line. */
export interface Parsed {
  readonly optsWithGlobals: () => object;
  readonly getOptionValueSourceWithGlobals: (name: string) => string | undefined;
}

export interface SettingsFlags extends ProjectFlags {
  /** Read this settings file instead of looking for one. */
  readonly config?: string;
}

/** Flags as they were given, and what environment and `.k2doctor.yml` say beside them. */
export type Settled<Flags> = Flags & { readonly chosen: Chosen };

/**
 * Flags win over the environment, the environment over the file. Where no file and no variable says anything, all
 * that is paid is the search.
 */
export async function settle<Flags extends SettingsFlags>(command: Parsed, io: Io): Promise<Settled<Flags>> {
  // commander types its options as any; every command's flags are those that it declares.
  const flags = command.optsWithGlobals() as Flags;
  const layers = await layersOf(flags, io);
  const given = new Set(Object.keys(flags).filter((name) => command.getOptionValueSourceWithGlobals(name) === 'cli'));
  const chosen: Chosen = layers.length === 0 ? { ...NOTHING_CHOSEN, given } : { given, layers };
  return { ...flags, ...early(chosen, io.cwd), chosen };
}

async function layersOf(flags: SettingsFlags, io: Io): Promise<readonly Layer[]> {
  const named = flags.config ?? (io.env['K2DOCTOR_CONFIG'] === '' ? undefined : io.env['K2DOCTOR_CONFIG']);
  const path = named === undefined ? findSettings(projectFolder(flags, io)) : resolve(io.cwd, named);
  const hasVariables = Object.keys(io.env).some((name) => name.startsWith('K2DOCTOR_'));
  if (path === undefined && !hasVariables) return [];
  const { environmentLayer, hasVariables: ours } = await import('./environment.js');
  const environment = ours(io.env) ? [environmentLayer(io.env)] : [];
  if (path === undefined) return environment;
  const { fileLayer } = await import('./file-layer.js');
  return [...environment, fileLayer(path, io)];
}

/** What must be known before anything is looked at. The rest waits for the compose file. */
function early({ given, layers }: Chosen, cwd: string) {
  const said = <T>(flag: string, read: (layer: Layer) => T | undefined): Readonly<Record<string, T>> => {
    const value = given.has(flag) ? undefined : layers.map(read).find((found) => found !== undefined);
    return value === undefined ? {} : { [flag]: value };
  };
  return {
    ...said('format', ({ says }) => says.format),
    ...said('timeout', ({ says }) => says.timeout),
    ...said('master', ({ says }) => says.master),
    ...said('baseline', ({ says, placeOf }) => (says.baseline === undefined ? undefined : beside(placeOf(['baseline'])?.file, says.baseline, cwd))),
  };
}

/** A path of a file is relative to that file. */
const beside = (file: string | undefined, path: string, cwd: string) => (file === undefined ? path : resolve(cwd, dirname(file), path));
