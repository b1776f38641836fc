import { clip } from './clip.js';
import { parseGoFloat32 } from './go-float32.js';
import { UnitError } from './unit-error.js';

export { UnitError } from './unit-error.js';

/**
 * A number of CPUs as Compose keeps it: a 32 bit float. A string is read straight into 32 bits, a
 * YAML number was one of 64 bits first. From compose-go v2.9.1, types/cpus.go. Throws UnitError.
 */
export function parseCpus(value: string | number): number {
  const cpus = typeof value === 'number' ? Math.fround(value) : parseGoFloat32(value);
  if (cpus === undefined) throw new UnitError(`strconv.ParseFloat: parsing ${JSON.stringify(clip(String(value)))}: invalid syntax`);
  if (!Number.isFinite(cpus)) throw new UnitError(`unsupported value: ${cpus}`);
  return cpus;
}

/**
 * What Docker gets in HostConfig.NanoCpus; 1.001 becomes 1001000064, because the product is a 32 bit
 * float too. One that no int64 holds becomes the smallest, as Go does it on amd64.
 */
export function nanoCpus(cpus: number): number {
  const nanos = Math.trunc(Math.fround(Math.fround(cpus) * 1e9));
  return Math.abs(nanos) < 2 ** 63 ? nanos : -(2 ** 63);
}

/** The number that `config` prints: the shortest decimal that means the same 32 bit float (0.1, not 0.10000000149). */
export function printedCpus(cpus: number): number {
  const narrow = Math.fround(cpus);
  for (let digits = 1; digits <= 9; digits += 1) {
    const candidate = roundToEven(narrow, digits);
    if (Math.fround(candidate) === narrow) return candidate;
  }
  return narrow;
}

/** To this many digits; half-way goes to the even digit, where toPrecision would go up. */
function roundToEven(value: number, digits: number): number {
  const [mantissa = '', exponent = ''] = value.toExponential(60).replace(/0+e/, 'e').split('e');
  const kept = mantissa.slice(0, mantissa.indexOf('.') + digits);
  const isHalfWay = mantissa === `${kept}5` || (digits === 1 && mantissa === `${kept}.5`);
  const isEven = /[02468]\.?$/.test(kept);
  return isHalfWay && isEven ? Number(`${kept}e${exponent}`) : Number(value.toPrecision(digits));
}
