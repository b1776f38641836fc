import { textOf, textsOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'network/injected-port-variable',
  severity: 'warning',
  summary: 'A port variable of Spark holds an address, so the daemon dies at start.',
  why: `
On the default bridge a link to a container called \`spark-master\` puts \`SPARK_MASTER_PORT=tcp://172.17.0.2:7077\` into the
linking one, one to \`spark-worker\` likewise. Spark reads these variables as numbers and ends with a
NumberFormatException. Networks that Compose makes inject nothing.`,
  proof: 'The variable in the file or the container is no number; or `links` on `network_mode: bridge` to such a name (`docker inspect` does not show what a link injects).',
  lookAlikes: '`tcp://` in other variables harms nobody.',
  remedy: 'Set the variable to a number, or leave the default bridge.',
  needs: ['compose'],
  check: (model) => judgeEach(servicesDeclared(model, 'master', 'worker'), (service) => [...spoilt(model, service), ...linked(model, service)].slice(0, 1)),
});

const PORTS = ['SPARK_MASTER_PORT', 'SPARK_WORKER_PORT', 'SPARK_MASTER_WEBUI_PORT', 'SPARK_WORKER_WEBUI_PORT'];

/** A master reads its own variables, a worker its own. */
const reads = (role: string | undefined, key: string) => (role === 'master' ? key.startsWith('SPARK_MASTER_') : key.startsWith('SPARK_WORKER_'));

function spoilt(model: Model, { name, declared }: SparkService): readonly Observation[] {
  return PORTS.flatMap((key) => {
    const value = declared?.view.environment.get(key);
    if (value === undefined || /^\s*\d+\s*$/.test(value) || !reads(declared?.role, key)) return [];
    return [observation(model, name, ['environment', key], `${key}=${value}`, `starts with ${key}=${value}, which is no number: the daemon does not start`, key)];
  });
}

function linked(model: Model, { name, compose, declared }: SparkService): readonly Observation[] {
  if (textOf(compose?.network_mode) !== 'bridge') return [];
  return textsOf(compose?.['links']).flatMap((link) => {
    const alias = link.split(':').at(-1) ?? '';
    const key = `${alias.toUpperCase().replaceAll('-', '_')}_PORT`;
    if (!PORTS.includes(key) || !reads(declared?.role, key) || declared?.view.environment.has(key) === true) return [];
    return [{ ...observation(model, name, ['links'], `link to ${alias} on the default bridge`, `is linked to ${alias} on the default bridge, which injects ${key}=tcp://...: the daemon does not start`, key), confidence: 'likely' as const }];
  });
}

function observation(model: Model, name: string, path: readonly string[], label: string, message: string, key: string): Observation {
  return {
    subject: serviceSubject(name),
    message,
    exhibits: [declaredExhibit(model, name, path, label)],
    remedy: { summary: `set ${key} to the port's number`, actions: [] },
  };
}
