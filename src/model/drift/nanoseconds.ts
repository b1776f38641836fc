import { formatGoDuration, parseGoDuration } from '#evidence/compose/grammar/duration.js';

const SECOND = 1_000_000_000n;

/** Nanoseconds of "1m30s"; undefined for text that is no duration. */
export function nanosecondsOf(text: string): bigint | undefined {
  try {
    return parseGoDuration(text);
  } catch {
    return undefined;
  }
}

export function wholeSeconds(text: string): number | undefined {
  const nanos = nanosecondsOf(text);
  return nanos === undefined ? undefined : Number(nanos / SECOND);
}

/** As Compose prints it: "1m30s". */
export const showNanoseconds = (nanos: number | bigint): string => formatGoDuration(BigInt(nanos));
