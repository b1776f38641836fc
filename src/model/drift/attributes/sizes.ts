import { compareMaps, compareTexts, compareWithDefault, type Comparison } from '../comparison.js';
import { at, entriesOf, numberOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';
import { showBytes } from '../show.js';

/** The engine's own, unless its administrator chose another. */
const USUAL_SHARED_MEMORY = 64 * 1024 ** 2;

/** `shm_size` and `ulimits`. */
export const sizes: Attribute = (pair) => [...sharedMemory(pair), ...ulimits(pair)];

function sharedMemory({ service, container, edited }: Pair): readonly Comparison[] {
  const declared = numberOf(service['shm_size']);
  const deployed = container.HostConfig.ShmSize ?? undefined;
  if (declared !== undefined && declared !== 0) return compareTexts('shm_size', showBytes(declared), deployed === undefined ? undefined : showBytes(deployed));
  if (!edited || deployed === undefined || deployed === 0) return [];
  return compareWithDefault('shm_size', undefined, showBytes(USUAL_SHARED_MEMORY), showBytes(deployed));
}

/** One number is both the soft and the hard limit. Engines may add limits of their own to a silent service, so extra ones count only after an edit. */
function ulimits({ service, container, edited }: Pair): readonly Comparison[] {
  const declared = entriesOf(service['ulimits']).map(([name, value]): [string, string] => [name, limitText(value)]);
  const deployed = (container.HostConfig.Ulimits ?? []).map(({ Name, Soft, Hard }): [string, string] => [Name, pairText(Soft, Hard)]);
  return compareMaps('ulimits', new Map(declared), new Map(deployed), () => !edited);
}

function limitText(value: unknown): string {
  const single = numberOf(value) ?? numberOf(at(value, 'single')) ?? 0;
  return pairText(numberOf(at(value, 'soft')) ?? single, numberOf(at(value, 'hard')) ?? single);
}

const pairText = (soft: number, hard: number) => (soft === hard ? String(soft) : `soft ${String(soft)}, hard ${String(hard)}`);
