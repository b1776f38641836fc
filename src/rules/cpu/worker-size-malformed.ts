import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, settingPath } from '../parts/declared.js';
import { onEachPlane, service as serviceSubject, STALE, type OnPlane } from '../parts/planes.js';

export default defineRule({
  id: 'cpu/worker-size-malformed',
  severity: 'warning',
  summary: 'A worker\'s size is written so that the worker refuses to start.',
  why: `
Cores are a whole number: \`0.5\`, \`2.0\` and an empty value end the worker with a NumberFormatException; \`0\` offers none. Memory is a whole
number with a unit: a bare \`2048\` means bytes ("Memory is below 1MB, or missing a M/G"), \`1.5g\` and \`2GiB\` are refused.`,
  proof: 'The text of `SPARK_WORKER_CORES`, `SPARK_WORKER_MEMORY`, `-c`, `-m` in the file and in the container, read as Spark reads it.',
  lookAlikes: 'A value that is empty because a variable is set nowhere is shown here, and its variable by `config/interpolation-surprise`.',
  remedy: 'Whole cores, memory as 1024m or 2g.',
  needs: ['compose'],
  causes: STALE,
  check: (model) =>
    judgeEach(
      model.services.filter(({ role }) => role === 'worker'),
      (service) => onEachPlane(service, (on) => judge(model, service, on)),
    ),
});

function judge(model: Model, service: SparkService, { plane, role: { worker, view } }: OnPlane): Observation | undefined {
  const empty = ['SPARK_WORKER_CORES', 'SPARK_WORKER_MEMORY'].flatMap((key) => (view.environment.get(key) === '' ? [{ key, value: '' }] : []));
  const [first, ...others] = [...(worker?.malformed ?? []), ...empty].map(({ key, value }) => {
    const label = `${key}=${value}`;
    return plane === 'declared' ? declaredExhibit(model, service.name, settingPath(service, key), label) : { label, plane };
  });
  if (first === undefined) return undefined;
  const told = [first, ...others].map(({ label }) => label).join(', ');
  // Measured with 3.5.3: no cores at all are taken, and offered.
  const isZero = /^[^,]*=\s*0+\s*$/.test(told);
  return {
    subject: serviceSubject(service.name),
    message: isZero ? `offers no core: ${told}` : `does not start: ${told} is no size that Spark takes`,
    exhibits: [first, ...others],
    remedy: { summary: 'write cores as a whole number, memory as a whole number with m or g', actions: [] },
  };
}
