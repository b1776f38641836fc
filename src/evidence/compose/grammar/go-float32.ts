import { parseGoFloat } from './go-number.js';

/** strconv.ParseFloat(text, 32): rounded once, from the text to 32 bits; undefined where it reports an error. */
export function parseGoFloat32(text: string): number | undefined {
  const wide = parseGoFloat(text);
  if (wide === undefined) return undefined;
  const narrow = Math.fround(wide);
  if (!Number.isFinite(narrow)) return Number.isFinite(wide) ? undefined : narrow;

  // Only where 64 bits fall into the middle between two numbers of 32 did the text's last digits get lost.
  const neighbour = wide + (wide - narrow);
  if (narrow === wide || Math.fround(neighbour) !== neighbour) return narrow;
  const side = compareMagnitude(text, Math.abs(wide));
  const [smaller, larger] = Math.abs(narrow) < Math.abs(neighbour) ? [narrow, neighbour] : [neighbour, narrow];
  return side === 0 ? narrow : side < 0 ? smaller : larger;
}

/** The exact sign of |text| - amount, for a decimal text. */
function compareMagnitude(text: string, amount: number): number {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text.replaceAll('_', '')) ?? [];
  if (whole + fraction === '') return 0;

  let bits = 0;
  let scaled = amount;
  for (; !Number.isInteger(scaled); bits += 1) scaled *= 2;
  const power = Number(exponent) - fraction.length;
  const left = BigInt(whole + fraction) * 10n ** BigInt(Math.max(power, 0)) * 2n ** BigInt(bits);
  const right = BigInt(scaled) * 10n ** BigInt(Math.max(-power, 0));
  return left < right ? -1 : Number(left > right);
}
