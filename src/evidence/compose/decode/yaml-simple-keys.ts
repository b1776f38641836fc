import type { Cursor } from './yaml-cursor.js';
import { YamlError } from './yaml-error.js';

/** A token that is a key if a `:` follows on its line. */
export interface SimpleKey {
  /** At the indentation of its block nothing but a key may stand. */
  readonly required: boolean;
  /** Its number among all tokens. */
  readonly token: number;
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

export interface Keys {
  /** The candidate of each flow level; the first is the block's. */
  readonly levels: (SimpleKey | undefined)[];
  readonly byToken: Map<number, SimpleKey>;
}

/** No key without `?` is longer, says YAML. */
const LONGEST_KEY = 1024;

export const newKeys = (): Keys => ({ levels: [undefined], byToken: new Map() });

/** False once its line has ended or it has grown too long; an error where only a key could stand. */
export function isPossible(keys: Keys, key: SimpleKey, cursor: Cursor): boolean {
  if (key.line >= cursor.line && key.at + LONGEST_KEY >= cursor.at) return true;
  if (key.required) throw new YamlError("could not find expected ':'", key.at);
  keys.byToken.delete(key.token);
  const level = keys.levels.lastIndexOf(key);
  if (level !== -1) keys.levels[level] = undefined;
  return false;
}
