import { isNonEmpty } from '#language.js';
import { bytes, formatBytes } from '#units/bytes.js';

import { defineRule } from '../define-rule.js';
import { driverDemand, workerDemand } from '../parts/demands.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'memory/engine-vm-too-small',
  severity: 'warning',
  summary: 'The stack may use more memory than the engine\'s machine has.',
  why: `
Docker Desktop, WSL and the like run the engine in a virtual machine with memory of its own, often less than the
computer's. The master hands out what workers claim, whatever the machine has; when executors fill their heaps, the
kernel kills the largest process, in whichever container it is.`,
  proof: 'Memory of the workers (from the master, else the file) and heaps of the drivers, against `MemTotal` of `docker info`.',
  lookAlikes: 'A limit of one container is `memory/worker-memory-vs-container-limit`. Heaps below about 450 MiB are refused by Spark itself.',
  remedy: 'Give the machine more memory (Docker Desktop: Resources; WSL: `memory=` in .wslconfig), or shrink the workers.',
  needs: ['compose', 'docker'],
  causes: ['cpu/worker-size-autodetected'],
  check: (model) => {
    const { MemTotal, OperatingSystem, NCPU } = model.facts.docker?.engine ?? {};
    const [workers, drivers] = [workerDemand(model), driverDemand(model)];
    const exhibits = [...workers.exhibits, ...drivers.exhibits];
    if (!isNonEmpty(exhibits)) return { examined: 0, observations: [] };
    if (typeof MemTotal !== 'number' || MemTotal <= 0) return { examined: 1, observations: [], unknown: ['how much memory the engine\'s machine has'] };
    const sum = bytes(workers.memory + drivers.memory);
    if (sum <= MemTotal) return { examined: 1, observations: [] };
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'project', name: model.projectName },
          message: `workers and drivers may use ${formatBytes(sum)}, and the engine's machine has ${formatBytes(bytes(MemTotal))}`,
          exhibits: [...exhibits, { label: `${OperatingSystem ?? 'the engine'}: ${String(NCPU ?? '?')} CPUs, ${formatBytes(bytes(MemTotal))}` }] as unknown as typeof exhibits,
          remedy: { summary: `lower SPARK_WORKER_MEMORY by ${formatBytes(bytes(sum - MemTotal))} in all, or give the machine more`, actions: [] },
          blames: workers.unset.map(serviceSubject),
        },
      ],
    };
  },
});
