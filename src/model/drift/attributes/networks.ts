import type { DockerContainer } from '#evidence/docker/schema.js';

import { compareWithDefault, differs, inStep, type Comparison } from '../comparison.js';
import { at, textOf, textsOf } from '../declared.js';
import { hasForeignMode, networksOf, type ExpectedNetwork } from '../networks-of.js';
import type { Attribute, Pair } from '../pair.js';
import { containerNames } from '../container-names.js';

type Endpoint = NonNullable<NonNullable<DockerContainer['NetworkSettings']['Networks']>[string]>;

/** `networks`: which the container is on, under which names and addresses. `docker network connect` and `disconnect` change them live. */
export const networks: Attribute = (pair) => {
  if (textOf(pair.service.network_mode) !== undefined || hasForeignMode(pair)) return [];
  const expected = networksOf(pair.service, pair.project);
  const found = new Map(Object.entries(pair.container.NetworkSettings.Networks ?? {}));
  return [...expected.flatMap((network) => joined(pair, network, found.get(network.name) ?? undefined)), ...extra(pair, expected, found)];
};

function joined(pair: Pair, network: ExpectedNetwork, endpoint: Endpoint | undefined): readonly Comparison[] {
  const field = `networks.${network.key}`;
  const from = [`services.${pair.name}.${field}`, `networks.${network.key}`];
  if (endpoint === undefined) {
    const other = formerName(pair, network);
    return [{ ...differs(field, network.name, other), from, ...(other === undefined ? {} : { outsideHash: true }) }];
  }
  const settings = endpoint.IPAMConfig ?? undefined;
  return [
    { ...inStep(field), from },
    ...aliases(pair, network, endpoint),
    ...compareWithDefault(`${field}.ipv4_address`, textOf(at(network.settings, 'ipv4_address')), undefined, textOf(settings?.IPv4Address)),
    ...compareWithDefault(`${field}.ipv6_address`, textOf(at(network.settings, 'ipv6_address')), undefined, textOf(settings?.IPv6Address)),
  ];
}

/** The network that bears the same key under another name: the `name:` of the section was edited, which no hash of a service covers. */
function formerName({ container, docker, project }: Pair, { key }: ExpectedNetwork): string | undefined {
  const attached = new Set(Object.keys(container.NetworkSettings.Networks ?? {}));
  return docker.networks.find(
    ({ Name, Labels }) => attached.has(Name) && Labels?.['com.docker.compose.network'] === key && Labels['com.docker.compose.project'] === project.name,
  )?.Name;
}

/** Compose and the engine add names of their own; what else the container answers to was in the file once, or given by hand. */
function aliases(pair: Pair, { key, settings }: ExpectedNetwork, endpoint: Endpoint): readonly Comparison[] {
  const field = `networks.${key}.aliases`;
  const declared = textsOf(at(settings, 'aliases'));
  const found = endpoint.Aliases ?? [];
  const missing = declared.filter((alias) => !found.includes(alias)).sort();
  const own = new Set([...declared, ...ownAliases(pair)]);
  const extra = pair.edited ? found.filter((alias) => !own.has(alias)).sort() : [];
  if (missing.length === 0 && extra.length === 0) return declared.length === 0 ? [] : [inStep(field)];
  return [differs(field, listed(missing), listed(extra))];
}

function ownAliases({ name, service, container, project }: Pair): readonly string[] {
  const { Hostname } = container.Config;
  const number = container.Config.Labels?.['com.docker.compose.container-number'] ?? '1';
  return [name, container.Id, container.Id.slice(0, 12), ...containerNames(name, service, project.name, number), container.Name.replace(/^\//, ''), Hostname ?? ''];
}

function extra(pair: Pair, expected: readonly ExpectedNetwork[], found: ReadonlyMap<string, unknown>): readonly Comparison[] {
  const names = new Set(expected.map(({ name }) => name));
  const former = new Set(expected.filter(({ name }) => !found.has(name)).map((network) => formerName(pair, network)));
  // Without a network in the whole project the container is on "none".
  const ignored = new Set(expected.length === 0 ? ['none', 'bridge', 'default'] : []);
  const others = [...found.keys()].filter((name) => !names.has(name) && !former.has(name) && !ignored.has(name)).sort();
  return others.map((name) => differs(`networks.${keyOf(name, pair)}`, undefined, name));
}

/** The network's key in the file that made it, else its name. */
const keyOf = (name: string, { docker, project }: Pair) => {
  const labels = docker.networks.find(({ Name }) => Name === name)?.Labels;
  return (labels?.['com.docker.compose.project'] === project.name ? labels['com.docker.compose.network'] : undefined) ?? name;
};

const listed = (items: readonly string[]) => (items.length === 0 ? undefined : items.join(', '));
