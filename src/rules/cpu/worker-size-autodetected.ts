import { at, numberOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';
import { formatBytes } from '#units/bytes.js';
import { formatCores } from '#units/cores.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared, type Unknown } from '../parts/declared.js';
import { declaredLimits } from '../parts/container-limits.js';
import { isImageKnown } from '../parts/images.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'cpu/worker-size-autodetected',
  severity: 'warning',
  summary: 'A worker sets no size, so it offers what its JVM sees of the machine.',
  why: `
Without \`SPARK_WORKER_CORES\` a worker offers every processor that the JVM counts, without \`SPARK_WORKER_MEMORY\` all
memory less 1 GiB: of the machine, or of the container where it is limited. Several such workers on one machine each
offer all of it, and the master hands the same processors out several times.`,
  proof: 'Neither variables nor flags in the file, nor in the image where that is seen; live, what the worker told the master. Several that set no memory warn; one alone, or cores only, is information.',
  lookAlikes: 'Images of one\'s own may set the size inside: then it is unknown until the image is there.',
  remedy: 'Set SPARK_WORKER_CORES (a whole number) and SPARK_WORKER_MEMORY (with m or g) on every worker.',
  needs: ['compose'],
  check: (model) => {
    const workers = servicesDeclared(model, 'worker');
    // Processors may be shared, memory may not.
    const many = workers.filter((service) => missing(service).includes(MEMORY)).reduce((sum, service) => sum + replicas(service), 0) > 1;
    return judgeEach(workers, (service) => judge(model, service, many && missing(service).includes(MEMORY)));
  },
});

const MEMORY = 'SPARK_WORKER_MEMORY';

/** Replicas of a placed swarm service may be on machines of their own. */
const replicas = ({ compose }: SparkService) => numberOf(at(compose, 'deploy', 'replicas')) ?? numberOf(at(compose, 'scale')) ?? 1;

function missing({ declared, compose }: SparkService): readonly string[] {
  const limits = compose === undefined ? undefined : declaredLimits(compose);
  const { coresFrom, memoryFrom } = declared?.worker ?? {};
  return [
    ...(coresFrom === undefined && limits?.cpus === undefined ? ['SPARK_WORKER_CORES'] : []),
    ...(memoryFrom === undefined && limits?.memory === undefined ? [MEMORY] : []),
  ];
}

function judge(model: Model, service: SparkService, many: boolean): readonly (Observation | Unknown)[] {
  const { name } = service;
  const unset = missing(service);
  if (unset.length === 0) return [];
  if (!isImageKnown(model, service)) return [{ unknown: `which size ${name} has: the file sets none, and its image may` }];
  const advertised = (model.cluster?.alive ?? []).filter((worker) => worker.service === service);
  const seen = advertised[0];
  const offers = seen === undefined ? '' : `; it offers ${formatCores(seen.cores)} and ${formatBytes(seen.memory)}`;
  return [
    {
      subject: serviceSubject(name),
      severity: many ? 'warning' : 'info',
      message: `sets no ${unset.join(' and no ')}, so it offers what the JVM sees of the machine${many ? ', as its neighbours do' : ''}${offers}`,
      exhibits: [
        declaredExhibit(model, name, ['environment'], `${unset.join(', ')} not set`),
        ...advertised.map(({ id, cores, memory }) => ({ label: `${id} offers ${formatCores(cores)} and ${formatBytes(memory)}`, plane: 'granted' as const })),
      ],
      remedy: { summary: `set ${unset.join(' and ')} for each worker, so that together they are what the machine has`, actions: [] },
    },
  ];
}
