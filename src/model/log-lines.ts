import type { MarkName } from '#evidence/container-logs/lines.js';
import type { ContainerLog } from '#evidence/container-logs/schema.js';

/** A kind of line that a log holds: how often, when first and last (the engine's time), and what the last one says. */
export interface LogLine {
  readonly name: MarkName;
  readonly count: number;
  readonly first: Date | undefined;
  readonly last: Date | undefined;
  /** The groups of the last line's pattern that took part (`src/evidence/container-logs/lines.ts`). */
  readonly captures: readonly string[];
  /** The last line, redacted, cut at 500 characters. */
  readonly text: string;
  /** The newest of them, oldest first; kept for the kinds that rules count by application or time. */
  readonly recent: readonly { readonly time: Date | undefined; readonly captures: readonly string[] }[];
}

/**
 * The line of that kind in a log that was read. Undefined: no such line among those that were read; of a log that
 * was not read at all (`log` undefined) that says nothing, and of one at level WARN nothing about INFO lines.
 */
export function lineOf(log: ContainerLog | undefined, name: MarkName): LogLine | undefined {
  const mark = log?.marks[name];
  if (mark === undefined) return undefined;
  return {
    name,
    count: mark.count,
    first: dateOf(mark.first),
    last: dateOf(mark.last),
    captures: mark.captures,
    text: mark.line,
    recent: (mark.recent ?? []).map(({ time, captures }) => ({ time: dateOf(time), captures })),
  };
}

/** Whichever of several kinds is there, the last one first. */
export const linesOf = (log: ContainerLog | undefined, names: readonly MarkName[]): readonly LogLine[] =>
  names.flatMap((name) => lineOf(log, name) ?? []).sort((a, b) => (b.last?.getTime() ?? 0) - (a.last?.getTime() ?? 0));

function dateOf(time: string | undefined): Date | undefined {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? undefined : new Date(at);
}
