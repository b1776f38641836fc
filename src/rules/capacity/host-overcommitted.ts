import { isNonEmpty } from '#language.js';
import { bytes, formatBytes } from '#units/bytes.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';
import { workerDemand } from '../parts/demands.js';
import { service as serviceSubject } from '../parts/planes.js';

/** Tasks that wait for disk and network leave processors free; beyond this even they queue for one. */
const TASKS_PER_CPU = 4;

export default defineRule({
  id: 'capacity/host-overcommitted',
  severity: 'warning',
  summary: 'The workers together offer far more than their machine has.',
  why: `
A worker's cores and memory are what it claims, and the master believes it. Cores are tasks at a time and may exceed the
processors on purpose; memory may not: heaps that fill up are memory that is not there.`,
  proof: 'The sum over the workers (from the master, else the file) against `NCPU` and `MemTotal` of `docker info`: more memory than there is, or more than four tasks a processor.',
  lookAlikes: 'Workers that set no size each offer the whole machine: `cpu/worker-size-autodetected`.',
  remedy: 'Size the workers so that together they are what the machine has.',
  needs: ['compose', 'docker'],
  causes: ['memory/engine-vm-too-small', 'cpu/worker-size-autodetected'],
  check: (model) => {
    const { MemTotal, NCPU } = model.facts.docker?.engine ?? {};
    const { cores, memory, exhibits, unset } = workerDemand(model);
    if (!isNonEmpty(exhibits)) return { examined: 0, observations: [] };
    if (typeof MemTotal !== 'number' || typeof NCPU !== 'number' || MemTotal <= 0 || NCPU <= 0) return { examined: 1, observations: [], unknown: ['what the engine\'s machine has'] };
    if (memory <= MemTotal && cores <= TASKS_PER_CPU * NCPU) return { examined: 1, observations: [] };
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'project', name: model.projectName },
          message: `the workers offer ${formatCores(cores)} and ${formatBytes(memory)} together; their machine has ${String(NCPU)} ${NCPU === 1 ? 'CPU' : 'CPUs'} and ${formatBytes(bytes(MemTotal))}`,
          exhibits,
          remedy: { summary: 'lower SPARK_WORKER_CORES and SPARK_WORKER_MEMORY of the workers', actions: [] },
          blames: [{ kind: 'project', name: model.projectName }, ...unset.map(serviceSubject)],
        },
      ],
    };
  },
});
