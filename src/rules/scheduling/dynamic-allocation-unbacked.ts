import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { judgeEach, namesIn, servicesDeclared, type Unknown } from '../parts/declared.js';
import { hidesDefaults, settingExhibit } from '../parts/mounted-defaults.js';
import { service as serviceSubject } from '../parts/planes.js';
import { versionIn } from '../parts/images.js';

export default defineRule({
  id: 'scheduling/dynamic-allocation-unbacked',
  severity: 'warning',
  summary: 'Dynamic allocation is on, and nothing keeps the shuffle data of executors that leave.',
  why: `
An executor may be given back only when its shuffle files survive it: with the external shuffle service, on the workers
(\`SPARK_WORKER_OPTS\`) and in the application both, or with shuffle tracking, which is on by default from 3.4. With
neither SparkContext fails; with the service on one side only, executors fail to register with it.`,
  proof: '`spark.dynamicAllocation.*` and `spark.shuffle.service.enabled` of the job, `-Dspark.shuffle.service.enabled` of the workers, the Spark version.',
  lookAlikes: 'Executors that stay although idle may hold shuffle or cached data: that is tracking at work.',
  remedy: 'Set `spark.dynamicAllocation.shuffleTracking.enabled=true` in the job, or the service on both sides; bound it with `spark.cores.max`.',
  needs: ['compose'],
  check: (model) =>
    judgeEach(
      servicesDeclared(model, 'job').filter(({ declared }) => declared?.submit?.dynamicAllocation === true),
      (service) => judge(model, service),
    ),
});

const SERVICE = 'spark.shuffle.service.enabled';
const TRACKING = 'spark.dynamicAllocation.shuffleTracking.enabled';

function judge(model: Model, service: SparkService): readonly (Observation | Unknown)[] {
  const conf = service.declared?.submit?.conf;
  const value = (key: string) => conf?.get(key)?.value.trim();
  if (value('spark.decommission.enabled') === 'true' && value('spark.storage.decommission.shuffleBlocks.enabled') === 'true') return [];
  if (value(SERVICE) === 'true') return oneSided(model, service);
  if (value(TRACKING) === 'true') return [];
  const version = model.cluster?.sparkVersion ?? versionIn(service.declared?.view.image);
  if (value(TRACKING) === undefined && version === undefined) return [{ unknown: `whether shuffle tracking is the default for ${service.name}: its Spark version is not known` }];
  if (value(TRACKING) === undefined && isFrom34(version ?? '')) return [];
  return [observe(model, service, `turns dynamic allocation on without shuffle service or shuffle tracking${version === undefined ? '' : ` (Spark ${version})`}: its SparkContext fails`, `set ${TRACKING}=true`)];
}

function oneSided(model: Model, service: SparkService): readonly (Observation | Unknown)[] {
  const workers = servicesDeclared(model, 'worker');
  const offering = workers.filter(({ declared }) => ['SPARK_WORKER_OPTS', 'SPARK_DAEMON_JAVA_OPTS'].some((key) => declared?.view.environment.get(key)?.includes(`${SERVICE}=true`) === true));
  if (workers.length === 0 || offering.length === workers.length) return [];
  const without = workers.filter((worker) => !offering.includes(worker));
  if (without.some((worker) => hidesDefaults(worker))) return [{ unknown: `whether ${namesIn(without)} run the shuffle service: their spark-defaults.conf was not seen` }];
  const names = namesIn(without);
  return [{ ...observe(model, service, `relies on the external shuffle service, which ${names} ${without.length === 1 ? 'does' : 'do'} not run`, `add -D${SERVICE}=true to SPARK_WORKER_OPTS of ${names}, or use shuffle tracking`), confidence: 'likely' }];
}

function observe(model: Model, service: SparkService, message: string, remedy: string): Observation {
  return {
    subject: serviceSubject(service.name),
    message,
    exhibits: [settingExhibit(model, service, 'spark.dynamicAllocation.enabled', '', 'spark.dynamicAllocation.enabled=true')],
    remedy: { summary: remedy, actions: [] },
  };
}

function isFrom34(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 4);
}
