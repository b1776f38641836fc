import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { authenticates, secretOf } from '../parts/authentication.js';
import { declaredExhibit, judgeEach, placeAt, servicesDeclared, wordPath, type Unknown } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'security/rpc-secret-mismatch',
  severity: 'warning',
  summary: 'Services disagree with the master on authentication or on its secret.',
  why: `
\`spark.authenticate\` and its secret must be the same for master, workers, drivers and executors. Where they differ the
connection is refused with "Authentication failed" or simply closed: a worker never registers, an application neither.`,
  proof: '`SPARK_RPC_AUTHENTICATION_*` and `spark.authenticate*` of master, workers and jobs; secrets are compared by marks that are equal for equal secrets, and never shown.',
  lookAlikes: 'A service that says nothing may take its settings from a spark-defaults.conf inside the image: unknown. SASL failures of Kafka or of a database are another matter.',
  remedy: 'One secret everywhere, from one `env_file` or secret.',
  needs: ['compose'],
  check: (model) => {
    const [master] = servicesDeclared(model, 'master');
    return judgeEach(master === undefined ? [] : servicesDeclared(model, 'worker', 'job'), (service) => (master === undefined ? [] : judge(model, service, master)));
  },
});

function judge(model: Model, service: SparkService, master: SparkService): readonly (Observation | Unknown)[] {
  const [wanted, own] = [authenticates(master.declared), authenticates(service.declared)];
  if (wanted === own && wanted !== true) return [];
  if (wanted === undefined || own === undefined) {
    return wanted === true || own === true ? [{ unknown: `whether ${own === undefined ? service.name : master.name} authenticates: the file does not say` }] : [];
  }
  if (wanted !== own) return [observe(model, service, master, own ? `authenticates, and ${master.name} does not` : `does not authenticate, and ${master.name} does`)];
  const [mine, theirs] = [secretOf(service.declared), secretOf(master.declared)];
  if (mine === undefined || theirs === undefined || mine === theirs) return [];
  return [observe(model, service, master, `has another secret than ${master.name}`)];
}

function observe(model: Model, service: SparkService, master: SparkService, words: string): Observation {
  return {
    subject: serviceSubject(service.name),
    message: `${words}: it is refused`,
    exhibits: [exhibit(model, service), exhibit(model, master)],
    remedy: { summary: `give ${service.name} and ${master.name} the same setting and the same secret`, actions: [] },
  };
}

function exhibit(model: Model, service: SparkService) {
  const isOn = authenticates(service.declared) === true;
  const keys = ['SPARK_RPC_AUTHENTICATION_SECRET', 'SPARK_RPC_AUTHENTICATION_ENABLED', 'SPARK_MASTER_OPTS', 'SPARK_WORKER_OPTS'];
  const key = keys.find((name) => service.compose?.environment?.[name] !== undefined);
  const path = key === undefined || placeAt(model, service.name, 'environment', key) === undefined ? wordPath(service, 'spark.authenticate') : ['environment', key];
  return declaredExhibit(model, service.name, path, `authentication of ${service.name} is ${isOn ? 'on' : 'off'}`);
}
