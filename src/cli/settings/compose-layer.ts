import type { ResolvedProject } from '#evidence/compose/resolve.js';
import { placesIn, SETTINGS_KEY } from '#evidence/compose/remarks/own-settings.js';
import type { ComposeEvidence } from '#evidence/compose/schema.js';

import { checkSettings, type Said } from './check-settings.js';
import { checkNames } from './known-names.js';
import type { Layer } from './layers.js';
import { composeSettings } from './settings-file.js';

/** What the compose file says of us in `x-k2doctor`, as a snapshot keeps it: redacted. */
export function evidenceLayer({ value, places }: NonNullable<ComposeEvidence['settings']>): Layer {
  return layer(value, new Map(Object.entries(places)));
}

/** The same as it is written, before it is redacted. @throws UserError with file, line and column. */
export function projectLayer(project: ResolvedProject): Layer | undefined {
  const node = project.extension(SETTINGS_KEY);
  return node === undefined ? undefined : layer(plain(project.model.get(SETTINGS_KEY)), new Map(placesIn(node)));
}

function layer(value: unknown, places: ReadonlyMap<string, NonNullable<ReturnType<Layer['placeOf']>>>): Layer {
  const said: Said = { value, nameOf: (path) => [SETTINGS_KEY, ...path].join('.'), placeOf: (path) => places.get(path.join('.')) };
  const says = checkSettings(said, composeSettings);
  checkNames(said, says);
  return { kind: 'compose', says, nameOf: said.nameOf, placeOf: said.placeOf };
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]) => [String(key), plain(child)]));
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'bigint' ? Number(value) : value;
}
