import { setInCode } from '../../effective-conf.js';
import type { Job, SettingName } from '../../job.js';
import { parseSparkMemory } from '../../spark/size.js';
import type { SparkSettings } from '../../spark/settings.js';
import type { SubmitValue } from '../../spark/submit.js';
import type { RuntimeDifference } from './runtime-difference.js';

/** Known of an application also where its driver does not answer: the master shows them. */
const ON_THE_MASTERS_PAGE: Readonly<Partial<Record<SettingName, string>>> = {
  coresMax: 'spark.cores.max',
  executorCores: 'spark.executor.cores',
  executorMemoryBytes: 'spark.executor.memory',
};
/** Keys that spark-submit rewrites on the way, and the name, which most programs give themselves and which sizes nothing. */
const REWRITTEN = /^spark\.(app\.name|jars|files|archives|submit\.|driver\.(extraClassPath|extraLibraryPath)|repl\.)/;

/** What the container passes to its driver and the driver's own code replaced, key by key; undefined where nobody could look. */
export function overridesOf({ settings, replica, conf }: Job): readonly RuntimeDifference[] {
  const passed = replica?.deployed.submit;
  if (passed === undefined) return [];
  const shown = settings.flatMap(({ name, values }) => override(ON_THE_MASTERS_PAGE[name], values, passed));
  const known = new Set(shown.map(({ key }) => key));
  const said = conf === undefined ? [] : setInCode(conf, passed.conf).flatMap(({ key, passed: given, effective }) => difference(key, given, effective));
  return [...shown, ...said.filter(({ key }) => !known.has(key))].map(({ difference: found }) => found);
}

interface Keyed {
  readonly key: string;
  readonly difference: RuntimeDifference;
}

function override(key: string | undefined, { deployed, requested }: Job['settings'][number]['values'], passed: SparkSettings): readonly Keyed[] {
  if (key === undefined || deployed === undefined || requested === undefined || deployed === requested) return [];
  if (key !== 'spark.executor.memory') return difference(key, passed.conf.get(key), String(requested));
  // The master counts whole mebibytes.
  const [own, other] = [deployed, requested].map((amount) => Math.floor(Number(amount) / 1024 ** 2));
  return own === other ? [] : difference(key, passed.conf.get(key), `${String(other)}m`);
}

/** Only what was passed can be overridden; what the container leaves open is the program's to set. */
function difference(key: string, passed: SubmitValue | undefined, effective: string): readonly Keyed[] {
  if (passed === undefined || REWRITTEN.test(key) || isSame(passed.value, effective)) return [];
  const found = { field: fieldOf(passed), declared: `${key} ${passed.value}`, deployed: `${key} ${effective}, set in code` };
  return [{ key, difference: found }];
}

/** `1g` and `1024m`, `True` and `true` are one. */
function isSame(passed: string, effective: string): boolean {
  const [one, other] = [passed.trim(), effective.trim()];
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const size = /[a-z]/i.test(one) ? parseSparkMemory(one) : undefined;
  return size !== undefined && size === parseSparkMemory(other);
}

/** The part of the service that passes it. */
function fieldOf({ origin }: SubmitValue): string {
  if (origin === 'environment') return 'environment';
  return origin === 'spark-defaults' || origin === 'properties-file' ? 'volumes' : 'command';
}
