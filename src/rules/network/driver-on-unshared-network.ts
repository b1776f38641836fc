import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, MOST_NAMED, namesIn, servicesDeclared, type Unknown } from '../parts/declared.js';
import { isClient, masterUrls } from '../parts/master-urls.js';
import { service as serviceSubject } from '../parts/planes.js';
import { networksOf, shareNetwork } from '../parts/reach.js';

export default defineRule({
  id: 'network/driver-on-unshared-network',
  severity: 'warning',
  summary: 'A driver shares no network with workers, so executors cannot call it back.',
  why: `
Executors open a connection to the driver, not the other way round. A driver that shares a network with the master alone
registers and is granted cores; then each executor ends within seconds because it cannot reach \`spark.driver.host\`, the
master starts the next one, and the driver repeats that its job "has not accepted any resources".`,
  proof: 'The networks of the service that dials `spark://` beside those of every worker, in the file.',
  lookAlikes: 'In cluster deploy mode the driver runs on a worker. With `network_mode: host` it is another question: `spark.driver.host`.',
  remedy: 'Put the driver on the workers\' network.',
  needs: ['compose'],
  causes: ['network/master-url-unreachable'],
  check: (model) => {
    const workers = servicesDeclared(model, 'worker');
    return judgeEach(workers.length === 0 ? [] : servicesDeclared(model).filter(drivesHere), (client) => judge(model, client, workers));
  },
});

/** In cluster mode the driver runs on a worker. */
const drivesHere = (service: SparkService): boolean =>
  isClient(service) && service.declared?.submit?.deployMode !== 'cluster' && hasUrl(service);

const hasUrl = ({ compose, declared }: SparkService) => compose !== undefined && declared !== undefined && masterUrls(compose, declared).length > 0;

function judge(model: Model, { name, compose }: SparkService, workers: readonly SparkService[]): readonly (Observation | Unknown)[] {
  if (compose === undefined) return [];
  const apart = workers.filter((worker) => worker.compose !== undefined && shareNetwork(compose, worker.compose) === false);
  if (apart.length === 0) return networksOf(compose) === undefined ? [{ unknown: `whether workers reach ${name}, which is on no network of the file` }] : [];
  const names = (service: SparkService['compose']) => [...(service === undefined ? [] : (networksOf(service) ?? []))].join(', ') || 'no network';
  return [
    {
      subject: serviceSubject(name),
      message: `drives Spark from ${names(compose)}, and shares no network with ${namesIn(apart)}: executors there cannot call it back`,
      exhibits: [
        declaredExhibit(model, name, ['networks'], `${name} is on ${names(compose)}`),
        ...apart.slice(0, MOST_NAMED).map((worker) => declaredExhibit(model, worker.name, ['networks'], `${worker.name} is on ${names(worker.compose)}`)),
      ],
      remedy: { summary: `add the network of ${namesIn(apart)} to ${name}`, actions: [] },
      blames: [serviceSubject(name)],
    },
  ];
}
