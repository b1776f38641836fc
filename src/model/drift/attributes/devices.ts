import type { HostConfig } from '#evidence/docker/schema.js';

import { compareSets, type Comparison } from '../comparison.js';
import { at, entriesOf, listOf, numberOf, textOf, textsOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';

/** `devices`, `device_cgroup_rules`, and what asks for GPUs: `gpus` and `deploy.resources.reservations.devices`. */
export const devices: Attribute = (pair) => {
  const { service, container } = pair;
  const host = container.HostConfig;
  const declared = listOf(service['devices']).map(declaredDevice);
  return [
    ...compareSets('devices', declared.filter((device) => !isNamed(device)).map(mapping), (host.Devices ?? []).map(deployedDevice)),
    ...compareSets('device_cgroup_rules', textsOf(service['device_cgroup_rules']), host.DeviceCgroupRules ?? []),
    ...requests(pair, declared.filter(isNamed)),
  ];
};

interface Device {
  readonly source: string;
  readonly target: string;
  readonly permissions: string;
}

/** An object, or the text `source:target:permissions` of Compose before 2.30. */
function declaredDevice(value: unknown): Device {
  const [first, second, third] = typeof value === 'string' ? value.split(':') : [textOf(at(value, 'source')), textOf(at(value, 'target')), textOf(at(value, 'permissions'))];
  const source = first ?? '';
  return { source, target: second ?? source, permissions: third ?? 'rwm' };
}

/** A device of the container device interface has a qualified name, `vendor.com/class=name`, and becomes a request. */
const isNamed = ({ source, target }: Device) => source === target && /^[\w.-]+\/[\w.-]+=/.test(source);
const mapping = ({ source, target, permissions }: Device) => `${source}:${target}:${permissions}`;

const deployedDevice = ({ PathOnHost, PathInContainer, CgroupPermissions }: NonNullable<HostConfig['Devices']>[number]) =>
  `${PathOnHost ?? ''}:${PathInContainer ?? ''}:${CgroupPermissions ?? ''}`;

function requests({ service, container }: Pair, named: readonly Device[]): readonly Comparison[] {
  const reserved = listOf(at(service, 'deploy', 'resources', 'reservations', 'devices')).map((device) => declaredRequest(device, []));
  const gpus = listOf(service['gpus']).map((device) => declaredRequest(device, ['gpu']));
  const byName = named.length === 0 ? [] : [requestText('cdi', 0, named.map(({ source }) => source), [], [])];
  const deployed = (container.HostConfig.DeviceRequests ?? []).map(({ Driver, Count, DeviceIDs, Capabilities, Options }) =>
    requestText(Driver ?? '', Count ?? 0, DeviceIDs ?? [], (Capabilities ?? []).flat(), Object.entries(Options ?? {})),
  );
  const isReserved = reserved.length > 0 || (gpus.length === 0 && named.length === 0 && at(service, 'deploy') !== undefined);
  const field = isReserved ? 'deploy.resources.reservations.devices' : named.length > 0 && gpus.length === 0 ? 'devices' : 'gpus';
  return compareSets(field, [...reserved, ...gpus, ...byName], deployed);
}

/** `count: all` is -1. */
function declaredRequest(value: unknown, always: readonly string[]): string {
  const counted = at(value, 'count');
  const count = counted === 'all' ? -1 : (numberOf(counted) ?? 0);
  return requestText(
    textOf(at(value, 'driver')) ?? '',
    count,
    textsOf(at(value, 'device_ids')),
    [...textsOf(at(value, 'capabilities')), ...always],
    entriesOf(at(value, 'options')).map(([key, option]) => [key, textOf(option) ?? '']),
  );
}

function requestText(driver: string, count: number, ids: readonly string[], capabilities: readonly string[], options: readonly (readonly [string, string])[]): string {
  const parts = [
    driver,
    ids.length > 0 ? `ids ${[...ids].sort().join(' ')}` : count === -1 ? 'all' : `count ${String(count)}`,
    [...capabilities].sort().join('+'),
    ...options.map(([key, option]) => `${key}=${option}`).sort(),
  ];
  return parts.filter((part) => part !== '').join(' ');
}
