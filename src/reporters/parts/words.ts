import { bytes, formatBytes } from '#units/bytes.js';
import { formatDuration, seconds } from '#units/duration.js';

/** "45 s", "14 min", "2 h 5 min", "3 d 4 h". */
export const durationWords = (count: number): string => formatDuration(seconds(count));

export const bytesWords = (count: number): string => formatBytes(bytes(count));

/** "1 service", "4 services", "2 boxes" with its own plural. */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;

/** "a, b and c"; past `limit` names "a, b, c and 5 more". */
export function listWords(names: readonly string[], limit = Infinity): string {
  const shown = names.length > limit ? [...names.slice(0, limit), `${names.length - limit} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** A share of 0 to 1 as "33 %". Rounded down: free room is never made to look larger. */
export const percentWords = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;

/** "2026-11-22 20:36:33 UTC" of an ISO time; what is no time is shown as it came. */
export function timeWords(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(iso);
  return parts === null ? iso : `${parts[1] ?? ''} ${parts[2] ?? ''} UTC`;
}

/** Times within a text, as Docker and Spark write them, without their fractions. */
export const readableTimes = (text: string): string => text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, timeWords);

export const placeWords = ({ file, line, column }: { file: string; line: number; column: number }): string =>
  `${file}:${line}:${column}`;

const LEFT_OUT_WORDS = 24;

/** About `letters` long at most, cut at a word where there is one; what was cut is said. */
export function shorten(text: string, letters: number): string {
  // To say that five letters are left out takes more than the five.
  if (text.length <= letters + LEFT_OUT_WORDS) return text;
  const cut = text.slice(0, letters);
  const atWord = cut.slice(0, Math.max(cut.lastIndexOf(' '), letters - 40)).trimEnd();
  // A character of two halves is not cut in the middle.
  return `${atWord.replace(/[\ud800-\udbff]$/, '')} ... (${text.length - atWord.length} letters more)`;
}
