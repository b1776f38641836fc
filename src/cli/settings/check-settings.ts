import type * as z from 'zod/mini';

import type { Place } from '#evidence/place.js';

import { UserError } from '../errors.js';
import { nearest } from '../nearest.js';
import { knownKeys } from './known-keys.js';
import { settingsFile, type SettingsFile } from './settings-file.js';

/** What a file, a compose file or the environment says, before it is checked. */
export interface Said {
  readonly value: unknown;
  /** A path as the reader knows it: `thresholds.headroom`, or the name of a variable. */
  readonly nameOf: (path: readonly string[]) => string;
  /** Of the key at the path; undefined where there is no text. */
  readonly placeOf: (path: readonly string[]) => Place | undefined;
}

/** @throws UserError with file, line and column, what is expected there, and the key that was most likely meant. */
export function checkSettings(said: Said, schema: z.ZodMiniType<Partial<SettingsFile>> = settingsFile): SettingsFile {
  const checked = schema.safeParse(withoutNulls(said.value));
  if (checked.success) return checked.data;
  const issue = deepest(checked.error.issues);
  throw issue === undefined ? new UserError(`${said.nameOf([])} is not understood`) : problem(said, schema, issue);
}

function problem(said: Said, schema: z.core.$ZodType, { path, issue }: Located): UserError {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const near = nearest(key, knownKeys(schema, path));
    const known = knownKeys(schema, path);
    return problemAt(said, [...path, key], 'is no setting', near === undefined ? `known here: ${known.join(', ')}` : `did you mean ${near}?`);
  }
  const value = valueAt(said.value, path);
  const near = issue.code === 'invalid_value' && typeof value === 'string' ? nearest(value, issue.values.map(String)) : undefined;
  const what = value === undefined ? 'is missing: it' : '';
  return problemAt(said, path, `${what} ${issue.message}${value === undefined ? '' : `, not ${shown(value)}`}`.trim(), near === undefined ? undefined : `did you mean ${near}?`);
}

/** What is wrong with the value at a path, told with its place. */
export function problemAt({ nameOf, placeOf }: Pick<Said, 'nameOf' | 'placeOf'>, path: readonly string[], what: string, hint: string | undefined): UserError {
  const place = nearestPlace(placeOf, path);
  const at = place === undefined ? '' : `${place.file}:${String(place.line)}:${String(place.column)}: `;
  return new UserError(`${at}${nameOf(path)} ${what}`, { hint });
}

/** The place of what is missing is that of what it is missing in. */
function nearestPlace(placeOf: Said['placeOf'], path: readonly string[]): Place | undefined {
  const place = placeOf(path);
  return place ?? (path.length === 0 ? undefined : nearestPlace(placeOf, path.slice(0, -1)));
}

interface Located {
  readonly path: readonly string[];
  readonly issue: z.core.$ZodIssue;
}

/** Of the branches of a union, the one that the value came furthest with; none where all refuse it at once. */
function deepest(issues: readonly z.core.$ZodIssue[], above: readonly string[] = []): Located | undefined {
  const [issue] = issues;
  if (issue === undefined) return undefined;
  const path = [...above, ...issue.path.map(String)];
  if (issue.code !== 'invalid_union') return { path, issue };
  const branches = issue.errors.flatMap((errors) => deepest(errors, path) ?? []);
  const further = branches.filter((branch) => branch.path.length > path.length || branch.issue.code === 'unrecognized_keys');
  return further[0] ?? { path, issue };
}

/** `rules:` with nothing behind it says nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value ?? {};
  return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => (child === null ? [] : [[key, withoutNulls(child)]])));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Readonly<Record<string, unknown>>)[key] : undefined), value);
}

const LONGEST_SHOWN = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}
