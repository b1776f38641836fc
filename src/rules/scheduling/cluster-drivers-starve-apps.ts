import { waitingJobs } from '#model/waiting.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';

export default defineRule({
  id: 'scheduling/cluster-drivers-starve-apps',
  severity: 'critical',
  summary: 'Drivers of cluster mode hold the cores that their own applications wait for.',
  why: `
With \`--deploy-mode cluster\` a driver takes cores and memory of a worker, and the master places drivers before
executors. Enough of them at once leave nothing for any executor: each waits for cores that the others hold.`,
  proof: '`activedrivers` in state RUNNING with their cores, and no application with a core, in the master\'s `/json/`.',
  lookAlikes: 'One application that holds everything is `scheduling/greedy-application`.',
  remedy: 'End some of the drivers (`spark-class org.apache.spark.deploy.Client kill MASTER DRIVER`), submit fewer at a time, or add a worker; Spark 4 has spark.deploy.maxDrivers.',
  needs: ['cluster'],
  check: (model) => {
    const { cluster, jobs } = model;
    const running = cluster?.drivers.filter(({ state }) => state === 'RUNNING') ?? [];
    if (cluster === undefined || running.length === 0) return { examined: 0, observations: [] };
    const held = running.reduce((sum, { cores }) => sum + cores, 0);
    const starved = waitingJobs(model).filter(({ job, wait: { reason } }) => job.application?.coresGranted === 0 && (reason.kind === 'not-now' || reason.kind === 'stranded'));
    const anyRuns = jobs.some(({ application }) => (application?.coresGranted ?? 0) > 0);
    if (starved.length === 0 || anyRuns) return { examined: 1, observations: [] };
    const names = starved.map(({ job }) => job.label).join(', ');
    return {
      examined: 1,
      observations: [
        {
          subject: { kind: 'cluster', name: cluster.master.document.url },
          message: `${String(running.length)} ${running.length === 1 ? 'driver holds' : 'drivers hold'} ${String(held)} of ${formatCores(cluster.cores)}, and no application has one: ${names} ${starved.length === 1 ? 'waits' : 'wait'}`,
          exhibits: [{ label: `${cluster.master.ui}/json/ lists drivers ${running.map(({ id, cores }) => `${id} (${formatCores(cores)})`).join(', ')}`, plane: 'granted' }],
          remedy: { summary: 'end some of these drivers, submit fewer at a time, or add a worker', actions: [] },
        },
      ],
    };
  },
});
