import { compareGoStrings } from '../grammar/go-json.js';
import type { Origin } from '../origin.js';
import type { MapNode } from '../tree.js';
import { mapOfFields, struct, texts } from './collections.js';
import { plainJson } from './extension.js';
import type { Field } from './field.js';
import { isJsonMap, type Json, type JsonMap, type Places } from './json.js';
import { config, network, secret, volume } from './resource-fields.js';
import { integer, text } from './scalars.js';
import { service } from './service-fields.js';

const model = struct({ name: text, model: text, context_size: integer, runtime_flags: texts });

const SECTIONS: Readonly<Record<string, Field>> = {
  networks: mapOfFields(network),
  volumes: mapOfFields(volume),
  secrets: mapOfFields(secret),
  configs: mapOfFields(config),
  models: mapOfFields(model),
};

/** The top-level sections but services, each empty when it was not given. */
export function bindSections(root: MapNode, places: Places): Map<string, JsonMap> {
  return new Map(
    Object.entries(SECTIONS).map(([name, { bind }]) => {
      const node = root.entries.get(name);
      const bound = node === undefined || node.kind === 'null' ? undefined : bind(node, { path: [name], places });
      return [name, isJsonMap(bound) ? withoutContentFromEnvironment(name, bound) : new Map<string, Json>()];
    }),
  );
}

/** A config that names a variable is printed as such, not with what the variable holds. */
function withoutContentFromEnvironment(section: string, resources: JsonMap): JsonMap {
  if (section !== 'configs') return resources;
  for (const resource of resources.values()) if (resource instanceof Map && resource.has('environment')) resource.delete('content');
  return resources;
}

export function bindService(name: string, node: MapNode, places: Places): JsonMap {
  const bound = service.bind(node, { path: ['services', name], places });
  return isJsonMap(bound) ? bound : new Map();
}

/** The top-level `x-` values. */
export function bindExtensions(root: MapNode): readonly (readonly [string, Json, Origin])[] {
  return [...root.entries]
    .filter(([key]) => key.startsWith('x-'))
    .toSorted(([a], [b]) => compareGoStrings(a, b))
    .map(([key, node]) => [key, plainJson(node), node.origin]);
}
