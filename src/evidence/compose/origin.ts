import type { Place } from '../place.js';
import type { Budget } from './limits.js';

/** A text that values were read from. Lines are counted only when somebody asks for a place. */
export interface SourceFile {
  /** As it is shown: relative to the caller's folder when it lies below it; "-" is standard input. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly budget: Budget;
  /** How this text came to be read: an include, an override; innermost last. */
  readonly trail: Trail | undefined;
}

/** A step on the way from the file to the value. */
export interface Via {
  readonly kind: 'variable' | 'env-file' | 'override' | 'anchor' | 'extends' | 'include' | 'profile';
  readonly name?: string;
  readonly place?: Place;
  /** Of a variable of the shell: the line of an env file that says otherwise. */
  readonly hides?: Place;
  /** Of a variable that no file sets: the caller's shell, or the default beside its name. */
  readonly from?: 'shell' | 'default';
}

/** Steps as a list that shares its tail: thousands of values under one alias cost one step. */
export interface Trail {
  readonly kind: Via['kind'];
  readonly name: string;
  /** Where the step is written; undefined for what has no text, such as the shell. */
  readonly at: { readonly source: SourceFile; readonly offset: number } | undefined;
  readonly before: Trail | undefined;
}

/** A variable that a value was interpolated with. */
export interface VariableUse {
  readonly name: string;
  /** Unset, and no default stood in: the value is a guess. */
  readonly unset: boolean;
  readonly from: VariableOrigin | undefined;
}

/** Where a variable was set: an env file's line, or the shell when there is no place. */
export interface VariableOrigin {
  readonly place?: Place;
  /** An env file's line that the shell's other value hides. */
  readonly hides?: Place;
}

/** Where a value was written: the key of a map entry, the item of a list. */
export interface Origin {
  readonly source: SourceFile;
  readonly offset: number;
  readonly trail?: Trail | undefined;
  readonly uses?: readonly VariableUse[] | undefined;
}

export interface Provenance {
  readonly place: Place;
  readonly via?: Via[];
}

const lineStarts = new WeakMap<SourceFile, readonly number[]>();

export function placeOf({ source, offset }: Pick<Origin, 'source' | 'offset'>): Place {
  const starts = startsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: source.name, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

export function provenanceOf(origin: Origin): Provenance {
  const via = [...stepsOf(origin.source.trail), ...stepsOf(origin.trail), ...(origin.uses ?? []).map(viaOfUse)];
  return via.length === 0 ? { place: placeOf(origin) } : { place: placeOf(origin), via };
}

function stepsOf(trail: Trail | undefined): Via[] {
  const steps: Via[] = [];
  for (let step = trail; step !== undefined; step = step.before)
    steps.unshift(step.at === undefined ? { kind: step.kind, name: step.name } : { kind: step.kind, name: step.name, place: placeOf(step.at) });
  return steps;
}

const viaOfUse = ({ name, from }: VariableUse): Via => ({
  kind: 'variable',
  name,
  ...(from?.place === undefined ? { from: from === undefined ? ('default' as const) : ('shell' as const) } : { place: from.place }),
  ...(from?.hides === undefined ? {} : { hides: from.hides }),
});

function startsOf(source: SourceFile): readonly number[] {
  const known = lineStarts.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStarts.set(source, starts);
  return starts;
}
