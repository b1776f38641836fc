declare const unit: unique symbol;

/**
 * An amount of memory. Never a bare number: Docker counts bytes, Spark counts
 * mebibytes, Compose writes "4G"; mixing them is the bug we exist to find.
 */
export type Bytes = number & { readonly [unit]: 'bytes' };

const KIBI = 1024;

export const bytes = (count: number): Bytes => count as Bytes;
export const mebibytes = (count: number): Bytes => bytes(count * KIBI ** 2);
export const toMebibytes = (amount: Bytes): number => amount / KIBI ** 2;

/** "2.0 GiB": one decimal from MiB up unless it is a whole number below GiB. */
export function formatBytes(amount: Bytes): string {
  const steps = [
    ['TiB', KIBI ** 4],
    ['GiB', KIBI ** 3],
    ['MiB', KIBI ** 2],
    ['KiB', KIBI],
  ] as const;
  const [name, size] = steps.find(([, size]) => amount >= size) ?? ['B', 1];
  return `${String(Number((amount / size).toFixed(1)))} ${name}`;
}
