import type { MountedFile } from '#evidence/mounted-files/schema.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

import type { Exhibit } from '../define-rule.js';
import { declaredExhibit, wordPath } from './declared.js';

/** Whether something configures the service that nobody has read: a spark-defaults.conf, a folder of such, a properties file. */
export const hidesDefaults = ({ declared }: SparkService): boolean => declared?.unseenConf !== undefined;

function fileOf({ facts }: Model, { name, replicas }: SparkService, key: string): MountedFile | undefined {
  const belongs = ({ container, service }: MountedFile) => service === name || replicas.some((replica) => container === replica.container.Id || container === replica.name);
  return facts['mounted-files']?.files.find((file) => file.sparkDefaults?.some((property) => property.key === key) === true && belongs(file));
}

const VARIABLES: Readonly<Record<string, string>> = {
  'spark.executor.cores': 'SPARK_EXECUTOR_CORES',
  'spark.executor.memory': 'SPARK_EXECUTOR_MEMORY',
  'spark.driver.memory': 'SPARK_DRIVER_MEMORY',
  'spark.master': 'MASTER',
};

/** What sets a job's value, and where: a word of its command, a line of its spark-defaults.conf, a variable. */
export function settingExhibit(model: Model, service: SparkService, key: string, flag: string, label: string): Exhibit {
  const origin = service.declared?.submit?.conf.get(key)?.origin;
  const variable = VARIABLES[key];
  if (origin === 'environment' && variable !== undefined) return declaredExhibit(model, service.name, ['environment', variable], label);
  const file = origin === 'spark-defaults' || origin === 'properties-file' ? fileOf(model, service, key) : undefined;
  const line = file?.sparkDefaults?.find((property) => property.key === key)?.line;
  if (file === undefined || line === undefined) return declaredExhibit(model, service.name, wordPath(service, origin === 'flag' ? flag : key), label);
  return { label, plane: 'declared', place: { file: below(model.invocation.cwd, file.source), line, column: 1 } };
}

/** As places are: relative to the caller's folder where the file lies below it. */
const below = (folder: string, path: string) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path);
