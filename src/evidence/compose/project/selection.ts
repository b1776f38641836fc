import { isJsonMap, type JsonMap } from '../bind/json.js';
import { ComposeError } from '../compose-error.js';
import { entriesIn, type BoundService } from './consistency.js';

/** The services named and what they depend on; all when none is named. Names may be patterns. From compose-go v2.9.1, types/project.go. */
export function selectServices(services: ReadonlyMap<string, BoundService>, names: readonly string[]): ReadonlyMap<string, BoundService> {
  if (names.length === 0) return services;
  const chosen = new Set<string>();
  for (const name of names) {
    const matches = [...services.keys()].filter((key) => matchesPattern(key, name));
    if (matches.length === 0) throw new ComposeError(`no such service: ${name}`);
    choose(matches, services, chosen);
  }
  return new Map([...services].filter(([name]) => chosen.has(name)).map(([name, service]) => [name, { ...service, config: withDependenciesIn(service.config, chosen) }]));
}

function choose(names: readonly string[], services: ReadonlyMap<string, BoundService>, chosen: Set<string>): void {
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const service = services.get(name);
    if (service === undefined || chosen.has(name)) continue;
    chosen.add(name);
    open.push(...entriesIn(service.config.get('depends_on')).map(([dependency]) => dependency));
  }
}

function withDependenciesIn(config: JsonMap, chosen: ReadonlySet<string>): JsonMap {
  const dependencies = config.get('depends_on');
  if (!isJsonMap(dependencies) || [...dependencies.keys()].every((name) => chosen.has(name))) return config;
  const kept = new Map([...dependencies].filter(([name]) => chosen.has(name)));
  const changed = new Map(config);
  if (kept.size === 0) changed.delete('depends_on');
  else changed.set('depends_on', kept);
  return changed;
}

/** `*` and `?`, as in Go's filepath.Match. */
function matchesPattern(name: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return name === pattern;
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*').replaceAll('?', '[^/]');
  return new RegExp(`^${escaped}$`).test(name);
}
