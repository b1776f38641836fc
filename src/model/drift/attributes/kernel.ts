import { compareMaps, compareWithDefault } from '../comparison.js';
import { textMapOf, textOf } from '../declared.js';
import type { Attribute } from '../pair.js';

/** `sysctls`, `storage_opt`, `cgroup_parent`, and which runtime and isolation carry the container. */
export const kernel: Attribute = ({ service, container, edited }) => {
  const host = container.HostConfig;
  const runtime = textOf(service['runtime']);
  const isolation = textOf(service['isolation']);
  return [
    ...compareMaps('sysctls', textMapOf(service['sysctls']), textMapOf(host.Sysctls), () => !edited),
    ...compareMaps('storage_opt', textMapOf(service['storage_opt']), textMapOf(host.StorageOpt), () => !edited),
    ...compareWithDefault('cgroup_parent', textOf(service['cgroup_parent']), undefined, textOf(host.CgroupParent)),
    ...(runtime === undefined ? [] : compareWithDefault('runtime', runtime, undefined, textOf(host.Runtime))),
    ...(isolation === undefined ? [] : compareWithDefault('isolation', isolation, 'default', textOf(host.Isolation) ?? 'default')),
  ];
};
