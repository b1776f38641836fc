import { parseGoFloat32 } from './go-number.js';
import { UnitError } from './unit-error.js';

export { UnitError } from './unit-error.js';

/**
 * A number of CPUs as Compose keeps it: a 32 bit float. A string is read straight into 32 bits, a
 * YAML number was one of 64 bits first. From compose-go v2.9.1, types/cpus.go. Throws UnitError.
 */
export function parseCpus(value: string | number): number {
  const cpus = typeof value === 'number' ? Math.fround(value) : parseGoFloat32(value);
  if (cpus === undefined) throw new UnitError(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`);
  if (!Number.isFinite(cpus)) throw new UnitError(`unsupported value: ${cpus}`);
  return cpus;
}

/** What Docker gets in HostConfig.NanoCpus; 1.001 becomes 1001000064, because the product is a 32 bit float too. */
export function nanoCpus(cpus: number): number {
  return Math.trunc(Math.fround(Math.fround(cpus) * 1e9));
}

/** The number that `config` prints: the shortest decimal that means the same 32 bit float (0.1, not 0.10000000149). */
export function printedCpus(cpus: number): number {
  const narrow = Math.fround(cpus);
  for (let digits = 1; digits <= 9; digits += 1) {
    const candidate = Number(narrow.toPrecision(digits));
    if (Math.fround(candidate) === narrow) return candidate;
  }
  return narrow;
}
