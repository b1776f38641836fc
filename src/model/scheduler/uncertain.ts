import type { NonEmpty } from '#language.js';

/** An input that could not be seen: it is one of these. What follows from it is said as a range, never guessed. */
export interface OneOf<T> {
  readonly oneOf: NonEmpty<T>;
}

export type Uncertain<T> = T | OneOf<T>;

/** What a result is over all that the inputs may be; both ends equal where it is certain. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export function rangeOf(values: readonly number[]): Range {
  return {
    least: values.reduce((least, value) => Math.min(least, value), Infinity),
    most: values.reduce((most, value) => Math.max(most, value), -Infinity),
  };
}

/** The whole numbers between two ends, at most `count` of them, both ends among them. */
export function between({ least, most }: Range, count: number): OneOf<number> {
  const steps = Math.max(1, Math.min(count - 1, most - least));
  const inner = Array.from({ length: steps }, (_, step) => Math.round(least + ((step + 1) * (most - least)) / steps));
  return { oneOf: [least, ...inner] };
}

/** Takes a value where it is known, and asks which one to take where it is not. */
export type Choose = <T extends number | undefined>(input: Uncertain<T>) => T;

const isUncertain = <T>(input: Uncertain<T>): input is OneOf<T> =>
  typeof input === 'object' && input !== null && 'oneOf' in input;

/**
 * Works a result out for every combination of what the uncertain inputs may
 * be; one and the same object is one input, however often it is asked for. Above `most` combinations for those with each input at its first or all
 * at their last value, and `complete` is false.
 */
export function forEachCase<R>(workOut: (choose: Choose) => R, most: number): { readonly results: R[]; readonly complete: boolean } {
  const slots = new Map<object, number>();
  const sizes: number[] = [];
  const first = workOut((input) => {
    if (!isUncertain(input)) return input;
    if (!slots.has(input)) {
      slots.set(input, sizes.length);
      sizes.push(input.oneOf.length);
    }
    return input.oneOf[0];
  });
  // Nothing is uncertain: this was the one case there is.
  if (sizes.length === 0) return { results: [first], complete: true };
  const count = sizes.reduce((product, size) => product * size, 1);
  const cases = count <= most ? allOf(sizes) : extremesOf(sizes).slice(0, most);
  return { results: cases.map((chosen) => workOut(choosing(chosen, slots))), complete: count <= most };
}

const choosing =
  (chosen: readonly number[], slots: ReadonlyMap<object, number>): Choose =>
  (input) =>
    isUncertain(input) ? (input.oneOf[chosen[slots.get(input) ?? -1] ?? 0] ?? input.oneOf[0]) : input;

function allOf(sizes: readonly number[]): number[][] {
  let cases: number[][] = [[]];
  for (const size of sizes) cases = cases.flatMap((chosen) => Array.from({ length: size }, (_, at) => [...chosen, at]));
  return cases;
}

function extremesOf(sizes: readonly number[]): number[][] {
  const last = sizes.map((size) => size - 1);
  const oneAtATime = sizes.flatMap((size, slot) =>
    Array.from({ length: size - 1 }, (_, at) => sizes.map((__, other) => (other === slot ? at + 1 : 0))),
  );
  return [sizes.map(() => 0), last, ...oneAtATime];
}
