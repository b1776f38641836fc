import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, settingPath } from '../parts/declared.js';
import { onEachPlane, service as serviceSubject, STALE, type OnPlane } from '../parts/planes.js';

export default defineRule({
  id: 'cpu/worker-cores-exceed-cpu-limit',
  severity: 'warning',
  summary: 'A worker offers more cores than its container may use processors.',
  why: `
A core of Spark is a task at a time, not a processor. \`SPARK_WORKER_CORES\` is taken as it stands, while the kernel stops
the container at its \`cpus\`: the tasks are all started and then throttled together, heartbeats included.`,
  proof: '`SPARK_WORKER_CORES` or `-c` beside `cpus`, `deploy.resources.limits.cpus`, `cpuset` of the file, and `NanoCpus`, `CpuQuota`, `CpusetCpus` of the container.',
  lookAlikes: 'Tasks that mostly wait (for a database, for Kafka) may be oversubscribed on purpose: silence it then. A worker that sets no cores rounds its limit up.',
  remedy: 'Make the two equal, then `docker compose up -d SERVICE`.',
  needs: ['compose'],
  causes: STALE,
  check: (model) =>
    judgeEach(
      model.services.filter(({ role }) => role === 'worker'),
      (service) => onEachPlane(service, (on) => judge(model, service, on)),
    ),
});

function judge(model: Model, service: SparkService, { plane, role: { worker }, limits: { cpus, cpusPath } }: OnPlane): Observation | undefined {
  const cores = worker?.cores;
  if (cores === undefined || cpus === undefined || cores <= Math.ceil(cpus)) return undefined;
  const offers = `${worker?.coresFrom ?? ''} offers ${formatCores(cores)}`;
  const limit = `the container may use ${String(cpus)} CPUs`;
  const isFile = plane === 'declared';
  return {
    subject: serviceSubject(service.name),
    message: `offers ${formatCores(cores)} in a container limited to ${String(cpus)} ${cpus === 1 ? 'CPU' : 'CPUs'}: tasks will be throttled`,
    exhibits: [
      isFile ? declaredExhibit(model, service.name, settingPath(service, worker?.coresFrom), offers) : { label: offers, plane },
      isFile ? declaredExhibit(model, service.name, cpusPath, limit) : { label: limit, plane },
    ],
    remedy: { summary: `set SPARK_WORKER_CORES to ${String(Math.max(1, Math.floor(cpus)))}, or allow ${String(cores)} CPUs`, actions: [] },
  };
}
