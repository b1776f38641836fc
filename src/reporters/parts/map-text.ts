/**
 * The same value with every string in it, keys of maps included, put through `change`. A reporter that escapes
 * the whole report once cannot forget a field.
 */
export function mapText<T>(value: T, change: (text: string) => string): T {
  // The shape stays, only the characters change.
  return mapUnknown(value, change) as T;
}

function mapUnknown(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapUnknown(item, change));
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines properties, so a key such as __proto__ stays a key.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapUnknown(item, change)]));
}
