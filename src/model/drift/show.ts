import { quoteWord } from '#evidence/compose/grammar/shell-words.js';
import { bytes, formatBytes } from '#units/bytes.js';

/** Words as a shell would take them; nothing for an empty list. */
export const showWords = (words: readonly string[]): string | undefined =>
  words.length === 0 ? undefined : words.map(quoteWord).join(' ');

/** "2 GiB (2147483648)": rounded for the eye, exact for the comparison. */
export const showBytes = (amount: number): string => (amount < 0 ? 'unlimited' : `${formatBytes(bytes(amount))} (${String(amount)})`);

/** "1.5 (1500000000 nano CPUs)". */
export const showNanoCpus = (nanos: number): string => `${String(Number((nanos / 1e9).toFixed(3)))} (${String(nanos)} nano CPUs)`;

export const showFlag = (flag: boolean): string => (flag ? 'true' : 'false');
