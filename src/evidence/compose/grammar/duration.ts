import { clip } from './clip.js';
import { UnitError } from './unit-error.js';

export { UnitError } from './unit-error.js';

const SECOND = 1_000_000_000n;
const HOUR = 3600n * SECOND;
const UNIT = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['\u00b5s', 1000n],
  ['\u03bcs', 1000n],
  ['ms', 1_000_000n],
  ['s', SECOND],
  ['m', 60n * SECOND],
  ['h', HOUR],
  ['d', 24n * HOUR],
  ['w', 168n * HOUR],
]);
const LARGEST = 2n ** 63n - 1n;
const PART = /(\d*)(?:\.(\d*))?([^\d.]*)/y;

/**
 * Nanoseconds of a Go duration such as "1m30s" or "-1.5h", with the days and weeks that Compose
 * knows since 2.34 (go-str2duration v2.1.0). A number without a unit is refused, except "0". Throws UnitError.
 */
export function parseGoDuration(text: string): bigint {
  const unsigned = text.replace(/^[-+]/, '');
  if (unsigned === '0') return 0n;
  if (unsigned === '') throw refused(text);

  let total = 0n;
  for (let at = 0; at < unsigned.length; ) {
    PART.lastIndex = at;
    const [part = '', whole = '', fraction = '', unit = ''] = PART.exec(unsigned) ?? [];
    if (whole === '' && fraction === '') throw refused(text);
    total += nanoseconds(whole, fraction, unit, text);
    if (total > LARGEST) throw refused(text);
    at += part.length;
  }
  return text.startsWith('-') ? -total : total;
}

function nanoseconds(whole: string, fraction: string, unit: string, text: string): bigint {
  if (unit === '') throw new UnitError(`time: missing unit in duration "${clip(text)}"`);
  const size = UNIT.get(unit);
  if (size === undefined) throw new UnitError(`time: unknown unit "${clip(unit)}" in duration "${clip(text)}"`);
  const significant = whole.replace(/^0+/, '');
  const count = significant.length > 19 ? LARGEST + 1n : BigInt(significant);
  if (count > LARGEST / size) throw refused(text);
  return count * size + fractionOf(fraction, size);
}

/** Digits beyond 63 bits stop counting, and the product is a float64: both as in Go, to the last nanosecond. */
function fractionOf(digits: string, size: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (value > LARGEST / 10n || next > LARGEST) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(size) / scale)));
}

const refused = (text: string): UnitError => new UnitError(`time: invalid duration "${clip(text)}"`);

/** Go's `Duration.String`, as `docker compose config` prints durations: "1m30s", "1h0m0s", "1.5s", "100µs". */
export function formatGoDuration(nanos: bigint): string {
  if (nanos === 0n) return '0s';
  const sign = nanos < 0n ? '-' : '';
  const amount = nanos < 0n ? -nanos : nanos;
  if (amount < 1000n) return `${sign}${amount}ns`;
  if (amount < 1_000_000n) return `${sign}${decimal(amount, 1000n)}\u00b5s`;
  if (amount < SECOND) return `${sign}${decimal(amount, 1_000_000n)}ms`;

  const minutes = amount / (60n * SECOND);
  const seconds = `${decimal(amount % (60n * SECOND), SECOND)}s`;
  if (minutes === 0n) return sign + seconds;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function decimal(amount: bigint, unit: bigint): string {
  const places = unit.toString().length - 1;
  const fraction = (amount % unit).toString().padStart(places, '0').replace(/0+$/, '');
  return fraction === '' ? String(amount / unit) : `${amount / unit}.${fraction}`;
}
