import type { ClusterState, DriverRequest } from './cluster-state.js';
import { fitsOn } from './executor-shape.js';
import { freeRoom } from './free-room.js';
import { roomOn, shapeFor } from './headroom.js';
import { outsized } from './outsized.js';
import { behaviourOf } from './spark-behaviour.js';
import { freeInWords, neverInWords, sentenceFor } from './wait-sentence.js';

/**
 * Why a driver of cluster mode is still SUBMITTED: it needs room on a worker as
 * one executor does, before any of the executors. Lower case, no full stop.
 */
export function explainDriver(state: ClusterState, { cores, memoryMb, resources }: DriverRequest): string {
  const shape = shapeFor({ executorCores: cores, executorMemoryMb: memoryMb, resources }, state.conf);
  const never = outsized(state, shape);
  if (never?.kind === 'never') return neverInWords(never.asks, never.short, 'for the driver');
  if (never !== undefined) return sentenceFor(never);

  const { maxDrivers } = state.conf;
  const running = state.drivers.filter((driver) => driver.state === 'RUNNING').length;
  const isLimited = behaviourOf(state.conf.sparkVersion).ordersWorkersById && maxDrivers !== undefined && running >= maxDrivers;
  if (isLimited && state.workers.some((worker) => fitsOn(shape, roomOn(worker)))) {
    return `spark.deploy.maxDrivers allows ${maxDrivers}, and ${running} run`;
  }
  return freeInWords(freeRoom(state, shape), { cores, memoryMb, resources: Object.fromEntries(resources ?? []) }, 'the driver');
}
