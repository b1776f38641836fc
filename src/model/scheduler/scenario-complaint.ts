import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/** The first thing wrong with a scenario: "applications[1].coresMax: expected a whole number, found a text". */
export function complaint(issue: Issue | undefined, scenario: unknown): string {
  if (issue === undefined) return 'not a scenario';
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const found = issue.path.reduce<unknown>(valueAt, scenario);
  return `${path === '' ? 'the scenario' : path.replace(/^[.]/, '')}: ${inWords(issue, found)}`;
}

function valueAt(parent: unknown, key: PropertyKey): unknown {
  return typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key) ? Reflect.get(parent, key) : undefined;
}

function inWords(issue: Issue, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}, found ${typeOf(found)}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map(String).join(', ')}, found ${typeOf(found)}`;
    case 'invalid_union':
      return found === undefined ? 'is missing' : `${JSON.stringify(found)} is none of the known ones`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function typeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `the text ${JSON.stringify(value)}`;
}
