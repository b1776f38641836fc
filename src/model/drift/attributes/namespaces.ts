import { compareTexts, differs, inStep, unknown, type Comparison } from '../comparison.js';
import { nameOf } from '../container-names.js';
import { textOf, textsOf } from '../declared.js';
import { hasForeignMode } from '../networks-of.js';
import type { Attribute, Pair } from '../pair.js';

type Text = string | null | undefined;

/** Namespaces that the container shares with its host or with another container, and the volumes it takes from others. */
export const namespaces: Attribute = (pair) => {
  const host = pair.container.HostConfig;
  return [
    ...networkMode(pair),
    ...mode(pair, 'ipc', host.IpcMode, ['', 'private', 'shareable']),
    ...mode(pair, 'pid', host.PidMode, ['']),
    ...mode(pair, 'uts', host.UTSMode, ['']),
    ...mode(pair, 'userns_mode', host.UsernsMode, ['']),
    ...mode(pair, 'cgroup', host.CgroupnsMode, ['', 'private', 'host']),
    ...volumesFrom(pair),
  ];
};

/** Unset, it is the name of the main network, which `networks` covers. */
function networkMode(pair: Pair): readonly Comparison[] {
  const declared = textOf(pair.service.network_mode);
  const deployed = textOf(pair.container.HostConfig.NetworkMode);
  if (declared !== undefined) return shared(pair, 'network_mode', declared, deployed);
  return hasForeignMode(pair) ? [differs('network_mode', undefined, described(deployed, pair))] : [];
}

/** @param defaults what the engine says for a mode that nobody asked for. */
function mode(pair: Pair, field: string, deployed: Text, defaults: readonly string[]): readonly Comparison[] {
  const declared = textOf(pair.service[field]);
  if (declared !== undefined) return shared(pair, field, declared, textOf(deployed));
  return defaults.includes(deployed ?? '') || !pair.edited ? [] : [differs(field, undefined, textOf(deployed))];
}

/** `service:X` becomes `container:<id of X's first container>`; an id of a container that is gone is a difference. */
function shared(pair: Pair, field: string, declared: string, deployed: string | undefined): readonly Comparison[] {
  const service = /^service:(.+)$/.exec(declared)?.[1];
  const id = /^container:(.+)$/.exec(deployed ?? '')?.[1];
  if (service !== undefined) {
    if (id !== undefined && (pair.observed.get(service) ?? []).some(({ Id }) => Id === id)) return [inStep(field)];
    return [differs(field, declared, described(deployed, pair))];
  }
  const name = /^container:(.+)$/.exec(declared)?.[1];
  if (name !== undefined && id !== undefined && name !== id) return container(pair, field, name, id);
  return compareTexts(field, bridged(declared), bridged(deployed));
}

/** The file may name a container that the engine knows by its id. */
function container({ docker }: Pair, field: string, name: string, id: string): readonly Comparison[] {
  const named = [...docker.containers, ...docker.neighbours].find((candidate) => nameOf(candidate) === name || candidate.Id.startsWith(name));
  if (named === undefined) return [unknown(field)];
  return [named.Id === id ? inStep(field) : differs(field, `container:${name}`, `container:${id.slice(0, 12)}`)];
}

const bridged = (text: string | undefined) => (text === 'default' ? 'bridge' : text);

function described(deployed: string | undefined, { docker }: Pair): string | undefined {
  const id = /^container:(.+)$/.exec(deployed ?? '')?.[1];
  if (id === undefined) return deployed;
  const found = docker.containers.find(({ Id }) => Id === id);
  return found === undefined ? `container:${id.slice(0, 12)} (gone)` : `container:${nameOf(found)}`;
}

function volumesFrom(pair: Pair): readonly Comparison[] {
  const declared = textsOf(pair.service['volumes_from']);
  const deployed = (pair.container.HostConfig.VolumesFrom ?? []).map((entry) => entry.split(':')[0] ?? '');
  if (declared.length === 0) return deployed.length === 0 ? [] : [differs('volumes_from', undefined, deployed.join(', '))];
  const isTaken = (entry: string) => {
    const [first = '', second = ''] = entry.split(':');
    const sources = first === 'container' ? [...pair.docker.containers, ...pair.docker.neighbours].filter((candidate) => nameOf(candidate) === second) : (pair.observed.get(first) ?? []);
    return deployed.some((id) => id === second || sources.some(({ Id, Name }) => Id === id || Name === `/${id}`));
  };
  if (declared.length === deployed.length && declared.every(isTaken)) return [inStep('volumes_from')];
  return [differs('volumes_from', declared.join(', '), deployed.map((id) => id.slice(0, 12)).join(', '))];
}
