import { nameOf } from '#model/cluster.js';
import { lineOf } from '#model/log-lines.js';
import type { Model } from '#model/model.js';

/** The service whose spark-submit handed this driver of cluster mode to the master: its log says "State of driver-... is RUNNING". */
export function submitterOf(id: string, { containers }: Model): string | undefined {
  for (const { log, service } of containers.values()) if (lineOf(log, 'driver-state')?.captures[0] === id) return service?.name;
  return undefined;
}

/** "driver-2026... of submit-placed (Loop)", as far as that is known. */
export function driverWords(id: string, mainclass: string | undefined, model: Model): string {
  const submitter = submitterOf(id, model);
  return `${id}${submitter === undefined ? '' : ` of ${submitter}`}${mainclass === undefined ? '' : ` (${mainclass})`}`;
}

/** A worker by the name that people know. */
export function workerWords(id: string | undefined, { cluster }: Model): string {
  const worker = cluster?.workers.find((one) => one.id === id);
  return worker === undefined ? (id ?? 'an unknown worker') : nameOf(worker);
}
