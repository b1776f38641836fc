import type { ClusterState } from './cluster-state.js';
import type { Room } from './executor-shape.js';
import { roomOn } from './headroom.js';
import type { ExecutorShape } from './master.js';
import type { FreeRoom } from './wait-reason.js';

/** What is free in a cluster where a shape fits nowhere, and what of it is lacking. */
export const freeRoom = ({ workers }: ClusterState, shape: ExecutorShape): FreeRoom =>
  freeAmong(workers.map((worker) => ({ worker: worker.id, ...roomOn(worker) })), shape);

/** The same for rooms that need not be what is free now. */
export function freeAmong(rooms: readonly NamedRoom[], shape: ExecutorShape): FreeRoom {
  const cores = rooms.map(({ coresFree }) => Math.max(0, coresFree));
  const enough = rooms.filter(({ coresFree }) => coresFree >= shape.unit);
  return {
    cores: cores.reduce((sum, count) => sum + count, 0),
    mostCoresOnOneWorker: cores.reduce((most, count) => Math.max(most, count), 0),
    even: cores.every((count) => count === cores[0]),
    workers: rooms.length,
    enoughCoresOn: enough.length,
    lacks: lackAmong(enough, shape),
  };
}

export interface NamedRoom extends Room {
  readonly worker: string;
}

/** Of workers with cores enough: what else is short, at the one that has the most of it. */
function lackAmong(rooms: readonly NamedRoom[], { memoryMb, resources }: ExecutorShape): FreeRoom['lacks'] {
  const [first, ...others] = rooms;
  if (first === undefined) return undefined;
  const mostOf = (dimension: string, of: (room: NamedRoom) => number) => {
    const best = others.reduce((most, room) => (of(room) > of(most) ? room : most), first);
    return { dimension, most: Math.max(0, of(best)), worker: best.worker };
  };

  const memory = mostOf('memory', (room) => room.memoryFreeMb);
  if (memory.most < memoryMb) return memory;
  for (const [name, amount] of resources) {
    const resource = mostOf(name, (room) => room.resourcesFree.get(name) ?? 0);
    if (resource.most < amount) return resource;
  }
  return { ...memory, dimension: 'together' };
}
