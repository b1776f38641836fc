import type { Place } from '#evidence/place.js';

import type { SettingsFile } from './settings-file.js';

/** One place that says settings, checked. */
export interface Layer {
  readonly kind: 'environment' | 'file' | 'compose';
  readonly says: SettingsFile;
  readonly nameOf: (path: readonly string[]) => string;
  readonly placeOf: (path: readonly string[]) => Place | undefined;
}

/** What flags were given and what the environment and `.k2doctor.yml` say, strongest first. The compose file's own settings come last, once it is read. */
export interface Chosen {
  /** Names of options that stood on the command line. */
  readonly given: ReadonlySet<string>;
  readonly layers: readonly Layer[];
}

export const NOTHING_CHOSEN: Chosen = { given: new Set(), layers: [] };

/** The first layer that says it, and what it says. */
export function firstSaid<T>(layers: readonly Layer[], read: (says: SettingsFile) => T | undefined): { readonly value: T; readonly layer: Layer } | undefined {
  for (const layer of layers) {
    const value = read(layer.says);
    if (value !== undefined) return { value, layer };
  }
  return undefined;
}
