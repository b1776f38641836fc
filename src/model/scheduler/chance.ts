/**
 * What Spark leaves to chance, made an argument: the same chance, the same answer.
 *
 * Before 4.0 workers of equal free cores are taken in the iteration order of a
 * hash set of objects, another one in every Master but the same in all its
 * passes. Wherever drivers are spread, every pass shuffles the workers anew.
 */
export interface Chance {
  /** Place of the n-th worker to appear among those equal to it (before 4.0). Lower comes first. */
  readonly rankOf: (appeared: number, id: string) => number;
  /** Draws the next worker of a shuffle: an index below `count`. */
  readonly draw: (count: number) => number;
}

/** One fixed outcome among Spark's: first come, first taken. */
export const inOrderOfAppearance: Chance = { rankOf: (appeared) => appeared, draw: () => 0 };

/** Another one: last come, first taken. Where both lead to the same, chance hardly matters. */
export const inReverseOrder: Chance = { rankOf: (appeared) => -appeared, draw: (count) => Math.max(0, count - 1) };
