import { ComposeError } from './compose-error.js';

/** What hostile input may cost us. Compose has no such limits (2.40.3 dies of an alias bomb); real files are far below. */
export const LARGEST_FILE = 10 * 1024 ** 2;
export const DEEPEST_LEVEL = 500;
export const MOST_NODES = 1_000_000;
const MOST_FILES = 100;
const MOST_TEXT = 10 * LARGEST_FILE;

/** Counts what one resolution has made, over all its files. */
export interface Budget {
  /** Scalars, lists and maps after aliases, merge keys, extends and port ranges are written out. */
  spendNodes(count: number): void;
  /** A file read because of an include or an extends. */
  spendFile(): void;
  /** Characters held in memory at once. */
  spendText(length: number): void;
}

export function newBudget(): Budget {
  let nodes = 0;
  let files = 0;
  let text = 0;
  return {
    spendNodes(count) {
      nodes += count;
      if (nodes > MOST_NODES) throw tooLarge(`the project has more than ${MOST_NODES.toLocaleString('en')} values once aliases are written out`);
    },
    spendFile() {
      files += 1;
      if (files > MOST_FILES) throw tooLarge(`the project reads more than ${MOST_FILES} files through include and extends`);
    },
    spendText(length) {
      text += length;
      if (text > MOST_TEXT) throw tooLarge(`the files of the project are larger than ${MOST_TEXT / 1024 ** 2} MiB together`);
    },
  };
}

export const tooLarge = (message: string): ComposeError => new ComposeError(message, { kind: 'too-large' });
