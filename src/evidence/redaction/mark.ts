/** What stands for a secret: equal for equal secrets of one run, and nothing else to be learnt from it. */
export type Mark = (secret: string) => string;

export const MARK_BEGIN = '‹redacted:';
