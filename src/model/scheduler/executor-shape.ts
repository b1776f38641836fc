import type { Amounts, ApplicationRequest } from './cluster-state.js';
import type { ExecutorShape, Master, WorkerInfo } from './master.js';

const NOTHING: Amounts = new Map();

/** The shape of an application's executors, one object for all that ask the same. */
export function shapeOf(master: Master, request: ApplicationRequest): ExecutorShape {
  const { executorCores, executorMemoryMb } = request;
  const resources = master.behaviour.countsResources ? (request.resources ?? NOTHING) : NOTHING;
  const key = JSON.stringify([executorCores ?? null, executorMemoryMb, [...resources].sort()]);

  const known = master.shapes.get(key);
  if (known !== undefined) return known;
  const shape: ExecutorShape = {
    unit: executorCores ?? 1,
    grows: executorCores === undefined,
    memoryMb: executorMemoryMb,
    resources,
    exhaustedIn: -1,
  };
  master.shapes.set(key, shape);
  return shape;
}

/** What is free on a worker, or would be. */
export type Room = Pick<WorkerInfo, 'coresFree' | 'memoryFreeMb' | 'resourcesFree'>;

/** Whether one more executor fits: Master.canLaunchExecutor. */
export function fitsOn(shape: ExecutorShape, room: Room): boolean {
  if (room.coresFree < shape.unit || room.memoryFreeMb < shape.memoryMb) return false;
  for (const [name, amount] of shape.resources) {
    if ((room.resourcesFree.get(name) ?? 0) < amount) return false;
  }
  return true;
}

/** How many units of cores this shape can take on a worker where it fits. */
export function unitsOn(shape: ExecutorShape, room: Room): number {
  const units = Math.floor(room.coresFree / shape.unit);
  // A growing executor pays for memory and resources once, however many cores it is dealt.
  return shape.grows ? units : Math.min(units, executorsByMemory(shape, room), executorsByResources(shape, room));
}

function executorsByMemory({ memoryMb }: ExecutorShape, { memoryFreeMb }: Room): number {
  return memoryMb === 0 ? Infinity : Math.floor(memoryFreeMb / memoryMb);
}

function executorsByResources({ resources }: ExecutorShape, { resourcesFree }: Room): number {
  let fewest = Infinity;
  for (const [name, amount] of resources) {
    if (amount > 0) fewest = Math.min(fewest, Math.floor((resourcesFree.get(name) ?? 0) / amount));
  }
  return fewest;
}
