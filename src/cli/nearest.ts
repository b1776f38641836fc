/** The candidate that a person most likely meant, or undefined when none is near (more than a third of it differs). */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const begun = onlyOneBegunBy(word, candidates);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distanceOf(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)) || candidate === begun)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate;
}

/** From so many letters on a beginning is meant, where one candidate alone has it: `warn`, or `orphan` of `drift/orphan-container`. */
const ABBREVIATION = 3;

function onlyOneBegunBy(word: string, candidates: readonly string[]): string | undefined {
  const begun = word.length < ABBREVIATION ? [] : candidates.filter((candidate) => `/${candidate}`.includes(`/${word}`));
  return begun.length === 1 ? begun[0] : undefined;
}

/** Names that a person types are short; what is longer is not worth the square of its length. */
const LONGEST = 200;

/** Letters to add, drop, replace, or swap with their neighbour (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Infinity;
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(substitution, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
