import type { Model } from '#model/model.js';
import type { SparkReplica, SparkService } from '#model/spark-service.js';
import { formatDuration, millis, minutes } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { MASTER_GRACE, masterUpFor } from '../parts/seen.js';

/** Its JVM starts, its first attempts may meet a master that is not up yet. */
const GRACE = minutes(1);

export default defineRule({
  id: 'cluster/worker-not-registered',
  severity: 'warning',
  summary: 'A worker\'s container runs, but the master does not know it.',
  why: `
A worker offers its cores by registering with the master that its command names. Where that name or port leads nowhere,
or to another master, the process runs and retries, its container is up, and the cluster is short of its cores.`,
  proof: 'A running worker container, up for more than a minute, and no entry of the master\'s `workers` at any of its addresses.',
  lookAlikes: 'A worker, or a master, in its first minute is still starting. One that the master lists as DEAD is `lifecycle/worker-heartbeat-lost`.',
  remedy: 'Read `docker compose logs --tail 50 WORKER`: "Failed to connect to master" names the address that it dials. Compare it with the master\'s own spark:// URL.',
  needs: ['cluster', 'docker'],
  causes: ['lifecycle/workers-follow-old-master', 'network/master-url-unreachable', 'network/master-bound-to-other-address', 'security/rpc-secret-mismatch', 'image/spark-build-mismatch', 'drift/stale-command', 'drift/stale-environment', 'cluster/no-alive-workers'],
  check: (model) => {
    const workers = model.services.filter(({ role }) => role === 'worker').flatMap((service) => service.replicas.filter(({ running }) => running).map((replica) => ({ service, replica })));
    const young = masterUpFor(model);
    if (young !== undefined && young < MASTER_GRACE) return { examined: 0, observations: [], unknown: workers.length === 0 ? [] : [`whether all workers come back: the master started ${formatDuration(young)} ago`] };
    // A worker that registered under a name which no container bears may be any of them.
    const unowned = model.cluster?.alive.some(({ service }) => service === undefined) === true;
    const missing = workers.filter(({ replica }) => !(model.cluster?.workers ?? []).some((listed) => listed.replica === replica));
    if (unowned && missing.length > 0) return { examined: workers.length - missing.length, observations: [], unknown: missing.map(({ replica }) => `which of the master's workers is ${replica.name}`) };
    return { examined: workers.length, observations: missing.flatMap(({ service, replica }) => observe(service, replica, model)) };
  },
});

function observe(service: SparkService, replica: SparkReplica, { cluster, takenAt, facts, services }: Model): Observation[] {
  const up = millis(takenAt.getTime() - Date.parse(replica.container.State.StartedAt ?? ''));
  if (cluster === undefined || !(up >= GRACE)) return [];
  const log = facts['container-logs']?.logs.find(({ container }) => container === replica.container.Id);
  const tried = log?.marks['master-connect-failed'] ?? log?.marks['worker-retry'];
  const dials = replica.deployed.worker?.master;
  return [
    {
      subject: { kind: 'service', name: service.name },
      message: `${replica.name} runs for ${formatDuration(up)} and ${cluster.master.document.url} does not know it${dials === undefined ? '' : `; it dials ${dials}`}`,
      exhibits: [
        { label: `the master lists ${cluster.workers.map(({ host, state }) => `${host} ${state}`).join(', ') || 'no worker'}`, plane: 'granted' },
        { label: tried === undefined ? `docker compose logs --tail 50 ${service.name} tells whom it tries to reach` : `log: ${tried.line}`, plane: 'deployed' },
      ],
      remedy: { summary: `let ${service.name} dial ${cluster.master.document.url}; read why it fails: docker compose logs --tail 50 ${service.name}`, actions: [] },
      blames: [{ kind: 'service', name: service.name }, ...services.filter(({ role }) => role === 'master').map(({ name }) => ({ kind: 'service' as const, name })), { kind: 'cluster', name: cluster.master.document.url }],
    },
  ];
}
