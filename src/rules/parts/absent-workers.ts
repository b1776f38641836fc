import type { Cluster } from '#model/cluster.js';
import { replicasOf } from '#model/drift/recreate/replicas.js';
import type { SparkService } from '#model/spark-service.js';

import type { Subject } from '../define-rule.js';

/** Services of workers of which fewer are ALIVE than the file asks for: the cluster would be larger with them. */
export const absentWorkers = (services: readonly SparkService[], cluster: Cluster | undefined): readonly Subject[] =>
  services
    .filter(({ role, compose }) => role === 'worker' && compose !== undefined)
    .filter(({ name, compose }) => (cluster?.alive ?? []).filter(({ service }) => service?.name === name).length < (compose === undefined ? 0 : replicasOf(compose)))
    .map(({ name }) => ({ kind: 'service', name }));
