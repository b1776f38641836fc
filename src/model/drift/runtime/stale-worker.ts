import { formatBytes } from '#units/bytes.js';

import { wholeMebibytes } from '../../spark/size.js';
import type { Worker } from '../../worker.js';
import type { RuntimeDifference } from './runtime-difference.js';

/** Where the master lists another size than the worker's own container says: it registered before the change, and only then it tells its size. */
export function staleOffers({ replica, cores, memory }: Worker): readonly RuntimeDifference[] {
  const own = replica?.deployed.worker;
  if (own === undefined) return [];
  return [
    ...(own.cores === undefined || own.cores === cores ? [] : [offer(own.coresFrom, `${String(own.cores)} cores`, `${String(cores)} cores`)]),
    ...(own.memory === undefined || wholeMebibytes(own.memory) === wholeMebibytes(memory) ? [] : [offer(own.memoryFrom, formatBytes(own.memory), formatBytes(memory))]),
  ];
}

const offer = (from: string | undefined, declared: string, deployed: string): RuntimeDifference => ({
  field: from?.startsWith('SPARK_') === true ? `environment.${from}` : 'command',
  declared,
  deployed: `${deployed} registered at the master`,
});
