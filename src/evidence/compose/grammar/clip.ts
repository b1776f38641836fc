const LONGEST = 80;

/** A faulty text for a message; a file of ten megabytes must not make a sentence of ten megabytes. */
export const clip = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`);
