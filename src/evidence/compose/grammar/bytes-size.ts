import { bytes, type Bytes } from '#units/bytes.js';

import { clip } from './clip.js';
import { parseGoFloat } from './go-number.js';
import { UnitError } from './unit-error.js';

export { UnitError } from './unit-error.js';

const POWER = new Map([['k', 1], ['m', 2], ['g', 3], ['t', 4], ['p', 5]]);

/**
 * A size as `mem_limit`, `shm_size` and their kin take it: powers of 1024, `b` and `ib` optional, one
 * space allowed. From go-units v0.5.0, RAMInBytes, which Compose 2.40.3 uses: fractions are cut off,
 * `1e3` and `1_000` are numbers. Throws UnitError.
 */
export function parseComposeBytes(text: string): Bytes {
  const [digits, suffix] = splitSize(text);
  const amount = parseGoFloat(digits);
  if (amount === undefined) throw new UnitError(`strconv.ParseFloat: parsing ${JSON.stringify(clip(digits))}: invalid syntax`);
  if (amount < 0) throw new UnitError(`invalid size: '${clip(text)}'`);
  return bytes(toInt64(amount * multiplier(suffix)));
}

/** As `docker compose config` prints it: decimal bytes, as a string. */
export const formatComposeBytes = (amount: Bytes): string => BigInt(amount).toString();

function splitSize(text: string): readonly [string, string] {
  const space = text.indexOf(' ');
  if (space !== -1) return [text.slice(0, space), text.slice(space + 1)];
  const end = text.search(/[\d.][^\d.]*$/);
  if (end === -1) throw new UnitError(`invalid size: '${clip(text)}'`);
  return [text.slice(0, end + 1), text.slice(end + 1)];
}

function multiplier(suffix: string): number {
  if (suffix === '') return 1;
  const lower = suffix.toLowerCase();
  if (lower === 'b') return 1;
  const power = POWER.get(lower.charAt(0));
  if (power === undefined || lower.length > 1 && !/^.(?:b|ib)?$/.test(lower)) throw new UnitError(`invalid suffix: '${clip(lower)}'`);
  return 1024 ** power;
}

/** What Go on amd64 makes of a float too big for an int64: the smallest one. */
function toInt64(amount: number): number {
  return amount < 2 ** 63 ? Math.trunc(amount) : -(2 ** 63);
}
