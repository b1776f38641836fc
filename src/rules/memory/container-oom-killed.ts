import { defineRule, type Observation } from '../define-rule.js';
import { clockOf, killOf, limitWords } from '../parts/out-of-memory.js';
import { service } from '../parts/seen.js';

export default defineRule({
  id: 'memory/container-oom-killed',
  severity: 'critical',
  summary: 'A container was killed by the kernel because it was out of memory.',
  why: `
When the processes of a container need more than its limit, or the machine than it has, the kernel kills the largest.
Is that the main process, the container ends with 137. A JVM takes its heap and, beside it, threads, buffers, metaspace
and Python workers: a limit equal to the heap is too small.`,
  proof: '`State.OOMKilled`, or an `oom` event right before `die` with exit code 137.',
  lookAlikes: '137 without either is `memory/exit-137-not-oom`. A full Java heap ends with an OutOfMemoryError: `memory/jvm-heap-exhausted`. Executors killed in a worker that lives on: `memory/executor-sigkilled`.',
  remedy: 'Raise mem_limit, or lower --driver-memory, SPARK_WORKER_MEMORY or spark.executor.memory so that 10 to 20 % remain; then `docker compose up -d SERVICE`.',
  needs: ['docker'],
  causes: ['memory/worker-memory-vs-container-limit', 'drift/stale-limits'],
  check: (model) => {
    const all = model.services.flatMap((one) => one.replicas.map((replica) => ({ one, replica, kill: killOf(model, replica) })));
    return {
      examined: all.length,
      observations: all.flatMap(({ one, replica, kill }): Observation[] => {
        if (kill?.by !== 'kernel') return [];
        const { State } = replica.container;
        return [
          {
            subject: service(one.name),
            message: `was killed for memory at ${clockOf(kill.at)} (${limitWords(replica)})${kill.restarted ? ' and runs again' : ''}`,
            exhibits: [
              { label: `container ${replica.name}: OOMKilled ${String(State.OOMKilled === true)}, exit code ${String(State.ExitCode ?? 0)}, finished ${State.FinishedAt ?? ''}, restarted ${String(replica.container.RestartCount ?? 0)} times`, plane: 'deployed' },
            ],
            remedy: { summary: `raise the memory limit of ${one.name}, or lower the heap in it`, actions: [] },
            blames: [service(one.name)],
          },
        ];
      }),
      unknown: all.filter(({ kill }) => kill?.by === 'unknown').map(({ replica }) => `why ${replica.name} ended with 137: docker inspect, docker events`),
    };
  },
});
