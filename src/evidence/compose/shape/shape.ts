import { goTextOf } from '../go-text.js';
import { compareGoStrings } from '../grammar/go-json.js';
import type { ComposeNode } from '../tree.js';

/** Why a value does not fit, in words that follow its path. */
export interface Complaint {
  readonly path: readonly string[];
  readonly node: ComposeNode;
  readonly message: string;
}

/** What a field may hold: the part of JSON schema that Compose's schema uses. */
export interface Shape {
  /** "string", "list", "mapping" ... */
  readonly label: string;
  /** Whether the kind fits, whatever is inside. */
  readonly accepts: (node: ComposeNode) => boolean;
  /** Asked only when the kind fits. */
  readonly inspect: (node: ComposeNode, path: readonly string[]) => Complaint | undefined;
}

export function check(shape: Shape, node: ComposeNode, path: readonly string[]): Complaint | undefined {
  if (!shape.accepts(node)) return { path, node, message: `must be a ${shape.label}` };
  return shape.inspect(node, path);
}

const nothing = (): undefined => undefined;
const ofKind = (label: string, accepts: Shape['accepts']): Shape => ({ label, accepts, inspect: nothing });

export const text = ofKind('string', ({ kind }) => kind === 'string');
export const flag = ofKind('boolean', ({ kind }) => kind === 'bool');
export const none = ofKind('null', ({ kind }) => kind === 'null');
export const number = ofKind('number', ({ kind }) => kind === 'int' || kind === 'float');
export const integer = ofKind('integer', (node) => node.kind === 'int' || (node.kind === 'float' && Number.isInteger(node.value)));
/** Whatever it is. */
export const anything = ofKind('value', () => true);

export function oneOf(...shapes: readonly Shape[]): Shape {
  const fitting = (node: ComposeNode): Shape | undefined => shapes.find(({ accepts }) => accepts(node));
  return {
    get label() {
      return shapes.map(({ label }) => label).join(' or ');
    },
    accepts: (node) => fitting(node) !== undefined,
    inspect: (node, path) => fitting(node)?.inspect(node, path),
  };
}

/** Made when a file has it: the shapes of all that a service can say cost 1 ms. */
export function later(make: () => Shape): Shape {
  let made: Shape | undefined;
  const shape = () => (made ??= make());
  return {
    get label() {
      return shape().label;
    },
    accepts: (node) => shape().accepts(node),
    inspect: (node, path) => shape().inspect(node, path),
  };
}

function restricted(shape: Shape, complain: (node: ComposeNode) => string | undefined): Shape {
  return {
    ...shape,
    inspect(node, path) {
      const message = complain(node);
      return message === undefined ? shape.inspect(node, path) : { path, node, message };
    },
  };
}

export const between = (shape: Shape, least: number, most = Infinity): Shape =>
  restricted(shape, (node) => {
    const value = node.kind === 'int' || node.kind === 'float' ? Number(node.value) : least;
    if (value < least) return `must be greater than or equal to ${least}`;
    return value > most ? `must be less than or equal to ${most}` : undefined;
  });

export const matching = (pattern: RegExp): Shape =>
  restricted(text, (node) => (pattern.test(goTextOf(node)) ? undefined : `${JSON.stringify(goTextOf(node))} does not match pattern ${pattern.source}`));

export const oneOfTexts = (...texts: readonly string[]): Shape =>
  restricted(text, (node) => (texts.includes(goTextOf(node)) ? undefined : `must be one of ${texts.join(', ')}`));

export function list(item: Shape, { unique = false } = {}): Shape {
  return {
    label: 'list',
    accepts: ({ kind }) => kind === 'list',
    inspect(node, path) {
      if (node.kind !== 'list') return undefined;
      const seen = new Set<string>();
      for (const [index, child] of node.items.entries()) {
        const complaint = check(item, child, [...path, String(index)]);
        if (complaint !== undefined) return complaint;
        if (!unique) continue;
        const key = keyOf(child);
        if (seen.has(key)) return { path, node: child, message: `holds ${goTextOf(child)} twice` };
        seen.add(key);
      }
      return undefined;
    },
  };
}

function keyOf(node: ComposeNode): string {
  if (node.kind === 'list') return JSON.stringify(node.items.map(keyOf));
  if (node.kind !== 'map') return `${node.kind === 'float' ? 'int' : node.kind} ${goTextOf(node)}`;
  const entries = [...node.entries].toSorted(([a], [b]) => compareGoStrings(a, b));
  return JSON.stringify(entries.map(([key, value]) => [key, keyOf(value)]));
}

interface MappingOptions {
  readonly required?: readonly string[];
  /** `x-...` is allowed. */
  readonly extensible?: boolean;
  /** Other keys are allowed. */
  readonly open?: boolean;
}

/** A mapping of known keys. */
export function mapping(fields: Readonly<Record<string, Shape>>, { required = [], extensible = true, open = false }: MappingOptions = {}): Shape {
  let shapes: ReadonlyMap<string, Shape> | undefined;
  return {
    label: 'mapping',
    accepts: ({ kind }) => kind === 'map',
    inspect(node, path) {
      if (node.kind !== 'map') return undefined;
      shapes ??= new Map(Object.entries(fields));
      for (const [key, child] of node.entries) {
        const shape = shapes.get(key);
        if (shape === undefined && !open && !(extensible && key.startsWith('x-'))) return { path, node: child, message: `additional property ${key} is not allowed` };
        const complaint = shape && check(shape, child, [...path, key]);
        if (complaint !== undefined) return complaint;
      }
      const missing = required.find((key) => !node.entries.has(key));
      return missing === undefined ? undefined : { path, node, message: `missing property ${missing}` };
    },
  };
}

/** A mapping whose keys the author chooses; `strict`: keys of another form are refused, not just left unread. */
export function dictionary(value: Shape, { keys = /./s, strict = true }: { readonly keys?: RegExp; readonly strict?: boolean } = {}): Shape {
  return {
    label: 'mapping',
    accepts: ({ kind }) => kind === 'map',
    inspect(node, path) {
      if (node.kind !== 'map') return undefined;
      for (const [key, child] of node.entries) {
        if (!keys.test(key)) {
          if (strict) return { path, node: child, message: `additional property ${key} is not allowed` };
          continue;
        }
        const complaint = check(value, child, [...path, key]);
        if (complaint !== undefined) return complaint;
      }
      return undefined;
    },
  };
}
