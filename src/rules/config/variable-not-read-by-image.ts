import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import { defineRule, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared } from '../parts/declared.js';
import { familyOf, type ImageFamily } from '../parts/images.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'config/variable-not-read-by-image',
  severity: 'warning',
  summary: 'A service sets variables that another image would read.',
  why: `
\`SPARK_MODE\`, \`SPARK_MASTER\`, \`SPARK_MASTER_URL\` are not Spark's: the start script of one image or another reads them.
Moved to another image they are silently dropped: \`apache/spark\` with SPARK_MODE starts nothing, authentication that
Bitnami's script would have set up is off.`,
  proof: 'The image\'s name and the variables that its start script reads (apache/spark-docker, bitnami/containers, big-data-europe/docker-spark), where the command does not use them itself.',
  lookAlikes: 'Beside a command that says the same it is a leftover: information. A script of one\'s own may read anything, and is not judged.',
  remedy: 'Say it in the command (`spark-class org.apache.spark.deploy.worker.Worker spark://...`), or by the image\'s own variables.',
  needs: ['compose'],
  check: (model) => judgeEach(servicesDeclared(model, 'master', 'worker', 'other').filter(isJudged), (service) => judge(model, service)),
});

/** Variables by the image whose start script reads them. */
const READ_BY: readonly (readonly [variable: RegExp, families: readonly ImageFamily[], of: string])[] = [
  [/^SPARK_MODE$/, ['bitnami'], 'bitnami/spark'],
  [/^SPARK_MASTER_URL$/, ['bitnami'], 'bitnami/spark'],
  [/^SPARK_(RPC_AUTHENTICATION|RPC_ENCRYPTION|LOCAL_STORAGE_ENCRYPTION|SSL)_\w+$/, ['bitnami'], 'bitnami/spark'],
  [/^SPARK_WORKLOAD$/, [], 'images of one\'s own'],
  [/^(SPARK_MASTER|SPARK_MASTER_NAME|ENABLE_INIT_DAEMON|INIT_DAEMON_STEP)$/, ['bde2020'], 'bde2020/spark'],
  [/^SPARK_EVENTLOG_\w+$/, [], 'no image'],
];

/** The image's own start, or a class of Spark: no script that may read what it likes. */
function isJudged({ declared, compose }: SparkService): boolean {
  if (declared === undefined || compose?.['build'] !== undefined || compose?.entrypoint?.length !== undefined) return false;
  const words = compose?.command ?? [];
  const isPlain = words.length === 0 || words.some((word) => /org\.apache\.spark\.deploy\.|\/?sbin\/start-/.test(word));
  const family = familyOf(declared.view.image);
  return isPlain && family !== undefined && family !== 'jupyter';
}

function judge(model: Model, { name, compose, declared }: SparkService): readonly Observation[] {
  const family = familyOf(declared?.view.image);
  const hasCommand = (compose?.command ?? []).length > 0;
  const unread = Object.keys(compose?.environment ?? {}).flatMap((key) => {
    const found = READ_BY.find(([variable]) => variable.test(key));
    const isUsed = compose?.command?.some((word) => word.includes(key)) === true;
    return found === undefined || isUsed || (family !== undefined && found[1].includes(family)) ? [] : [{ key, of: found[2] }];
  });
  const [first, ...others] = unread.map(({ key, of }) => declaredExhibit(model, name, ['environment', key], `${key} is read by ${of}`));
  if (first === undefined) return [];
  const protects = unread.some(({ key }) => /AUTHENTICATION|ENCRYPTION|SSL/.test(key));
  return [
    {
      subject: serviceSubject(name),
      severity: hasCommand && !protects ? 'info' : 'warning',
      message: `sets ${unread.map(({ key }) => key).join(', ')}, which ${compose?.image ?? 'its image'} does not read${hasCommand ? '' : '; it has no command either'}`,
      exhibits: [first, ...others],
      remedy: { summary: hasCommand ? 'remove what nobody reads' : 'give it a command, or the variables of its own image', actions: [] },
    },
  ];
}
