import type { ComposeEvidence } from '#evidence/compose/schema.js';

import type { Cluster } from '../../cluster.js';
import type { Job } from '../../job.js';
import { provenanceOf } from '../compare-container.js';
import type { DriftKind, FieldDrift, ServiceDrift } from '../drift.js';
import type { RuntimeDifference } from './runtime-difference.js';
import { overridesOf } from './set-in-code.js';
import { staleOffers } from './stale-worker.js';

export interface Running {
  readonly jobs: readonly Job[];
  readonly cluster: Cluster | undefined;
}

/** The comparison of file and container, and beyond it what Spark itself works with: values set in code, offers of old workers. */
export function withRuntime(drifts: readonly ServiceDrift[], { jobs, cluster }: Running, compose: ComposeEvidence | undefined): readonly ServiceDrift[] {
  return drifts.map((drift) => {
    const mine = jobs.filter(({ service }) => service?.name === drift.service);
    const workers = (cluster?.alive ?? []).filter(({ service }) => service?.name === drift.service);
    const entries = (kind: DriftKind, name: string | undefined, found: readonly RuntimeDifference[]) => found.map((one) => entry(one, kind, name, drift, compose));
    const code = mine.flatMap((job) => entries('set-in-code', job.replica?.name, isReadAnew(drift) ? overridesOf(job).filter(({ field }) => field !== 'volumes') : overridesOf(job)));
    const offers = workers.flatMap((worker) => entries('stale-worker', worker.replica?.name, staleOffers(worker)));
    return added(drift, once([...code, ...offers]), offers.length > 0);
  });
}

/** A mounted spark-defaults.conf that changed since the start was not overridden: it was not read yet. */
const isReadAnew = ({ drift }: ServiceDrift) => drift.some(({ kind }) => kind === 'mounted-file-newer-than-process');

function entry({ field, declared, deployed }: RuntimeDifference, kind: DriftKind, container: string | undefined, { service, containers }: ServiceDrift, compose: ComposeEvidence | undefined): FieldDrift {
  const provenance = compose === undefined ? undefined : provenanceOf(field, { name: service, project: compose });
  return { field, declared, deployed, provenance, kind, containers: containers.length > 1 && container !== undefined ? [container] : [] };
}

/** Replicas, and drivers of one container, that differ in the same way are told once. */
function once(drifts: readonly FieldDrift[]): readonly FieldDrift[] {
  const groups = new Map<string, FieldDrift>();
  for (const drift of drifts) {
    const key = JSON.stringify([drift.kind, drift.field, drift.declared, drift.deployed]);
    const earlier = groups.get(key);
    groups.set(key, earlier === undefined ? drift : { ...earlier, containers: [...new Set([...earlier.containers, ...drift.containers])].sort() });
  }
  return [...groups.values()];
}

/** No docker command heals what code sets; a worker tells its size when it starts again. */
function added(service: ServiceDrift, drifts: readonly FieldDrift[], hasOffers: boolean): ServiceDrift {
  if (drifts.length === 0) return service;
  const { coverage } = service;
  return {
    ...service,
    drift: [...service.drift, ...drifts],
    coverage: { ...coverage, compared: coverage.compared + drifts.length },
    ...(hasOffers ? { restartNeeded: true, remedy: service.remedy ?? { kind: 'restart' } } : {}),
  };
}
