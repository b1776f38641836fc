import * as z from 'zod/mini';

/*
 * Leaves of schemas, one of each: zod builds an object of functions for every node, and an engine's answer has hundreds
 * of fields: 2 ms of a start.
 */
export const string = z.string();
export const number = z.number();
export const boolean = z.boolean();
export const maybeString = z.nullish(string);
export const maybeNumber = z.nullish(number);
export const maybeBoolean = z.nullish(boolean);
