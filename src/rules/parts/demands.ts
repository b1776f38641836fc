import { at, numberOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';
import { bytes, type Bytes } from '#units/bytes.js';

import { declaredExhibit, servicesDeclared } from './declared.js';
import type { Exhibit } from '../define-rule.js';

/** What containers of the project may take of their machine. */
export interface Demand {
  readonly cores: number;
  readonly memory: Bytes;
  readonly exhibits: readonly Exhibit[];
  /** Services that set no size and so take what they see. */
  readonly unset: readonly string[];
}

/** Workers of this engine: as the master lists them, else as the file declares them. */
export function workerDemand(model: Model): Demand {
  const unset: string[] = [];
  const exhibits: Exhibit[] = [];
  let [cores, memory] = [0, 0];
  for (const service of servicesDeclared(model, 'worker')) {
    const offers = offersOf(model, service);
    if (service.declared?.worker?.memoryFrom === undefined) unset.push(service.name);
    for (const offer of offers) {
      cores += offer.cores;
      memory += offer.memory;
    }
    const [first] = offers;
    if (first !== undefined) exhibits.push(declaredExhibit(model, service.name, ['environment'], `${service.name}: ${String(offers.length)} x ${String(first.cores)} cores, ${String(Math.round(first.memory / 1024 ** 2))} MiB`));
  }
  return { cores, memory: bytes(memory), exhibits, unset };
}

export const replicasOf = ({ compose }: SparkService): number => numberOf(at(compose, 'deploy', 'replicas')) ?? numberOf(at(compose, 'scale')) ?? 1;

function offersOf(model: Model, service: SparkService): readonly { readonly cores: number; readonly memory: Bytes }[] {
  const listed = (model.cluster?.alive ?? []).filter((worker) => worker.service === service);
  if (listed.length > 0) return listed;
  const { cores, memory } = service.declared?.worker ?? {};
  if (memory === undefined) return [];
  return Array.from({ length: replicasOf(service) }, () => ({ cores: cores ?? 0, memory }));
}

/** Heaps of drivers that run in containers of their own. */
export function driverDemand(model: Model): Demand {
  const drivers = servicesDeclared(model, 'job').filter(({ declared }) => declared?.submit !== undefined && declared.submit.deployMode === 'client');
  const memory = drivers.reduce((sum, service) => sum + (service.declared?.submit?.driverMemory.value ?? 0) * replicasOf(service), 0);
  const exhibits = drivers.map((service) => declaredExhibit(model, service.name, ['command'], `${service.name}: driver of ${String(Math.round((service.declared?.submit?.driverMemory.value ?? 0) / 1024 ** 2))} MiB`));
  return { cores: 0, memory: bytes(memory), exhibits, unset: [] };
}
