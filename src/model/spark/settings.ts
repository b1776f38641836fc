import { mebibytes, type Bytes } from '#units/bytes.js';

import { parseSparkMemory } from './size.js';
import type { SubmitCommand, SubmitOrigin, SubmitValue } from './submit.js';
import type { Environment } from './words.js';

/** What an application asks for on one plane, with where each value comes from. */
export interface SparkSettings {
  readonly master: SubmitValue | undefined;
  readonly name: SubmitValue | undefined;
  readonly deployMode: 'client' | 'cluster';
  /** `spark.cores.max`; "unlimited" where nothing sets it: every core of every worker that has the memory. */
  readonly coresMax: Sourced<number | 'unlimited'>;
  /** `spark.executor.cores`; "all" where nothing sets it: one executor a worker, with all its free cores. */
  readonly executorCores: Sourced<number | 'all'>;
  readonly executorMemory: Sourced<Bytes>;
  readonly driverMemory: Sourced<Bytes>;
  readonly driverCores: Sourced<number>;
  readonly dynamicAllocation: boolean;
  /** Keys that hold something Spark would refuse, with the text. */
  readonly malformed: readonly { readonly key: string; readonly value: string }[];
  /** Every `spark.*` key that is set, effective value. */
  readonly conf: ReadonlyMap<string, SubmitValue>;
}

export interface Sourced<T> {
  readonly value: T;
  readonly origin: SubmitOrigin;
}

/** A line of a properties file: spark-defaults.conf or `--properties-file`. */
export interface PropertyLine {
  readonly key: string;
  readonly value: string;
}

/** Variables that spark-submit falls back to (Spark 3.5 SparkSubmitArguments.loadEnvironmentArguments). */
const FALLBACK: readonly (readonly [key: string, variables: readonly string[]])[] = [
  ['spark.master', ['MASTER']],
  ['spark.submit.deployMode', ['DEPLOY_MODE']],
  ['spark.executor.cores', ['SPARK_EXECUTOR_CORES']],
  ['spark.executor.memory', ['SPARK_EXECUTOR_MEMORY', 'SPARK_MEM']],
  ['spark.driver.memory', ['SPARK_DRIVER_MEMORY', 'SPARK_MEM']],
];
/** Variables that can give a key its value, first wins. */
export const variablesFor = (key: string): readonly string[] => FALLBACK.find(([name]) => name === key)?.[1] ?? [];

const DEFAULT_MEMORY = mebibytes(1024);

/**
 * The settings in force before the driver's code runs. Precedence, highest first: flag, `--conf`, `--properties-file`
 * (which replaces spark-defaults.conf), spark-defaults.conf, environment, built-in default.
 * (Spark docs, "Submitting Applications", 3.5; SparkSubmitArguments.scala)
 */
export function effectiveSettings(
  submit: SubmitCommand,
  environment: Environment,
  files: { readonly propertiesFile?: readonly PropertyLine[]; readonly sparkDefaults?: readonly PropertyLine[] },
): SparkSettings {
  const conf = new Map<string, SubmitValue>();
  for (const [key, variables] of FALLBACK) {
    const value = variables.map((name) => environment.get(name)).find((text) => text !== undefined && text !== '');
    if (value !== undefined) conf.set(key, { value, origin: 'environment' });
  }
  const own = submit.propertiesFile !== undefined;
  for (const { key, value } of (own ? files.propertiesFile : files.sparkDefaults) ?? []) {
    if (key.startsWith('spark.')) conf.set(key, { value: value.trim(), origin: own ? 'properties-file' : 'spark-defaults' });
  }
  for (const [key, value] of submit.conf) conf.set(key, value);
  return settingsOf(conf);
}

/** The same out of a complete configuration, such as the driver's own `/environment`. */
export function settingsOf(conf: ReadonlyMap<string, SubmitValue>): SparkSettings {
  const malformed: { key: string; value: string }[] = [];
  const read = <T, D>(key: string, parse: (text: string) => T | undefined, absent: D): Sourced<T | D> => {
    const set = conf.get(key);
    if (set === undefined) return { value: absent, origin: 'default' };
    const value = parse(set.value);
    if (value === undefined) malformed.push({ key, value: set.value });
    return { value: value ?? absent, origin: set.origin };
  };
  const settings = {
    master: conf.get('spark.master'),
    name: conf.get('spark.app.name'),
    deployMode: conf.get('spark.submit.deployMode')?.value === 'cluster' ? ('cluster' as const) : ('client' as const),
    coresMax: read('spark.cores.max', wholeNumber, 'unlimited' as const),
    executorCores: read('spark.executor.cores', wholeNumber, 'all' as const),
    executorMemory: read('spark.executor.memory', parseSparkMemory, DEFAULT_MEMORY),
    driverMemory: read('spark.driver.memory', parseSparkMemory, DEFAULT_MEMORY),
    driverCores: read('spark.driver.cores', wholeNumber, 1),
    dynamicAllocation: conf.get('spark.dynamicAllocation.enabled')?.value === 'true',
    conf,
  };
  return { ...settings, malformed };
}

const wholeNumber = (text: string): number | undefined => (/^\s*\d+\s*$/.test(text) ? Number(text) : undefined);
