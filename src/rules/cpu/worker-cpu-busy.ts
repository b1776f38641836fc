import type { Worker } from '#model/cluster.js';
import type { Model } from '#model/model.js';
import { formatCores } from '#units/cores.js';
import { minutes } from '#units/duration.js';

import { defineRule, type Observation } from '../define-rule.js';
import { service } from '../parts/seen.js';

/** JVMs that start are busy: an average tells nothing before. */
const YOUNG = minutes(5);

export default defineRule({
  id: 'cpu/worker-cpu-busy',
  severity: 'warning',
  summary: 'A worker\'s container keeps more than half of the processors that it advertises busy, all the time.',
  why: `
A core of Spark is a number of tasks at a time, not a processor. Steady use above half of them leaves no room for a peak,
a restart or the executors of a lost worker, and batches begin to take longer than their trigger.`,
  proof: 'Processor time of the container since its start, or over the window of --sample, over the cores it offers the master.',
  lookAlikes: 'The first minutes of a JVM are busy: an average since the start tells little of a container that is minutes old. `check --sample 30` measures now.',
  remedy: 'Add a worker; more workers rather than more cores a job.',
  needs: ['cluster', 'container-stats'],
  check: (model, { workerCpu }) => {
    const workers = (model.cluster?.alive ?? []).filter(({ replica }) => replica !== undefined);
    const unknown = workers.filter((worker) => useOf(worker, model) === undefined).map(({ replica }) => `processor use of ${replica?.name ?? ''}: docker stats --no-stream`);
    return { examined: workers.length - unknown.length, observations: workers.flatMap((worker) => observe(worker, workerCpu, model)), unknown };
  },
});

function useOf({ replica }: Worker, { containers }: Model): { readonly cores: number; readonly over: string } | undefined {
  const stats = containers.get(replica?.container.Id ?? '')?.stats;
  if (stats?.cpuWindow !== undefined) return { cores: stats.cpuWindow.cores, over: `over ${String(stats.cpuWindow.seconds)} s` };
  const up = containers.get(replica?.container.Id ?? '')?.upFor ?? YOUNG;
  return stats?.cpuAverage === undefined ? undefined : { cores: up < YOUNG ? 0 : stats.cpuAverage, over: 'since it started' };
}

function observe(worker: Worker, limit: number, model: Model): Observation[] {
  const use = useOf(worker, model);
  const share = use === undefined ? 0 : use.cores / worker.cores;
  if (use === undefined || share <= limit) return [];
  const name = worker.service?.name ?? worker.id;
  return [
    {
      subject: service(name),
      message: `keeps ${use.cores.toFixed(1)} processors busy ${use.over}, ${String(Math.round(share * 100))} % of the ${formatCores(worker.cores)} it offers, more than ${String(Math.round(limit * 100))} %`,
      exhibits: [{ label: `docker stats ${worker.replica?.name ?? ''}: ${use.cores.toFixed(2)} processors ${use.over}`, plane: 'deployed' }],
      remedy: { summary: 'add a worker, or move a job away', actions: [] },
    },
  ];
}
