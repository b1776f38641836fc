import { bytes, type Bytes } from '#units/bytes.js';

const POWER: Readonly<Record<string, number>> = { b: 0, k: 1, kb: 1, m: 2, mb: 2, g: 3, gb: 3, t: 4, tb: 4, p: 5, pb: 5 };

/**
 * A memory size as Spark reads `spark.executor.memory`, `SPARK_WORKER_MEMORY` and `-m`: whole numbers, a bare one is
 * BYTES (so `2048` is 0 MiB). Undefined for what Spark refuses: fractions, `1GiB`.
 * (Spark 3.5 JavaUtils.byteStringAs, Utils.memoryStringToMb)
 */
export function parseSparkMemory(text: string): Bytes | undefined {
  const match = /^\s*(\d+)\s*([a-z]+)?\s*$/i.exec(text);
  if (match === null) return undefined;
  const power = POWER[(match[2] ?? 'b').toLowerCase()];
  return power === undefined ? undefined : bytes(Number(match[1]) * 1024 ** power);
}

/** MiB as the master counts them: the division truncates. */
export const wholeMebibytes = (amount: Bytes): number => Math.floor(amount / 1024 ** 2);
