import { diedOf, executorsOf } from '#model/executors/executor.js';
import type { Model } from '#model/model.js';
import { bytes, formatBytes } from '#units/bytes.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { childrenKilled, clockOf, limitWords, tellsOfKills } from '../parts/out-of-memory.js';
import { logOf, replicasOf, service, type Placed } from '../parts/seen.js';

export default defineRule({
  id: 'memory/executor-sigkilled',
  severity: 'warning',
  summary: 'Executors or Python workers in a worker\'s container were killed for memory while the container lived on.',
  why: `
Executors are children of the worker, Python workers children of the executors, and all share the container's limit. The
kernel kills the largest of them; the worker's own process lives, so the container stays up and Docker's OOMKilled stays
false. Spark only sees "Command exited with code 137" or "Python worker exited unexpectedly".`,
  proof: '`oom` events of a container that did not end; exit status 137 in the logs of worker and driver; memory beside the limit.',
  lookAlikes: 'A full Java heap ends with 52 or an OutOfMemoryError. 143 and KILLED are an orderly end. `docker kill` inside a container leaves no `oom` event.',
  remedy: 'Raise mem_limit of the worker, or lower spark.executor.memory or SPARK_WORKER_MEMORY; leave room for Python (spark.executor.pyspark.memory), run fewer tasks at a time.',
  needs: ['docker'],
  causes: ['memory/worker-memory-vs-container-limit', 'drift/stale-limits'],
  check: (model) => {
    const workers = replicasOf(model, 'worker');
    const seen = workers.flatMap((placed) => observe(placed, model));
    const told = seen.length > 0 ? [] : toldByDrivers(model);
    const blind = model.facts['engine-events'] === undefined && workers.some(({ replica }) => logOf(model, replica) === undefined) && !nothingEnded(model);
    return { examined: workers.length, observations: [...seen, ...told], unknown: blind && workers.length > 0 ? ['whether executors were killed: docker events --since 1h --filter event=oom'] : [] };
  },
});

/** Every driver's log was read and says nothing, and no live application has lost an executor. */
function nothingEnded(model: Model): boolean {
  const jobs = replicasOf(model, 'job').filter(({ replica }) => replica.running);
  return jobs.every(({ replica }) => logOf(model, replica) !== undefined) && (model.cluster?.queue ?? []).every((application) => application.page !== undefined && diedOf(executorsOf(model, application)).length === 0);
}

function observe({ service: own, replica }: Placed, model: Model): Observation[] {
  const kills = childrenKilled(model, replica);
  const ended = logOf(model, replica)?.marks['executor-finished'];
  const sigkilled = ended?.captures.at(-1) === '137';
  if (kills.length === 0 && !sigkilled) return [];
  const stats = model.containers.get(replica.container.Id)?.stats;
  const drivers = replicasOf(model, 'job').flatMap((job) => tellsOfKills(model, job.replica) ?? []);
  const exhibits: readonly Exhibit[] = [
    ...(sigkilled ? [{ label: `log: ${ended.line.trim().slice(0, 200)}`, plane: 'granted' as const }] : []),
    ...(stats === undefined ? [] : [{ label: `it uses ${formatBytes(bytes(stats.memoryUsed))} now (${limitWords(replica)})`, plane: 'deployed' as const }]),
    ...drivers.slice(0, 1).map((line) => ({ label: `a driver's log: ${line.trim().slice(0, 200)}` })),
  ];
  const [first] = kills;
  return [
    {
      subject: service(own.name),
      confidence: first === undefined ? 'likely' : 'seen',
      message: first === undefined ? `had an executor killed with SIGKILL (137) in its container, which stayed up (${limitWords(replica)})` : `had ${String(kills.length)} ${kills.length === 1 ? 'process' : 'processes'} killed for memory in its container, last at ${clockOf(kills.at(-1))}, and stayed up (${limitWords(replica)})`,
      exhibits: [first === undefined ? { label: 'docker events --filter event=oom would tell whether the kernel did it' } : { label: `docker events: oom in ${replica.name} at ${kills.slice(-5).join(', ')}`, plane: 'deployed' }, ...exhibits],
      remedy: { summary: `raise the memory limit of ${own.name}, or let its executors and their Python workers take less`, actions: [] },
      blames: [service(own.name)],
    },
  ];
}

/** No worker tells, but a driver does. */
function toldByDrivers(model: Model): Observation[] {
  return replicasOf(model, 'job').flatMap(({ service: own, replica }): Observation[] => {
    const line = tellsOfKills(model, replica);
    if (line === undefined) return [];
    return [
      {
        subject: service(own.name),
        confidence: 'likely',
        message: `lost executors or Python workers to SIGKILL: ${line.trim().slice(0, 120)}`,
        exhibits: [{ label: `log of ${replica.name}: ${line.trim().slice(0, 200)}` }, { label: 'docker events --filter event=oom would tell whether the kernel did it' }],
        remedy: { summary: 'give the workers\' containers more memory, or the executors less', actions: [] },
        blames: [service(own.name)],
      },
    ];
  });
}
