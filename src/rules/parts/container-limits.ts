import type { ComposeService } from '#evidence/compose/schema.js';
import type { DockerContainer } from '#evidence/docker/schema.js';
import { at, numberOf, textOf } from '#model/drift/declared.js';
import { bytes, type Bytes } from '#units/bytes.js';

/** What bounds a container. Undefined: nothing does. */
export interface Limits {
  readonly memory: Bytes | undefined;
  /** Processors, may be a fraction: of a quota or a set of CPUs, the smaller. */
  readonly cpus: number | undefined;
  /** Where in the service each is written. */
  readonly memoryPath: readonly string[];
  readonly cpusPath: readonly string[];
}

const LONG = ['deploy', 'resources', 'limits'] as const;

/** `deploy` wins over the service's own fields (Compose 2.40.3 pkg/compose/create.go `getDeployResources`). */
export function declaredLimits(service: ComposeService): Limits {
  const long = positive(numberOf(at(service, ...LONG, 'memory')));
  const memory = long ?? positive(numberOf(service['mem_limit']));
  const quota = positive(numberOf(at(service, ...LONG, 'cpus')));
  const cpus = [quota, positive(numberOf(service['cpus'])), quotaOf(numberOf(service['cpu_quota']), numberOf(service['cpu_period'])), sizeOfSet(textOf(service['cpuset']))];
  return {
    memory: memory === undefined ? undefined : bytes(memory),
    cpus: smallest(cpus),
    memoryPath: long === undefined ? ['mem_limit'] : [...LONG, 'memory'],
    cpusPath: quota === undefined ? [['cpus', 'cpu_quota', 'cpuset'].find((key) => service[key] !== undefined) ?? 'cpus'] : [...LONG, 'cpus'],
  };
}

export function deployedLimits({ HostConfig }: DockerContainer): Limits {
  const { Memory, NanoCpus, CpuQuota, CpuPeriod, CpusetCpus } = HostConfig;
  const memory = positive(Memory ?? undefined);
  const cpus = [positive((NanoCpus ?? 0) / 1e9), quotaOf(CpuQuota ?? undefined, CpuPeriod ?? undefined), sizeOfSet(CpusetCpus ?? undefined)];
  return { memory: memory === undefined ? undefined : bytes(memory), cpus: smallest(cpus), memoryPath: [], cpusPath: [] };
}

const positive = (amount: number | undefined) => (amount !== undefined && amount > 0 ? amount : undefined);
/** The period is 100 ms where it is not told (kernel, CFS bandwidth control). */
const quotaOf = (quota: number | undefined, period: number | undefined) => (positive(quota) === undefined ? undefined : (quota ?? 0) / (positive(period) ?? 100_000));

function smallest(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** `0-2,5` is four processors. */
function sizeOfSet(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)) return undefined;
  return text.split(',').reduce((sum, part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return sum + Math.max(0, to - from + 1);
  }, 0);
}
