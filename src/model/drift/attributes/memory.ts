import { compareWithDefault, inStep, unknown, type Comparison } from '../comparison.js';
import { at, flagOf, numberOf, spellingOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';
import { showBytes, showFlag } from '../show.js';

/** Limits on memory. All can be changed by `docker update`, so what the file is silent about is held against "none". */
export const memory: Attribute = (pair) => {
  const { Memory, MemoryReservation } = pair.container.HostConfig;
  return [
    ...amount(pair, ['deploy', 'resources', 'limits', 'memory'], 'mem_limit', Memory),
    ...swap(pair),
    ...amount(pair, ['deploy', 'resources', 'reservations', 'memory'], 'mem_reservation', MemoryReservation),
    ...swappiness(pair),
    ...outOfMemory(pair),
  ];
};

/** `deploy` wins over the field of the service's own (pkg/compose/create.go `getDeployResources`). */
function amount({ service }: Pair, path: readonly string[], short: string, deployed: number | null | undefined): readonly Comparison[] {
  const long = set(numberOf(at(service, ...path)));
  const declared = long ?? set(numberOf(service[short]));
  const actual = set(deployed);
  if (declared === undefined && actual === undefined) return [];
  const field = spellingOf(service, short, path);
  if (declared === actual) return [inStep(field)];
  return compareWithDefault(field, shown(declared), undefined, shown(actual));
}

/** Unset, it is twice the memory limit, or nothing on an engine that cannot limit swap, which says -1. */
function swap({ service, container }: Pair): readonly Comparison[] {
  const { Memory, MemorySwap } = container.HostConfig;
  const deployed = set(MemorySwap);
  const declared = set(numberOf(service['memswap_limit']));
  if (declared !== undefined) return compareWithDefault('memswap_limit', shown(declared), undefined, shown(deployed));
  const limit = set(Memory);
  if (deployed === undefined || deployed === -1 || limit === undefined || deployed === 2 * limit) return [];
  // The limit itself was changed by hand: the swap went with it and is no second difference.
  if (limit !== (set(numberOf(at(service, 'deploy', 'resources', 'limits', 'memory'))) ?? set(numberOf(service['mem_limit'])))) return [];
  return compareWithDefault('memswap_limit', undefined, shown(2 * limit), shown(deployed));
}

/** Engines on cgroup v2 have no swappiness and no switch for the out-of-memory killer: they drop both. */
function swappiness({ service, container, docker }: Pair): readonly Comparison[] {
  const declared = set(numberOf(service['mem_swappiness']));
  const deployed = container.HostConfig.MemorySwappiness ?? undefined;
  if (declared !== undefined && deployed === undefined && docker.engine.CgroupVersion === '2') return [unknown('mem_swappiness')];
  return compareWithDefault('mem_swappiness', text(declared), undefined, deployed === -1 ? undefined : text(deployed));
}

function outOfMemory({ service, container, docker }: Pair): readonly Comparison[] {
  const { OomKillDisable, OomScoreAdj } = container.HostConfig;
  const declared = flagOf(service['oom_kill_disable']);
  const dropped = declared === true && OomKillDisable !== true && docker.engine.CgroupVersion === '2';
  return [
    ...(dropped
      ? [unknown('oom_kill_disable')]
      : compareWithDefault('oom_kill_disable', declared === undefined ? undefined : showFlag(declared), 'false', showFlag(OomKillDisable ?? false))),
    ...compareWithDefault('oom_score_adj', text(set(numberOf(service['oom_score_adj']))), undefined, text(set(OomScoreAdj))),
  ];
}

const set = (value: number | null | undefined) => (value === undefined || value === null || value === 0 ? undefined : value);
const shown = (value: number | undefined) => (value === undefined ? undefined : showBytes(value));
const text = (value: number | undefined) => (value === undefined ? undefined : String(value));
