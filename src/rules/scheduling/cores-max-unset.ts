import type { Job } from '#model/job.js';
import type { Model } from '#model/model.js';
import { schedulingConf } from '#model/scheduling-conf.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared, wordPath, type Unknown } from '../parts/declared.js';
import { familyOf } from '../parts/images.js';
import { isClient } from '../parts/master-urls.js';
import { hidesDefaults } from '../parts/mounted-defaults.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'scheduling/cores-max-unset',
  severity: 'warning',
  summary: 'A job of a shared cluster has no core cap, so whoever comes next waits.',
  why: `
Without \`spark.cores.max\` an application gets every free core of every worker that has the memory, and keeps them until
it ends. On a cluster that more than one driver uses, the order of starting then decides who runs.`,
  proof: 'No `--total-executor-cores` and no `spark.cores.max` on the command line or in defaults that were seen, no `spark.deploy.defaultCores` in `SPARK_MASTER_OPTS`, and more than one service that drives Spark.',
  lookAlikes: 'One job alone may have all. With dynamic allocation cores come back while it is idle: information only. Once it holds what others wait for, it is `scheduling/greedy-application`.',
  remedy: 'Give it `--total-executor-cores N`, or cap all with `SPARK_MASTER_OPTS=-Dspark.deploy.defaultCores=N`.',
  needs: ['compose'],
  causes: ['scheduling/greedy-application'],
  check: (model) => {
    const clients = servicesDeclared(model).filter(isClient);
    const isShared = clients.length > 1 && schedulingConf(model).defaultCores === undefined;
    const jobs = model.jobs.filter(({ service }) => service?.declared?.submit !== undefined && isStandalone(service.declared.submit.master?.value));
    return judgeEach(jobs, (job) => (isShared ? judge(model, job, clients.length) : []));
  },
});

const isStandalone = (master: string | undefined) => master === undefined || master.startsWith('spark');

function judge(model: Model, { service, application, label }: Job, clients: number): readonly (Observation | Unknown)[] {
  const submit = service?.declared?.submit;
  if (service === undefined || submit === undefined || submit.coresMax.value !== 'unlimited') return [];
  if (hidesDefaults(service)) return [{ unknown: `whether ${label} has a core cap: its spark-defaults.conf was not seen` }];
  return [
    {
      subject: serviceSubject(label),
      severity: submit.dynamicAllocation ? 'info' : 'warning',
      confidence: submit.master === undefined || familyOf(service.declared?.view.image) === undefined ? 'likely' : 'seen',
      message: `has no core cap on a cluster that ${String(clients)} services use: it takes every core that is free, and whoever comes next waits`,
      exhibits: [declaredExhibit(model, service.name, wordPath(service, 'spark-submit'), 'spark.cores.max is not set')],
      remedy: { summary: 'start it with --total-executor-cores N; -Dspark.deploy.defaultCores=N in SPARK_MASTER_OPTS caps all that set none', actions: [] },
      ...(application === undefined ? {} : { blames: [{ kind: 'application' as const, name: application.id }] }),
    },
  ];
}
