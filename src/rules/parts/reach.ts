import type { ComposeService } from '#evidence/compose/schema.js';
import { at, flagOf, textOf, textsOf } from '#model/drift/declared.js';
import type { Model } from '#model/model.js';
import type { SparkService } from '#model/spark-service.js';

/** Networks of the file that a service joins; undefined where a mode takes it elsewhere (`host`, `service:x`, `bridge`). */
export const networksOf = ({ network_mode, networks }: ComposeService): ReadonlySet<string> | undefined =>
  textOf(network_mode) === undefined ? new Set(Object.keys(networks ?? {})) : undefined;

/** Undefined: cannot be told. */
export function shareNetwork(one: ComposeService, other: ComposeService): boolean | undefined {
  const [mine, theirs] = [networksOf(one), networksOf(other)];
  return mine === undefined || theirs === undefined ? undefined : [...mine].some((name) => theirs.has(name));
}

/** Whether containers of other projects may be in reach, whose names nobody here knows. */
export function reachesOutside({ facts }: Model, service: ComposeService): boolean {
  const networks = networksOf(service);
  return networks === undefined || [...networks].some((name) => flagOf(at(facts.compose?.networks, name, 'external')) === true) || textsOf(service['external_links']).length > 0;
}

/**
 * Services that answer to a name in a network of the project: by their own, their container's, hostname or alias
 * (all four are in Engine 20.10's DNS). Names are compared as DNS does, without case.
 */
export function servicesNamed({ services }: Model, host: string): readonly SparkService[] {
  const names = known.get(services) ?? indexOf(services);
  known.set(services, names);
  return names.get(host.toLowerCase()) ?? [];
}

/** Every job asks, and every name of every service may be meant: looked up once a model. */
const known = new WeakMap<Model['services'], ReadonlyMap<string, readonly SparkService[]>>();

function indexOf(services: Model['services']): ReadonlyMap<string, readonly SparkService[]> {
  const names = new Map<string, SparkService[]>();
  for (const service of services) {
    if (service.compose === undefined) continue;
    for (const name of new Set(namesOf(service).map((one) => one.toLowerCase()))) {
      const bearers = names.get(name) ?? [];
      bearers.push(service);
      names.set(name, bearers);
    }
  }
  return names;
}

function namesOf({ name, compose }: SparkService): readonly string[] {
  const aliases = Object.values(compose?.networks ?? {}).flatMap((network) => [...(network?.aliases ?? []), ...(textOf(at(network, 'ipv4_address')) ?? '').split(' ')]);
  return [name, textOf(compose?.container_name) ?? '', textOf(compose?.hostname) ?? '', ...aliases];
}

/** Names that only this service knows: `links` with an alias, `extra_hosts`. */
export function privateNames(service: ComposeService): ReadonlySet<string> {
  const links = [...textsOf(service['links']), ...textsOf(service['external_links'])].map((link) => link.split(':').at(-1) ?? '');
  const hosts = textsOf(service['extra_hosts']).map((entry) => entry.split(/[:=]/)[0] ?? '');
  return new Set([...links, ...hosts, ...Object.keys(objectOf(service['extra_hosts']))]);
}

const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
