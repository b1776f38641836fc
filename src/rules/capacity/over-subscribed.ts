import type { Model } from '#model/model.js';
import { formatCores } from '#units/cores.js';

import { defineRule } from '../define-rule.js';

export default defineRule({
  id: 'capacity/over-subscribed',
  severity: 'warning',
  summary: 'The file declares jobs that ask for more cores than its workers offer.',
  why: `
The master grants cores in the order of registration. When the jobs of the file together ask for more than its workers
offer, the last ones wait, and which ones these are changes with every restart.`,
  proof: 'The sum of `--total-executor-cores` (or spark.cores.max) of all jobs, by replicas, beside the sum of the workers\' cores, both as declared.',
  lookAlikes: 'A file that fits while the containers still ask for the old amount is `drift/stale-command`.',
  remedy: 'Lower the cores of jobs, or add a worker (`--scale`, another service, more SPARK_WORKER_CORES).',
  needs: ['compose'],
  check: (model) => {
    const { jobs, capacity, unknown } = declaredCores(model);
    if (jobs.length === 0 || capacity === undefined) return { examined: 0, observations: [], unknown };
    const demand = jobs.reduce((sum, { cores }) => sum + cores, 0);
    if (demand <= capacity) return { examined: jobs.length, observations: [], unknown };
    return {
      examined: jobs.length,
      observations: [
        {
          subject: { kind: 'project', name: model.projectName },
          message: `the file declares ${jobs.length === 1 ? 'a job' : `${String(jobs.length)} jobs`} of ${formatCores(demand)} in all, and its workers offer ${String(capacity)}`,
          exhibits: [
            { label: jobs.map(({ name, cores }) => `${name} ${String(cores)}`).join(' + ') + ` = ${String(demand)}`, plane: 'declared' as const },
            { label: `workers offer ${formatCores(capacity)}`, plane: 'declared' as const },
          ],
          remedy: { summary: `take ${formatCores(demand - capacity)} from the jobs, or add as many to the workers`, actions: [] },
        },
      ],
    };
  },
});

function declaredCores({ services }: Model) {
  const unknown: string[] = [];
  const jobs: { name: string; cores: number }[] = [];
  let capacity: number | undefined = 0;
  for (const { name, compose, declared } of services) {
    if (compose === undefined || declared === undefined) continue;
    const replicas = replicasOf(compose);
    if (declared.worker !== undefined) {
      if (declared.worker.cores === undefined) {
        unknown.push(`how many cores ${name} offers`);
        capacity = undefined;
      } else if (capacity !== undefined) capacity += declared.worker.cores * replicas;
    }
    const asked = declared.submit?.coresMax.value;
    if (asked === 'unlimited') unknown.push(`how many cores ${name} takes: it has no cap`);
    else if (asked !== undefined) jobs.push({ name: replicas === 1 ? name : `${name} x ${String(replicas)}`, cores: asked * replicas });
  }
  return { jobs, capacity: capacity === 0 ? undefined : capacity, unknown };
}

function replicasOf(service: { readonly [key: string]: unknown }): number {
  const { scale, deploy } = service;
  if (typeof scale === 'number') return scale;
  const replicas = typeof deploy === 'object' && deploy !== null && 'replicas' in deploy ? deploy.replicas : undefined;
  return typeof replicas === 'number' ? replicas : 1;
}
