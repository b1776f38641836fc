import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation, type Severity } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared } from '../parts/declared.js';
import { repositoryOf } from '../parts/images.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'lifecycle/image-unavailable-or-frozen',
  severity: 'warning',
  summary: 'An image was withdrawn, or stands in a place that gets no fixes.',
  why: `
A cached image keeps working for months on the machine that has it, while a new machine cannot pull it: the versioned
tags of \`bitnami/\` left Docker Hub in 2025. Frozen namespaces can be pulled and never change again, bugs and holes
included.`,
  proof: 'The repository in `image:`, beside the list of those that were moved or have ended.',
  lookAlikes: 'An image of the same name in a registry of one\'s own is not meant.',
  remedy: 'Move to `apache/spark:VERSION` (other entrypoint: it needs a command and reads no SPARK_MODE), or for now to the legacy copy with an exact tag.',
  needs: ['compose'],
  check: (model) => judgeEach(servicesDeclared(model).filter(({ compose }) => compose?.image !== undefined), (service) => judge(model, service)),
});

interface Fate {
  readonly fits: (repository: string) => boolean;
  readonly severity: Severity;
  readonly words: string;
  readonly instead: string;
}

const SPARK = 'apache/spark with the exact version';
const ENDED: ReadonlySet<string> = new Set(['gettyimages/spark', 'sequenceiq/spark', 'singularities/spark', 'p7hb/spark', 'semantive/spark']);
const FATES: readonly Fate[] = [
  { fits: (repository) => repository === 'bitnami/spark', severity: 'warning', words: 'lost its versions on Docker Hub in 2025: a machine without it in its cache may not get it', instead: `${SPARK}; bitnamilegacy/spark for now` },
  { fits: (repository) => repository.startsWith('bitnami/'), severity: 'warning', words: 'lost its versions on Docker Hub in 2025: a machine without it in its cache may not get it', instead: 'the project\'s own image; bitnamilegacy/ for now' },
  { fits: (repository) => repository.startsWith('bitnamilegacy/'), severity: 'info', words: 'is a frozen copy: it gets no fixes', instead: 'the project\'s own image' },
  { fits: (repository) => repository.startsWith('bde2020/spark-'), severity: 'info', words: 'ended with Spark 3.3.0: it gets no fixes', instead: SPARK },
  { fits: (repository) => ENDED.has(repository.replace('/docker-spark', '/spark')), severity: 'info', words: 'ended years ago: it gets no fixes', instead: SPARK },
  { fits: (repository) => repository.startsWith('jupyter/') && /^jupyter\/\w[\w-]*-notebook$/.test(repository), severity: 'info', words: 'moved to quay.io in 2023: the copy on Docker Hub gets no fixes', instead: 'quay.io/jupyter/ of the same name' },
];

function judge(model: Model, { name, compose }: SparkService): readonly Observation[] {
  const image = compose?.image ?? '';
  const fate = compose?.['build'] === undefined ? FATES.find(({ fits }) => fits(repositoryOf(image))) : undefined;
  if (fate === undefined) return [];
  const cached = model.facts.docker?.images[image] !== undefined;
  return [
    {
      subject: serviceSubject(name),
      severity: fate.severity === 'warning' && cached ? 'info' : fate.severity,
      ...(cached || fate.severity === 'info' ? {} : { confidence: 'likely' as const }),
      message: `uses ${image}, which ${fate.words}${cached ? ' (this one has it)' : ''}`,
      exhibits: [declaredExhibit(model, name, ['image'], image)],
      remedy: { summary: `use ${fate.instead}`, actions: [] },
    },
  ];
}
