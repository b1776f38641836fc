import { bytes, formatBytes } from '#units/bytes.js';

import { defineRule, type Observation } from '../define-rule.js';
import { replicasOf, service } from '../parts/seen.js';

export default defineRule({
  id: 'memory/worker-memory-near-limit',
  severity: 'warning',
  summary: 'A worker\'s container uses nearly all of its memory limit.',
  why: `
Heaps grow to their maximum before Java collects in earnest, and beside them are threads, buffers and Python workers. A
container that is close to its limit loses an executor to the kernel at the next peak.`,
  proof: 'Memory in use as `docker stats` counts it, without the page cache, over the container\'s limit.',
  lookAlikes: 'Page cache is given back and is not counted. A container without a limit competes for the whole machine instead.',
  remedy: 'Raise mem_limit of the worker, or lower SPARK_WORKER_MEMORY or the executors\' memory.',
  needs: ['docker', 'container-stats'],
  causes: ['memory/worker-memory-vs-container-limit', 'memory/executor-sigkilled', 'drift/stale-limits'],
  check: (model, { workerMemory }) => {
    const workers = replicasOf(model, 'worker').filter(({ replica }) => replica.running);
    const read = workers.map((one) => ({ ...one, stats: model.containers.get(one.replica.container.Id)?.stats }));
    return {
      examined: read.filter(({ stats }) => stats !== undefined).length,
      observations: read.flatMap(({ service: { name }, replica, stats }): Observation[] => {
        const share = stats?.memoryLimit === undefined ? 0 : stats.memoryUsed / stats.memoryLimit;
        if (stats?.memoryLimit === undefined || share <= workerMemory.warning) return [];
        const bound = share > workerMemory.critical ? workerMemory.critical : workerMemory.warning;
        return [
          {
            subject: service(name),
            severity: share > workerMemory.critical ? 'critical' : 'warning',
            message: `uses ${formatBytes(bytes(stats.memoryUsed))} of its limit of ${formatBytes(bytes(stats.memoryLimit))}: ${percent(share)}, more than ${percent(bound)}`,
            exhibits: [{ label: `docker stats ${replica.name}: ${String(stats.memoryUsed)} of ${String(stats.memoryLimit)} bytes`, plane: 'deployed' }],
            remedy: { summary: `raise the memory limit of ${name}, or let it hand out less`, actions: [] },
            blames: [service(name)],
          },
        ];
      }),
      unknown: read.filter(({ stats }) => stats === undefined).map(({ replica }) => `memory of ${replica.name}: docker stats --no-stream ${replica.name}`),
    };
  },
});

const percent = (share: number) => `${String(Math.round(share * 100))} %`;
