import type { Bytes } from '#units/bytes.js';

import { parseSparkMemory } from './size.js';
import { commandsIn, type Environment } from './words.js';

/** What a worker's own settings make it offer. Undefined: the JVM decides (all cores, memory less 1 GiB). */
export interface WorkerSettings {
  readonly cores: number | undefined;
  readonly memory: Bytes | undefined;
  readonly webuiPort: number | undefined;
  /** `spark://...` it registers with. */
  readonly master: string | undefined;
  readonly daemonMemory: Bytes | undefined;
  /** Where cores and memory were set: `-c`, `SPARK_WORKER_CORES`. */
  readonly coresFrom: string | undefined;
  readonly memoryFrom: string | undefined;
  /** Settings that the worker refuses: `0.5` cores, memory without a unit. */
  readonly malformed: readonly { readonly key: string; readonly value: string }[];
}

export interface MasterSettings {
  readonly host: string | undefined;
  readonly port: number;
  readonly webuiPort: number;
  /** `spark.*` keys given as `-D` options or in its spark-defaults.conf. */
  readonly options: ReadonlyMap<string, string>;
}

/** Command line beats environment beats inference (Spark 3.5 WorkerArguments.scala). `-c` and `-m` take the next word only. */
export function workerSettings(argv: readonly string[], environment: Environment): WorkerSettings {
  const words = commandsIn(argv, environment).flat();
  const malformed: { key: string; value: string }[] = [];
  const read = <T>(flags: readonly string[], variable: string, parse: (text: string) => T | undefined) => {
    const flag = lastFlag(words, flags);
    const text = flag?.value ?? nonEmpty(environment.get(variable));
    const from = text === undefined ? undefined : (flag?.flag ?? variable);
    const value = text === undefined ? undefined : parse(text);
    if (text !== undefined && value === undefined) malformed.push({ key: from ?? variable, value: text });
    return { value, from };
  };
  const cores = read(['-c', '--cores'], 'SPARK_WORKER_CORES', wholeNumber);
  const memory = read(['-m', '--memory'], 'SPARK_WORKER_MEMORY', atLeastOneMebibyte);
  return {
    cores: cores.value,
    memory: memory.value,
    coresFrom: cores.from,
    memoryFrom: memory.from,
    webuiPort: portOf(lastFlag(words, ['--webui-port'])?.value ?? environment.get('SPARK_WORKER_WEBUI_PORT')),
    master: words.find((word) => word.startsWith('spark://')) ?? environment.get('SPARK_MASTER_URL') ?? sparkUrl(environment.get('SPARK_MASTER')),
    daemonMemory: parseSparkMemory(environment.get('SPARK_DAEMON_MEMORY') ?? ''),
    malformed,
  };
}

/** `-D` options win over spark-defaults.conf of the master's own container (Spark 3.5 MasterArguments.scala, Utils.loadDefaultSparkProperties). */
export function masterSettings(argv: readonly string[], environment: Environment, sparkDefaults: readonly { readonly key: string; readonly value: string }[] = []): MasterSettings {
  const words = commandsIn(argv, environment).flat();
  const options = new Map(sparkDefaults.flatMap(({ key, value }): [string, string][] => (key.startsWith('spark.') ? [[key, value.trim()]] : [])));
  for (const text of [environment.get('SPARK_DAEMON_JAVA_OPTS'), environment.get('SPARK_MASTER_OPTS')]) {
    for (const [, key = '', value = ''] of text?.includes('-Dspark') === true ? text.matchAll(/-D(spark\.[\w.]+)=(\S+)/g) : []) options.set(key, value);
  }
  return {
    host: lastFlag(words, ['-h', '--host'])?.value ?? environment.get('SPARK_MASTER_HOST'),
    port: portOf(lastFlag(words, ['-p', '--port'])?.value ?? environment.get('SPARK_MASTER_PORT')) ?? 7077,
    webuiPort: portOf(options.get('spark.master.ui.port') ?? lastFlag(words, ['--webui-port'])?.value ?? environment.get('SPARK_MASTER_WEBUI_PORT')) ?? 8080,
    options,
  };
}

function lastFlag(words: readonly string[], flags: readonly string[]): { flag: string; value: string } | undefined {
  const at = words.findLastIndex((word) => flags.includes(word));
  const [flag, value] = at === -1 ? [undefined, undefined] : [words[at], words[at + 1]];
  return flag === undefined || value === undefined ? undefined : { flag, value };
}

const nonEmpty = (text: string | undefined) => (text === undefined || text === '' ? undefined : text);
const sparkUrl = (text: string | undefined) => (text?.startsWith('spark://') === true ? text : undefined);
const wholeNumber = (text: string) => (/^\s*[1-9]\d*\s*$/.test(text) ? Number(text) : undefined);
const portOf = (text: string | undefined) => (text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined);

function atLeastOneMebibyte(text: string): Bytes | undefined {
  const amount = parseSparkMemory(text);
  return amount !== undefined && amount >= 1024 ** 2 ? amount : undefined;
}
