import type { ServiceDrift } from '#model/drift/drift.js';
import { remedyActions, remedySummary } from '#model/drift-remedy.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation, type Subject } from '../define-rule.js';
import { tellsOfKills } from '../parts/out-of-memory.js';
import { replicasOf } from '../parts/seen.js';

export default defineRule({
  id: 'drift/service-not-running',
  severity: 'warning',
  summary: 'A declared service is not running, or not in the declared number.',
  why: `
The file declares the service and its profile is active, yet it has no container, a stopped one, an unhealthy one, or
fewer than its replicas. A worker that is not running takes its cores away from every job; a job that ended leaves no
application at the master. A job whose work is done (exit code 0 and no restart policy) is not ill.`,
  proof: 'The services of the resolved file beside the containers that carry their label, with `State.Status`, exit code and health.',
  lookAlikes: 'A service of an inactive profile is not declared for this run. A container that runs but never registered at the master is another illness.',
  remedy: '`docker compose up -d SERVICE`; read `docker compose logs --tail 50 SERVICE` first where it ended with an error.',
  needs: ['compose', 'docker'],
  causes: [
    'memory/container-oom-killed',
    'memory/heap-below-minimum',
    'memory/jvm-heap-exhausted',
    'lifecycle/healthcheck-cannot-run',
    'lifecycle/daemonised-entrypoint',
    'lifecycle/worker-gave-up-on-master',
    'lifecycle/work-dir-growing',
    'image/spark-build-mismatch',
    'image/python-minor-mismatch',
    'network/master-url-unreachable',
    'cpu/worker-size-malformed',
    'streaming/checkpoint-used-twice',
    'streaming/source-offsets-gone',
    'memory/executor-sigkilled',
  ],
  check: (model) => {
    const declared = model.services.filter(({ compose }) => compose !== undefined);
    return { examined: declared.length, observations: declared.flatMap((service) => observe(service, model)) };
  },
});

function observe(service: SparkService, model: Model): Observation[] {
  const drift = model.drift.get(service.name);
  const isReplaced = drift?.remedy?.kind === 'replace';
  const found = drift?.drift.find(({ kind, field }) => kind === 'missing' || kind === 'stopped' || kind === 'unhealthy' || (isReplaced && kind === 'changed-by-hand' && field !== undefined && /^(scale|deploy\.replicas)$/.test(field)));
  if (drift === undefined || found === undefined || isDone(service)) return [];
  return [
    {
      subject: { kind: 'service', name: service.name },
      message: isReplaced ? `has no container of its own: ${found.deployed?.replace(/^\d+; /, '') ?? ''}` : wording(service, found.kind, found.declared, found.deployed),
      severity: service.role === 'other' ? 'info' : 'warning',
      exhibits: [
        { label: found.declared ?? 'declared in the file', plane: 'declared', ...(found.provenance?.place === undefined ? {} : { place: found.provenance.place }) },
        ...service.replicas.map(({ name, container }) => ({ label: `container ${name} is ${stateWords(container.State)}`, plane: 'deployed' as const })),
      ],
      remedy: { summary: isReplaced ? remedySummary(drift) : `start ${service.name}; read its last lines first: docker compose logs --tail 50 ${service.name}`, actions: actions(drift) },
      blames: [{ kind: 'service', name: service.name }, ...lostItsExecutors(service, model)],
    },
  ];
}

/** A job that ended because processes of its workers were killed has its cause there. */
const lostItsExecutors = ({ replicas, role }: SparkService, model: Model): readonly Subject[] =>
  role === 'job' && replicas.some((replica) => tellsOfKills(model, replica) !== undefined) ? replicasOf(model, 'worker').map((worker) => ({ kind: 'service', name: worker.service.name })) : [];

const actions = (drift: ServiceDrift) => remedyActions(drift);

/** A one-shot service (an init container, a batch job) that ended well and is not to be restarted. */
function isDone({ compose, replicas }: SparkService): boolean {
  const restarts = compose?.restart !== undefined && compose.restart !== 'no';
  return !restarts && replicas.length > 0 && replicas.every(({ container }) => container.State.Status === 'exited' && container.State.ExitCode === 0);
}

function wording({ replicas }: SparkService, kind: string, declared: string | undefined, deployed: string | undefined): string {
  const [first] = replicas;
  if (first === undefined) return 'is declared and has no container';
  if (kind === 'unhealthy') return `runs and its health check fails: ${first.container.State.Health?.Log?.at(-1)?.Output?.trim().slice(0, 120) ?? 'no output'}`;
  const down = replicas.filter(({ running }) => !running);
  if (down.length === 0) return `runs ${deployed ?? String(replicas.length)} of ${declared ?? 'its'} replicas`;
  return replicas.length === 1 ? `is ${stateWords(first.container.State)}` : `${String(down.length)} of ${String(replicas.length)} replicas are not running`;
}

function stateWords({ Status, ExitCode, Paused }: { Status: string; ExitCode?: number | null | undefined; Paused?: boolean | null | undefined }): string {
  if (Paused === true) return 'paused';
  return Status === 'exited' ? `exited with code ${String(ExitCode ?? 0)}` : Status;
}
