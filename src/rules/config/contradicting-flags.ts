import { findSubmit } from '#model/spark/submit.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared, wordPath } from '../parts/declared.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'config/contradicting-flags',
  severity: 'warning',
  summary: 'A command line sets one thing twice, to different values.',
  why: `
spark-submit takes the last of equal options, and a flag of its own (\`--executor-memory\`) before \`--conf\` of the same key,
wherever it stands. The other value has no effect, however often it is edited.`,
  proof: 'The words of the command, read as spark-submit reads them.',
  lookAlikes: 'A flag that overrides spark-defaults.conf or a variable is the ordinary way. What follows the application file belongs to the application.',
  remedy: 'Keep one.',
  needs: ['compose'],
  check: (model) => judgeEach(servicesDeclared(model, 'job'), (service) => judge(model, service)),
});

function judge(model: Model, service: SparkService): readonly Observation[] {
  const { name, declared } = service;
  const found = declared === undefined ? undefined : findSubmit(declared.view.argv, declared.view.environment);
  const overridden = found?.overridden ?? [];
  const [first, ...others] = overridden.map(({ key, value, by }) => declaredExhibit(model, name, wordPath(service, value), `${key}: ${value} loses to ${by}`));
  if (first === undefined) return [];
  return [
    {
      subject: serviceSubject(name),
      message: `sets ${[...new Set(overridden.map(({ key }) => key))].join(', ')} twice: ${overridden.map(({ value, by }) => `${value} has no effect, ${by} counts`).join('; ')}`,
      exhibits: [first, ...others],
      remedy: { summary: 'keep the value that is meant', actions: [] },
    },
  ];
}
