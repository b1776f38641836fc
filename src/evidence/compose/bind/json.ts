import type { Origin } from '../origin.js';

/** The canonical configuration as data. Maps, because keys come from outside; whole numbers beyond 2^53 are bigints. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonMap;
export type JsonMap = ReadonlyMap<string, Json>;

/** Where the entries of each map and list were written, by key or index. */
export type Places = Map<object, ReadonlyMap<string, Origin>>;

export const isJsonMap = (value: Json | undefined): value is JsonMap => value instanceof Map;
export const isJsonList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
