/**
 * A value as Go's encoding/json sees it. Objects whose keys come from outside must be Maps: a plain
 * object moves keys like "1" to the front and cannot hold "__proto__". A value of undefined is left out.
 */
export type GoJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly GoJson[]
  | GoObject;

export type GoObject = ReadonlyMap<string, GoJson | undefined> | { readonly [key: string]: GoJson | undefined };

/** Compact text, byte for byte what Go's json.Marshal writes, keys in the order given. */
export const toGoJson = (value: GoJson): string => write(value, undefined, '\n');

/** With two spaces, as `docker compose config --format json` prints it, but for the last line break. */
export const toIndentedGoJson = (value: GoJson): string => write(value, '  ', '\n');

/** The order in which Go sorts strings and the keys of maps: by bytes, so by code points. */
export function compareGoStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === length) return a.length - b.length;
  const isHalf = (text: string): boolean => (text.charCodeAt(at) & 0xf800) === 0xd800;
  if (isHalf(a) !== isHalf(b)) return isHalf(a) ? 1 : -1;
  return a.charCodeAt(at) - b.charCodeAt(at);
}

function write(value: GoJson, indent: string | undefined, newline: string): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = indent === undefined ? newline : newline + indent;
  if (isList(value)) return block('[', ']', value.map((item) => write(item, indent, inner)), indent, newline);
  const colon = indent === undefined ? ':' : ': ';
  const fields = [...entriesOf(value)].flatMap(([key, item]) =>
    item === undefined ? [] : [text(key) + colon + write(item, indent, inner)],
  );
  return block('{', '}', fields, indent, newline);
}

function block(open: string, close: string, items: readonly string[], indent: string | undefined, newline: string): string {
  if (items.length === 0) return open + close;
  if (indent === undefined) return open + items.join(',') + close;
  return open + newline + indent + items.join(`,${newline}${indent}`) + newline + close;
}

const isList = (value: GoJson): value is readonly GoJson[] => Array.isArray(value);

type Entries = Iterable<readonly [string, GoJson | undefined]>;

const isMap = (value: GoObject): value is ReadonlyMap<string, GoJson | undefined> => value instanceof Map;

const entriesOf = (value: GoObject): Entries => (isMap(value) ? value : Object.entries(value));

/** JavaScript's numbers print as Go's float64 do in JSON, but for minus zero. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`json: unsupported value: ${value}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Go escapes what is dangerous in HTML and, unlike JSON.stringify, turns half a surrogate pair into U+FFFD. */
function text(value: string): string {
  return JSON.stringify(value.toWellFormed()).replace(/[<>&\u2028\u2029]/g, escape);
}

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
