import type { ApplicationInfo, Master } from './master.js';

/** Whether an application would take another executor if one fitted somewhere. */
export function isHungry({ cap, coresGranted, shape, executors, executorLimit }: ApplicationInfo): boolean {
  return cap - coresGranted >= shape.unit && executors.size < executorLimit;
}

/** Puts the application into the list of the hungry, or takes it out, after its wants or its holdings changed. */
export function weigh(master: Master, application: ApplicationInfo): void {
  const { hungry } = master;
  const at = placeAmong(hungry, application);
  const listed = hungry[at] === application;
  const wants = master.queue.has(application) && isHungry(application);
  if (wants && !listed) hungry.splice(at, 0, application);
  if (!wants && listed) hungry.splice(at, 1);
}

function placeAmong(hungry: readonly ApplicationInfo[], { place }: ApplicationInfo): number {
  let low = 0;
  let high = hungry.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hungry[middle]?.place ?? Infinity) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
