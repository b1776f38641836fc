import { isJsonMap, type Json, type JsonMap } from '../bind/json.js';
import { entriesIn, listIn } from './consistency.js';

/** Only what an active service uses stays: other networks, volumes, secrets and configs are not printed. */
export function usedResources(sections: ReadonlyMap<string, JsonMap>, services: Iterable<JsonMap>): Map<string, JsonMap> {
  const used = new Map(['networks', 'volumes', 'secrets', 'configs'].map((section) => [section, new Set<string>()] as const));
  for (const service of services) for (const [section, name] of namesIn(service)) used.get(section)?.add(name);
  return new Map([...used].map(([section, names]) => [section, picked(sections.get(section), names)]));
}

function* namesIn(service: JsonMap): Generator<readonly [string, string]> {
  for (const [name] of entriesIn(service.get('networks'))) yield ['networks', name];
  for (const volume of listIn(service.get('volumes'))) if (isJsonMap(volume) && volume.get('type') === 'volume') yield ['volumes', sourceOf(volume)];
  const build = service.get('build');
  const secrets = [...listIn(service.get('secrets')), ...listIn(isJsonMap(build) ? build.get('secrets') : undefined)];
  for (const secret of secrets) yield ['secrets', sourceOf(secret)];
  for (const config of listIn(service.get('configs'))) yield ['configs', sourceOf(config)];
}

function sourceOf(reference: Json): string {
  const source = isJsonMap(reference) ? reference.get('source') : undefined;
  return typeof source === 'string' ? source : '';
}

/** A map with fewer entries; the same map when all stay, so that its places are still known. */
function picked(section: JsonMap | undefined, names: ReadonlySet<string>): JsonMap {
  if (section === undefined) return new Map();
  const entries = [...section].filter(([name]) => names.has(name));
  return entries.length === section.size ? section : new Map(entries);
}
