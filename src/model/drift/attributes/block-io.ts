import type { HostConfig } from '#evidence/docker/schema.js';

import { compareSets, compareWithDefault, type Comparison } from '../comparison.js';
import { at, listOf, numberOf, textOf } from '../declared.js';
import type { Attribute } from '../pair.js';

const THROTTLES = [
  ['device_read_bps', 'BlkioDeviceReadBps'],
  ['device_write_bps', 'BlkioDeviceWriteBps'],
  ['device_read_iops', 'BlkioDeviceReadIOps'],
  ['device_write_iops', 'BlkioDeviceWriteIOps'],
] as const;

/** `blkio_config`: the weight, weights by device, and rates by device. */
export const blockIo: Attribute = ({ service, container }) => {
  const declared = at(service, 'blkio_config');
  const host = container.HostConfig;
  const weights = listOf(at(declared, 'weight_device')).map((item) => rateText(at(item, 'path'), at(item, 'weight')));
  return [
    ...compareWithDefault('blkio_config.weight', weightText(numberOf(at(declared, 'weight'))), undefined, weightText(host.BlkioWeight ?? undefined)),
    ...compareSets('blkio_config.weight_device', weights, (host.BlkioWeightDevice ?? []).map(({ Path, Weight }) => rateText(Path, Weight))),
    ...THROTTLES.flatMap(([key, name]) => throttle(key, at(declared, key), host[name])),
  ];
};

function throttle(key: string, declared: unknown, deployed: HostConfig['BlkioDeviceReadBps']): readonly Comparison[] {
  const rates = listOf(declared).map((item) => rateText(at(item, 'path'), at(item, 'rate')));
  return compareSets(`blkio_config.${key}`, rates, (deployed ?? []).map(({ Path, Rate }) => rateText(Path, Rate)));
}

const rateText = (path: unknown, rate: unknown) => `${textOf(path) ?? ''} ${textOf(rate) ?? '0'}`;
const weightText = (weight: number | undefined) => (weight === undefined || weight === 0 ? undefined : String(weight));
