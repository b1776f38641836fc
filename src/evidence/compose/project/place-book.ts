import { isJsonList, isJsonMap, type Json, type JsonMap, type Places } from '../bind/json.js';
import { provenanceOf, type Origin, type Provenance } from '../origin.js';

/** Answers where values were written. Lines are counted only for what is asked. */
export interface PlaceBook {
  readonly find: (path: string | readonly string[]) => Provenance | undefined;
  readonly all: () => ReadonlyMap<string, Provenance>;
  /** Paths of values that an unset variable touched. */
  readonly unset: () => ReadonlyMap<string, readonly string[]>;
}

export function newPlaceBook(model: JsonMap, places: Places): PlaceBook {
  let kept: readonly (readonly [string, Origin])[] | undefined;
  const origins = () => (kept ??= originsOf(model, places));
  return {
    find(path) {
      const origin = typeof path === 'string' ? findText(model, path, places) : findParts(model, path, places);
      return origin && provenanceOf(origin);
    },
    all: () => new Map(origins().map(([path, origin]) => [path, provenanceOf(origin)])),
    unset: () => (hasUnset(places) ? unsetIn(origins()) : new Map()),
  };
}

function unsetIn(origins: readonly (readonly [string, Origin])[]): ReadonlyMap<string, readonly string[]> {
  const entries = origins.flatMap(([path, { uses = [] }]) => {
    const names = uses.filter(({ unset }) => unset).map(({ name }) => name);
    return names.length === 0 ? [] : [[path, [...new Set(names)]] as const];
  });
  return new Map(entries);
}

/** Mostly not: then no path is made. */
function hasUnset(places: Places): boolean {
  for (const origins of places.values()) for (const { uses } of origins.values()) if (uses?.some(({ unset }) => unset) === true) return true;
  return false;
}

function childOf(value: Json | undefined, key: string): Json | undefined {
  if (isJsonMap(value)) return value.get(key);
  return isJsonList(value) && /^\d+$/.test(key) ? value[Number(key)] : undefined;
}

function findParts(value: Json | undefined, [key, ...rest]: readonly string[], places: Places): Origin | undefined {
  if (key === undefined || value === null || typeof value !== 'object') return undefined;
  if (rest.length === 0) return places.get(value)?.get(key);
  return findParts(childOf(value, key), rest, places);
}

/** Keys may hold dots: of several readings the first that leads somewhere counts. */
function findText(value: Json | undefined, path: string, places: Places): Origin | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const whole = places.get(value)?.get(path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const found = findText(childOf(value, path.slice(0, dot)), path.slice(dot + 1), places);
    if (found !== undefined) return found;
  }
  return undefined;
}

function originsOf(model: JsonMap, places: Places): readonly (readonly [string, Origin])[] {
  const found: (readonly [string, Origin])[] = [];
  const visit = (value: Json, prefix: string): void => {
    if (value === null || typeof value !== 'object') return;
    const origins = places.get(value);
    const take = (child: Json, key: string) => {
      const path = prefix === '' ? key : `${prefix}.${key}`;
      const origin = origins?.get(key);
      if (origin !== undefined) found.push([path, origin]);
      visit(child, path);
    };
    if (isJsonMap(value)) value.forEach(take);
    else value.forEach((child, index) => { take(child, String(index)); });
  };
  visit(model, '');
  return found;
}
