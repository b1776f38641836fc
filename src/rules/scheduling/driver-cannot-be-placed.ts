import { observedState } from '#model/scheduler-state.js';
import { explainDriver } from '#model/scheduler/explain-driver.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';
import { driverWords } from '../parts/cluster-drivers.js';

export default defineRule({
  id: 'scheduling/driver-cannot-be-placed',
  severity: 'warning',
  summary: 'A driver of cluster mode is SUBMITTED and no worker has room for it.',
  why: `
With \`--deploy-mode cluster\` the driver itself needs \`--driver-cores\` and \`--driver-memory\` free on one worker.
Until then it is SUBMITTED, its worker "None", and spark-submit has long ended with code 0.`,
  proof: '`activedrivers` in the master\'s `/json/` with state SUBMITTED, beside what each ALIVE worker has free.',
  lookAlikes: 'A driver of a second ago is SUBMITTED too. FAILED drivers are `scheduling/cluster-driver-failed`.',
  remedy: 'Lower --driver-memory or --driver-cores, free a worker, or submit in client mode.',
  needs: ['cluster'],
  causes: ['cluster/no-alive-workers'],
  check: (model) => {
    const { cluster } = model;
    const observed = observedState(model);
    if (cluster === undefined || observed === undefined) return { examined: 0, observations: [] };
    const submitted = cluster.drivers.filter(({ state, worker }) => state === 'SUBMITTED' && (worker ?? 'None') === 'None');
    return {
      examined: cluster.drivers.length,
      observations: submitted.map(({ id, cores, memory, mainclass }) => {
        const why = explainDriver(observed.state, { name: id, cores, memoryMb: memory });
        return {
          subject: { kind: 'driver' as const, name: id },
          message: `${driverWords(id, mainclass, model)} waits for a worker: ${why}`,
          exhibits: [{ label: `${id} is SUBMITTED, asks ${formatCores(cores)} x ${String(memory)} MiB on one worker`, plane: 'requested' as const }],
          remedy: { summary: 'lower --driver-memory or --driver-cores, free a worker, or use client mode', actions: [] },
          blames: [{ kind: 'cluster' as const, name: cluster.master.document.url }],
        };
      }),
    };
  },
});
