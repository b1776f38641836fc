import { goTextOf } from '../go-text.js';
import { compareGoStrings } from '../grammar/go-json.js';
import { ShellWordsError, splitWords } from '../grammar/shell-words.js';
import type { Origin } from '../origin.js';
import { isList, isMap, type ComposeNode } from '../tree.js';
import { field, inner, misfit, type Binding, type Field } from './field.js';
import type { Json, JsonMap } from './json.js';

/** A value and where it came from, before it is put into a map or a list. */
type Placed<Value> = readonly [value: Value, origin: Origin];

type Entry = readonly [key: string, value: Json, origin: Origin];

export function bookedMap({ places }: Binding, entries: Iterable<Entry>): JsonMap {
  const values = new Map<string, Json>();
  const origins = new Map<string, Origin>();
  for (const [key, value, origin] of entries) {
    values.set(key, value);
    origins.set(key, origin);
  }
  places.set(values, origins);
  return values;
}

export function bookedList({ places }: Binding, items: readonly Placed<Json>[]): readonly Json[] {
  const values = items.map(([value]) => value);
  places.set(values, new Map(items.map(([, origin], index) => [String(index), origin])));
  return values;
}

/** Go prints the keys of a map sorted. */
export const sortedMap = (binding: Binding, entries: readonly Entry[]): JsonMap =>
  bookedMap(binding, entries.toSorted(([a], [b]) => compareGoStrings(a, b)));

/** The fields of a Go structure, printed in its order. */
export function struct(fields: Readonly<Record<string, Field>>): Field {
  let known: readonly (readonly [string, Field])[] | undefined;
  return field((node, binding) => {
    if (!isMap(node)) throw misfit(binding, node, 'must be a mapping');
    known ??= Object.entries(fields);
    const entries: Entry[] = [];
    for (const [name, { bind, absent }] of known) {
      const child = node.entries.get(name.toLowerCase());
      const value = child === undefined || child.kind === 'null' ? absent : bind(child, inner(binding, name));
      if (value !== undefined) entries.push([name, value, (child ?? node).origin]);
    }
    return bookedMap(binding, entries);
  });
}

/** A structure that is printed even when it was not given. */
export const shownStruct = (fields: Readonly<Record<string, Field>>): Field => ({ ...struct(fields), absent: absentOf(fields) });

function absentOf(fields: Readonly<Record<string, Field>>): JsonMap {
  const entries = Object.entries(fields).flatMap(([name, { absent }]) => (absent === undefined ? [] : [[name, absent] as const]));
  return new Map(entries);
}

const filled = <Value extends JsonMap | readonly Json[]>(value: Value): Value | undefined =>
  (value instanceof Map ? value.size : (value as readonly Json[]).length) === 0 ? undefined : value;

export function listOfFields({ bind }: Field): Field {
  return field((node, binding) => {
    if (!isList(node)) throw misfit(binding, node, 'must be a list');
    const items = node.items.map((item, index) => [bind(item, inner(binding, String(index))) ?? '', item.origin] as const);
    return filled(bookedList(binding, items));
  });
}

/** A map from names to structures; `null` stays null where the structure is optional. */
export function mapOfFields({ bind }: Field): Field {
  return field((node, binding) => {
    if (!isMap(node)) throw misfit(binding, node, 'must be a mapping');
    const entries = [...node.entries].map(([key, child]) => [key, child.kind === 'null' ? null : (bind(child, inner(binding, key)) ?? null), child.origin] as const);
    return filled(sortedMap(binding, entries));
  });
}

/** Texts; numbers among them are printed as Go prints them where the field allows them. */
export const texts = field((node, binding) => {
  const items = isList(node) ? node.items : [node];
  return filled(bookedList(binding, items.map((item, index) => [textItem(item, inner(binding, String(index))), item.origin])));
});

function textItem(node: ComposeNode, binding: Binding): string {
  if (node.kind === 'string') return node.value;
  if (node.kind === 'int') return goTextOf(node);
  throw misfit(binding, node, 'must be a string');
}

export const textsOrNumbers = field((node, binding) => {
  const items = isList(node) ? node.items : [node];
  return filled(bookedList(binding, items.map((item) => [goTextOf(item), item.origin])));
});

/** A text is split into words as a shell would; an empty one clears the image's command. */
export const command: Field = {
  absent: null,
  bind(node, binding) {
    if (isList(node)) return bookedList(binding, node.items.map((item) => [goTextOf(item), item.origin]));
    if (node.kind !== 'string') return null;
    const words = wordsOf(node.value, node, binding);
    node.origin.source.budget.spendNodes(words.length);
    return bookedList(binding, words.map((word) => [word, node.origin]));
  },
};

function wordsOf(line: string, node: ComposeNode, binding: Binding): readonly string[] {
  try {
    return splitWords(line);
  } catch (error) {
    if (error instanceof ShellWordsError) throw misfit(binding, node, error.message);
    throw error;
  }
}

export const healthcheckTest = field((node, binding) => {
  if (isList(node)) return filled(bookedList(binding, node.items.map((item) => [goTextOf(item), item.origin])));
  if (node.kind !== 'string') throw misfit(binding, node, 'must be a string or a list');
  return bookedList(binding, [['CMD-SHELL', node.origin], [node.value, node.origin]]);
});

/** `KEY: value` or `- KEY=value`; what a name without a value means is the field's affair. */
function assignmentsIn(node: ComposeNode, binding: Binding, bare: null | ''): readonly Entry[] {
  if (isMap(node)) return [...node.entries].map(([key, value]) => [key, value.kind === 'null' ? bare : goTextOf(value), value.origin]);
  if (!isList(node)) throw misfit(binding, node, 'must be a mapping or a list');
  return node.items.map((item) => {
    const line = goTextOf(item);
    const at = line.indexOf('=');
    return at === -1 ? [line, bare, item.origin] : [line.slice(0, at), line.slice(at + 1), item.origin];
  });
}

const lastOfEach = (entries: readonly Entry[]): readonly Entry[] =>
  [...new Map(entries.map((entry) => [entry[0], entry] as const)).values()];

export const assignments = field((node, binding) => filled(sortedMap(binding, lastOfEach(assignmentsIn(node, binding, '')))));

/** An environment: a name without a value stays null. */
export const variables = field((node, binding) => {
  const entries = lastOfEach(assignmentsIn(node, binding, null));
  const trailing = isList(node) ? entries.find(([key]) => /\s$/.test(key)) : undefined;
  if (trailing !== undefined) throw misfit(binding, node, `the variable ${trailing[0]} is declared with a trailing space`);
  return filled(sortedMap(binding, entries));
});

/** Values handed on as text. */
export const optionTexts = field((node, binding) => {
  if (!isMap(node)) throw misfit(binding, node, 'must be a mapping');
  return filled(sortedMap(binding, assignmentsIn(node, binding, '')));
});

/** Values that may be repeated. */
export const repeatedOptions = field((node, binding) => {
  if (!isMap(node)) throw misfit(binding, node, 'must be a mapping');
  const entries = [...node.entries].map(([key, child]) => {
    const items = isList(child) ? child.items : [child];
    return [key, bookedList(inner(binding, key), items.map((item) => [goTextOf(item), item.origin])), child.origin] as const;
  });
  return filled(sortedMap(binding, entries));
});
