import { nanoCpus } from '#evidence/compose/grammar/cpus.js';

import { compareWithDefault, unknown, type Comparison } from '../comparison.js';
import { at, numberOf, spellingOf, textOf } from '../declared.js';
import { nanosecondsOf } from '../nanoseconds.js';
import type { Attribute, Pair } from '../pair.js';
import { showNanoCpus } from '../show.js';

/** Shares and limits of processors, and the number of processes. `docker update` can change them. */
export const cpu: Attribute = (pair) => {
  const { service, container } = pair;
  const host = container.HostConfig;
  return [
    ...cpus(pair),
    ...count('cpu_shares', numberOf(service['cpu_shares']), host.CpuShares),
    ...count('cpu_quota', micros(service['cpu_quota']), host.CpuQuota),
    ...count('cpu_period', micros(service['cpu_period']), host.CpuPeriod),
    ...realtime(pair, 'cpu_rt_period', host.CpuRealtimePeriod),
    ...realtime(pair, 'cpu_rt_runtime', host.CpuRealtimeRuntime),
    ...count('cpu_count', numberOf(service['cpu_count']), host.CpuCount),
    ...count('cpu_percent', percent(numberOf(service['cpu_percent'])), host.CpuPercent),
    ...compareWithDefault('cpuset', textOf(service['cpuset']), undefined, textOf(host.CpusetCpus)),
    ...pids(pair),
  ];
};

/** A float32 on its way to the engine: 1.001 arrives as 1001000064. */
function cpus({ service, container }: Pair): readonly Comparison[] {
  const long = set(numberOf(at(service, 'deploy', 'resources', 'limits', 'cpus')));
  const declared = long ?? set(numberOf(service['cpus']));
  const field = spellingOf(service, 'cpus', ['deploy', 'resources', 'limits', 'cpus']);
  const deployed = set(container.HostConfig.NanoCpus);
  return compareWithDefault(field, declared === undefined ? undefined : showNanoCpus(nanoCpus(declared)), undefined, deployed === undefined ? undefined : showNanoCpus(deployed));
}

/** Nothing, 0 and -1 are all "unlimited". */
function pids({ service, container }: Pair): readonly Comparison[] {
  const long = positive(numberOf(at(service, 'deploy', 'resources', 'limits', 'pids')));
  const declared = long ?? positive(numberOf(service['pids_limit']));
  const field = spellingOf(service, 'pids_limit', ['deploy', 'resources', 'limits', 'pids']);
  return compareWithDefault(field, text(declared), undefined, text(positive(container.HostConfig.PidsLimit)));
}

/** Kernels without real-time groups make the engine refuse or drop it. */
function realtime({ service, docker }: Pair, field: string, deployed: number | null | undefined): readonly Comparison[] {
  const declared = micros(service[field]);
  if (set(declared) !== undefined && set(deployed) === undefined && docker.engine.CgroupVersion === '2') return [unknown(field)];
  return count(field, declared, deployed);
}

/** A number of microseconds, or a duration. */
function micros(value: unknown): number | undefined {
  const plain = numberOf(value);
  const text = textOf(value);
  if (plain !== undefined || text === undefined) return plain;
  const nanos = nanosecondsOf(text);
  return nanos === undefined ? undefined : Number(nanos / 1000n);
}

const percent = (value: number | undefined) => (value === undefined ? undefined : Math.trunc(Math.fround(value * 100)));
const count = (field: string, declared: number | undefined, deployed: number | null | undefined) =>
  compareWithDefault(field, text(set(declared)), undefined, text(set(deployed)));
const set = (value: number | null | undefined) => (value === undefined || value === null || value === 0 ? undefined : value);
const positive = (value: number | null | undefined) => (value === undefined || value === null || value <= 0 ? undefined : value);
const text = (value: number | undefined) => (value === undefined ? undefined : String(value));
