import type { Model } from '#model/model.js';
import type { SparkRole, SparkService } from '#model/spark-service.js';

import { defineRule, type Exhibit, type Observation } from '../define-rule.js';
import { declaredExhibit, judgeEach, servicesDeclared } from '../parts/declared.js';
import { settingExhibit } from '../parts/mounted-defaults.js';
import { service as serviceSubject } from '../parts/planes.js';

export default defineRule({
  id: 'config/setting-ignored-in-standalone',
  severity: 'info',
  summary: 'A setting has no effect on a standalone cluster, or not in this place.',
  why: `
\`--num-executors\`, \`spark.yarn.*\`, \`spark.executor.memoryOverhead\` speak to other cluster managers: the master counts
cores and executors' heap and nothing else. Sizes of executors belong to the driver; on a worker or master their
variables say nothing, and an application cannot set what the master's daemon reads at its start.`,
  proof: 'Flags, `--conf` and defaults of jobs with a `spark://` master; variables of masters and workers.',
  lookAlikes: 'With dynamic allocation spark.executor.instances is where it starts from. A file that YARN reads too may keep these keys.',
  remedy: 'Size jobs by spark.cores.max, spark.executor.cores, spark.executor.memory; workers by SPARK_WORKER_CORES, SPARK_WORKER_MEMORY.',
  needs: ['compose'],
  check: (model) => judgeEach(servicesDeclared(model, 'job', 'master', 'worker'), (service) => judge(model, service)),
});

interface Dead {
  readonly key: string;
  readonly exhibit: Exhibit;
  readonly instead: string;
}

function judge(model: Model, service: SparkService): readonly Observation[] {
  const { declared, name } = service;
  const dead = declared === undefined ? [] : declared.role === 'job' ? deadKeys(model, service, declared) : deadVariables(model, service, declared);
  const [first, ...others] = dead.map(({ exhibit }) => exhibit);
  if (first === undefined) return [];
  const keys = dead.map(({ key }) => key);
  return [
    {
      subject: serviceSubject(name),
      message: `sets ${keys.join(', ')}, which ${keys.length === 1 ? 'has' : 'have'} no effect ${declared?.role === 'job' ? 'on a standalone cluster' : `on the ${declared?.role ?? ''}`}`,
      exhibits: [first, ...others],
      remedy: { summary: [...new Set(dead.map(({ instead }) => instead))].join('; '), actions: [] },
    },
  ];
}

const KEYS: readonly (readonly [fits: RegExp, instead: string])[] = [
  [/^spark\.executor\.instances$/, 'say spark.cores.max, and spark.executor.cores for each'],
  [/^spark\.(yarn|kubernetes|mesos)\./, 'it belongs to another cluster manager'],
  [/^spark\.(executor|driver)\.memoryOverhead(Factor)?$/, 'leave the room in the container\'s limit'],
  [/^spark\.deploy\./, 'set it in SPARK_MASTER_OPTS of the master'],
  [/^spark\.worker\./, 'set it in SPARK_WORKER_OPTS of the worker'],
];

function deadKeys(model: Model, service: SparkService, { submit }: SparkRole): readonly Dead[] {
  const master = submit?.master?.value;
  if (submit === undefined || master?.startsWith('spark://') !== true) return [];
  return [...submit.conf].flatMap(([key, { origin }]) => {
    const found = KEYS.find(([fits]) => fits.test(key));
    const starts = key === 'spark.executor.instances' && submit.dynamicAllocation;
    // A spark-defaults.conf may serve daemons, and other clusters, as well.
    const shared = origin === 'environment' || (origin === 'spark-defaults' && !/^spark\.executor\./.test(key));
    if (found === undefined || starts || shared) return [];
    return [{ key, exhibit: settingExhibit(model, service, key, 'num-executors', `${key}: ${found[1]}`), instead: found[1] }];
  });
}

const OF_DRIVERS = ['SPARK_EXECUTOR_MEMORY', 'SPARK_EXECUTOR_CORES', 'SPARK_EXECUTOR_INSTANCES', 'SPARK_DRIVER_MEMORY', 'SPARK_DRIVER_CORES'];
const OF_WORKERS = ['SPARK_WORKER_CORES', 'SPARK_WORKER_MEMORY'];

function deadVariables(model: Model, { name, compose }: SparkService, { role, view }: SparkRole): readonly Dead[] {
  const written = new Set(Object.keys(compose?.environment ?? {}));
  const dead = (keys: readonly string[], instead: string) =>
    keys.filter((key) => written.has(key) && !isUsed(view.argv, key)).map((key) => ({ key, exhibit: declaredExhibit(model, name, ['environment', key], `${key}: ${instead}`), instead }));
  const direct = view.argv.some((word) => word.includes('org.apache.spark.deploy.worker.Worker'));
  return [
    ...dead(OF_DRIVERS, 'set it where the driver starts: only a spark-submit inside this container reads it'),
    ...(role === 'master' ? dead(OF_WORKERS, 'set it on the workers') : []),
    ...(role === 'worker' && direct ? dead(['SPARK_WORKER_INSTANCES'], 'scale the service') : []),
  ];
}

/** A command may hand a variable on itself. */
const isUsed = (argv: readonly string[], key: string): boolean => argv.some((word) => word.includes(key));
