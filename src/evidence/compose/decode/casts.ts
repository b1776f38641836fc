import { parseGoFloat } from '../grammar/go-number.js';
import { parseCpus, printedCpus, UnitError } from '../grammar/cpus.js';
import { pathRules } from '../path-rules.js';
import type { Origin } from '../origin.js';
import { flagOf, type ScalarNode } from '../tree.js';

/** Makes of an interpolated text what its field wants; undefined when it cannot. */
export type Cast = (text: string, origin: Origin) => ScalarNode | undefined;

const INTEGER = /^[-+]?\d+$/;
const LARGEST = 2n ** 63n - 1n;

export const toInteger: Cast = (text, origin) => {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  if (value > LARGEST || value < -LARGEST - 1n) return undefined;
  const small = Number(value);
  return { kind: 'int', value: Number.isSafeInteger(small) ? small : value, origin };
};

export const toFloat: Cast = (text, origin) => {
  const value = parseGoFloat(text);
  return value === undefined ? undefined : { kind: 'float', value, single: false, origin };
};

/** Kept as the shortest decimal of the 32 bit float, which is how it is printed. */
export const toSingle: Cast = (text, origin) => {
  try {
    return { kind: 'float', value: printedCpus(parseCpus(text)), single: true, origin };
  } catch (error) {
    if (error instanceof UnitError) return undefined;
    throw error;
  }
};

const TRUE = new Set(['true', 'y', 'yes', 'on']);
const FALSE = new Set(['false', 'n', 'no', 'off']);

export const toFlag: Cast = (text, origin) => {
  const word = text.toLowerCase();
  if (!TRUE.has(word) && !FALSE.has(word)) return undefined;
  return flagOf(TRUE.has(word), origin);
};

/** Fields whose texts get a type as soon as variables are in. From compose-go v2.9.1, loader/interpolate.go. */
export const CASTS = pathRules<Cast>({
  'services.*.cpu_count': toInteger,
  'services.*.cpu_percent': toFloat,
  'services.*.cpu_period': toInteger,
  'services.*.cpu_quota': toInteger,
  'services.*.cpu_rt_period': toInteger,
  'services.*.cpu_rt_runtime': toInteger,
  'services.*.cpus': toSingle,
  'services.*.cpu_shares': toInteger,
  'services.*.init': toFlag,
  'services.*.deploy.replicas': toInteger,
  'services.*.deploy.update_config.parallelism': toInteger,
  'services.*.deploy.update_config.max_failure_ratio': toFloat,
  'services.*.deploy.rollback_config.parallelism': toInteger,
  'services.*.deploy.rollback_config.max_failure_ratio': toFloat,
  'services.*.deploy.restart_policy.max_attempts': toInteger,
  'services.*.deploy.placement.max_replicas_per_node': toInteger,
  'services.*.healthcheck.retries': toInteger,
  'services.*.healthcheck.disable': toFlag,
  'services.*.oom_kill_disable': toFlag,
  'services.*.oom_score_adj': toInteger,
  'services.*.pids_limit': toInteger,
  'services.*.ports.*.target': toInteger,
  'services.*.privileged': toFlag,
  'services.*.read_only': toFlag,
  'services.*.scale': toInteger,
  'services.*.stdin_open': toFlag,
  'services.*.tty': toFlag,
  'services.*.ulimits.*': toInteger,
  'services.*.ulimits.*.hard': toInteger,
  'services.*.ulimits.*.soft': toInteger,
  'services.*.volumes.*.read_only': toFlag,
  'services.*.volumes.*.volume.nocopy': toFlag,
  'networks.*.external': toFlag,
  'networks.*.internal': toFlag,
  'networks.*.attachable': toFlag,
  'networks.*.enable_ipv4': toFlag,
  'networks.*.enable_ipv6': toFlag,
  'volumes.*.external': toFlag,
  'secrets.*.external': toFlag,
  'configs.*.external': toFlag,
});
