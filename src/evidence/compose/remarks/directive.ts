/** What a comment addressed to us says: which rules to ignore here, until when and why. */
export interface Directive {
  /** Ids as written: `drift/stale-command`, `drift/*`, `*`; empty where the comment is not understood. */
  readonly rules: readonly string[];
  /** The last day on which it holds, `2026-12-31`. */
  readonly expires?: string;
  readonly reason?: string;
}

const ADDRESSED = /^#+\s*k2doctor\b:?\s*(?<rest>.*)$/i;
const IGNORE = /^ignore\s*=\s*(?<rules>[^\s,]+(?:\s*,\s*[^\s,]+)*)(?<rest>.*)$/i;
const EXPIRES = /(?:^|\s)expires\s*=\s*(?<day>\d{4}-\d{2}-\d{2})(?=\s|$)/i;

/** Undefined for a comment that speaks to somebody else, or merely of us. */
export function readDirective(comment: string): Directive | undefined {
  const rest = ADDRESSED.exec(comment)?.groups?.['rest'];
  if (rest === undefined || !/^[\w-]+\s*=/.test(rest)) return undefined;
  const found = IGNORE.exec(rest)?.groups;
  if (found === undefined) return { rules: [] };
  const words = found['rest'] ?? '';
  const expires = EXPIRES.exec(words)?.groups?.['day'];
  const reason = words.replace(EXPIRES, ' ').replace(/^[\s:–—-]+/u, '').replace(/^reason\s*=\s*/i, '').trim();
  return {
    rules: (found['rules'] ?? '').split(',').map((rule) => rule.trim()),
    ...(expires === undefined ? {} : { expires }),
    ...(reason === '' ? {} : { reason }),
  };
}
