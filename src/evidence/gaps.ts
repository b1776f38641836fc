/** A part of a source that is missing, for people. */
export interface NamedGap {
  readonly subject: string;
  readonly detail: string;
}

const NAMED = 20;

/** The first ones by name and how many more there are: a thousand silent drivers are one thing to know, not a thousand. */
export function firstGaps(gaps: readonly NamedGap[], subject: string): NamedGap[] {
  const more = gaps.length - NAMED;
  return [...sorted(gaps).slice(0, NAMED), ...(more > 0 ? [{ subject, detail: `${more} more could not be read` }] : [])];
}

/** A few of them in one line. */
export function describeGaps(gaps: readonly NamedGap[]): string {
  return listed(sorted(gaps).map(({ subject, detail }) => `${subject}: ${detail}`), '; ');
}

export function listed(texts: readonly string[], separator = ', '): string {
  const shown = texts.slice(0, NAMED / 2);
  const more = texts.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}

/** Answers come in any order, reports do not. */
const sorted = (gaps: readonly NamedGap[]) => [...gaps].sort((a, b) => (a.subject === b.subject ? compare(a.detail, b.detail) : compare(a.subject, b.subject)));
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
