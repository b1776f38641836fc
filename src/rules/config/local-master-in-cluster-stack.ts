import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared, wordPath, type Unknown } from '../parts/declared.js';
import { familyOf } from '../parts/images.js';
import { hidesDefaults, settingExhibit } from '../parts/mounted-defaults.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'config/local-master-in-cluster-stack',
  severity: 'warning',
  summary: 'A job runs in its own container alone although the stack has a Spark master.',
  why: `
\`local[*]\`, also the default when nothing names a master, runs the whole application inside the driver's JVM: the workers
stay idle, the master's page lists nothing, and the driver's heap is all the memory there is.`,
  proof: '`--master local...` or no master at all on the command line, in variables and in defaults that were seen, beside a master in the same file.',
  lookAlikes: 'Code may set the master itself: then the command line does not tell. A small helper may be local on purpose.',
  remedy: '`--master spark://SERVICE:7077`.',
  needs: ['compose'],
  check: (model) => {
    const masters = servicesDeclared(model, 'master');
    return judgeEach(masters.length === 0 ? [] : servicesDeclared(model, 'job').filter(({ declared }) => declared?.submit !== undefined), (service) => judge(model, service, masters));
  },
});

function judge(model: Model, service: SparkService, masters: readonly SparkService[]): readonly (Observation | Unknown)[] {
  const submit = service.declared?.submit;
  const master = submit?.master?.value;
  if (submit === undefined || submit.conf.has('spark.remote') || (master !== undefined && !master.startsWith('local'))) return [];
  const isTold = master !== undefined;
  if (!isTold && (hidesDefaults(service) || familyOf(service.declared?.view.image) === undefined)) {
    return [{ unknown: `which master ${service.name} uses: its command names none, and its image or code may` }];
  }
  return [
    {
      subject: serviceSubject(service.name),
      ...(isTold ? {} : { confidence: 'likely' as const }),
      message: `${isTold ? `runs ${master}` : 'names no master and so runs local[*]'}, although ${masters.map(({ name }) => name).join(', ')} ${masters.length === 1 ? 'is a master' : 'are masters'} of this stack: the workers do nothing for it`,
      exhibits: [isTold ? settingExhibit(model, service, 'spark.master', master, `spark.master is ${master}`) : declaredExhibit(model, service.name, wordPath(service, 'spark-submit'), 'spark.master is not set')],
      remedy: { summary: `start it with --master spark://${masters[0]?.name ?? 'SERVICE'}:${String(masters[0]?.declared?.master?.port ?? 7077)}`, actions: [] },
    },
  ];
}
