import { goTextOf } from '../go-text.js';
import { isList, type MapNode } from '../tree.js';

export function profilesOfService(service: MapNode): readonly string[] {
  const profiles = service.entries.get('profiles');
  return isList(profiles) ? profiles.items.map(goTextOf) : [];
}

/** A service without profiles is always active; `*` activates all. */
export function isActive(service: MapNode, profiles: readonly string[]): boolean {
  const own = profilesOfService(service);
  return own.length === 0 || profiles.some((profile) => profile === '*' || own.includes(profile));
}
