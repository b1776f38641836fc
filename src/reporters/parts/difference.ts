/** What two texts say differently, word by word. */
export interface Difference {
  readonly declared: string;
  readonly deployed: string;
}

const MOST_WORDS = 400;

/**
 * The words that differ, each with the flag before it: of two commands of twenty words what is left is
 * `--executor-cores 1` and `--executor-cores 2`. Texts of one word, or too long to compare, come back whole.
 */
export function wordDifference(declared: string, deployed: string): Difference {
  const left = declared.split(' ');
  const right = deployed.split(' ');
  if (Math.min(left.length, right.length) < 2 || Math.max(left.length, right.length) > MOST_WORDS) {
    return { declared, deployed };
  }
  const { onlyLeft, onlyRight } = unshared(left, right);
  // Words that one side merely lacks mean little without the rest.
  if (onlyLeft.size === 0 || onlyRight.size === 0) return { declared, deployed };
  return { declared: withFlags(left, onlyLeft), deployed: withFlags(right, onlyRight) };
}

/** Positions that are in no longest common subsequence. */
function unshared(left: readonly string[], right: readonly string[]) {
  const lengths = commonLengths(left, right);
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  const onlyLeft = new Set<number>();
  const onlyRight = new Set<number>();
  let row = 0;
  let column = 0;
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      row += 1;
      column += 1;
    } else if (column >= right.length || (row < left.length && at(row + 1, column) >= at(row, column + 1))) {
      onlyLeft.add(row++);
    } else {
      onlyRight.add(column++);
    }
  }
  return { onlyLeft, onlyRight };
}

/** `[row][column]`: length of the longest common subsequence of what starts there. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  let below = new Array<number>(right.length + 1).fill(0);
  const rows = [below];
  for (const word of [...left].reverse()) {
    const row = new Array<number>(right.length + 1).fill(0);
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const same = word === right[column];
      row[column] = same ? (below[column + 1] ?? 0) + 1 : Math.max(below[column] ?? 0, row[column + 1] ?? 0);
    }
    rows.unshift(row);
    below = row;
  }
  return rows;
}

function withFlags(words: readonly string[], chosen: ReadonlySet<number>): string {
  const shown = words.filter((word, at) => chosen.has(at) || isFlagOf(word, words[at + 1], chosen.has(at + 1)));
  return shown.join(' ');
}

const isFlagOf = (word: string, next: string | undefined, nextChosen: boolean) =>
  nextChosen && word.startsWith('-') && next?.startsWith('-') === false;
