/**
 * Reading of the parts of the resolved model that the schema leaves open. Compose prints amounts of memory as
 * text, small numbers as numbers, and older versions some lists otherwise; each reader takes what it can use.
 */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** Text, or a number or boolean as it would be written; empty text counts as absent. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export const flagOf = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textsOf = (value: unknown): readonly string[] => listOf(value).flatMap((item) => textOf(item) ?? []);

/** The value below a map; undefined where there is no map or no such key. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** Entries of a map, in order of key. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A map of texts; a key without a value holds the empty text. */
export const textMapOf = (value: unknown): ReadonlyMap<string, string> =>
  new Map(entriesOf(value).map(([key, item]) => [key, textOf(item) ?? '']));

/**
 * Which of two spellings a limit has in this service: that which is declared, `deploy` before the other as Compose has it.
 * Where neither is, it stood where the service keeps such things: under `deploy` if it has one.
 */
export function spellingOf(service: unknown, short: string, long: readonly string[]): string {
  const isSet = (value: unknown) => value !== undefined && value !== null && numberOf(value) !== 0;
  if (isSet(at(service, ...long))) return long.join('.');
  if (isSet(at(service, short))) return short;
  return isSet(at(service, 'deploy')) ? long.join('.') : short;
}
