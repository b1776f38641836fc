import type { ComposeEvidence, ComposeService } from '../compose/schema.js';
import { addressesOf, hostOf, indexHosts, isRunning, nameOf, publishedHost, serviceOf } from '../container-addresses.js';
import type { DockerContainer, DockerEvidence } from '../docker/schema.js';

import { readMasterAddresses, type MasterAddress } from './master-address.js';
import { launchOfContainer, looksLikeMaster, masterUiPort, type Launch } from './recognise-master.js';

export type FoundBy = 'flag' | 'published-port' | 'container-address' | 'environment' | 'configuration';

/** One master that may exist, and the addresses at which it may be asked, best first. */
export interface MasterCandidate {
  readonly addresses: readonly { readonly base: string; readonly foundBy: FoundBy }[];
  readonly service?: string;
  readonly container?: string;
}

export interface MasterSight {
  /** `--master`: what is said is what is asked, and nothing else. */
  readonly masters: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly compose?: ComposeEvidence | undefined;
  readonly docker?: DockerEvidence | undefined;
}

export interface Search {
  readonly candidates: readonly MasterCandidate[];
  /** Masters that are there and cannot be asked: stopped, paused, without an address that leads to them. */
  readonly passedOver: readonly { readonly subject: string; readonly detail: string }[];
}

/** Of the user's environment, in this order: the variables that images and Spark itself know. */
const VARIABLES = ['SPARK_MASTER_UI', 'SPARK_MASTER_URL', 'SPARK_MASTER', 'MASTER'];
const UI_PORT = 8080;
const LOOPBACK = /^(localhost|127\..*|0\.0\.0\.0|\[::1\])$/;

type RpcAddress = Extract<MasterAddress, { kind: 'rpc' }>;

/** Where masters may be. Pure and cheap, so that asking can begin as soon as compose file and container list are known. */
export function findMasterCandidates(sight: MasterSight): Search {
  if (sight.masters.length > 0) return { candidates: named(sight.masters, 'flag', sight), passedOver: [] };
  const { docker, compose } = sight;
  const own = docker === undefined ? { candidates: declared(compose), passedOver: [] } : running(docker.containers, docker);
  const told = named(masterUrlsIn(sight), 'configuration', sight);
  const found = merge([...own.candidates, ...told]);
  if (found.length > 0) return { candidates: found, passedOver: own.passedOver };
  // A project with a master of its own has no use for another project's, also while its own does not run.
  const outside = docker === undefined || declaresMaster(compose) ? [] : running(docker.neighbours, docker).candidates;
  const hinted = outside.length > 0 ? outside : named(hints(sight.env), 'environment', sight);
  return { candidates: merge(hinted), passedOver: own.passedOver };
}

const hints = (env: ReadonlyMap<string, string>) => VARIABLES.flatMap((name) => env.get(name) ?? []).filter((text) => !text.startsWith('local')).slice(0, 1);

function running(containers: readonly DockerContainer[], docker: DockerEvidence): Search {
  const masters = containers.filter((container) => looksLikeMaster(launchOfContainer(container)));
  const candidates: MasterCandidate[] = [];
  const passedOver: { subject: string; detail: string }[] = [];
  for (const container of masters) {
    const candidate = candidateOf(container, docker);
    const stopped = !isRunning(container) ? `is ${container.State.Status}` : container.State.Paused === true ? 'is paused' : undefined;
    if (stopped === undefined && candidate.addresses.length > 0) candidates.push(candidate);
    else passedOver.push({ subject: nameOf(container), detail: stopped ?? 'publishes no port of its web UI, and its own address cannot be reached from here' });
  }
  return { candidates, passedOver };
}

function candidateOf(container: DockerContainer, docker: DockerEvidence): MasterCandidate {
  const launch = launchOfContainer(container);
  const { scheme, port } = masterUiPort(launch);
  const addresses = addressesOf(container, port, docker);
  const service = serviceOf(container);
  return {
    addresses: addresses.map(({ host, port, via }) => ({ base: `${scheme}://${host}:${port}`, foundBy: via })),
    container: nameOf(container),
    ...(service === undefined ? {} : { service }),
  };
}

const declaresMaster = (compose: ComposeEvidence | undefined) => Object.values(compose?.services ?? {}).some((definition) => looksLikeMaster(launchOfService(definition)));

function launchOfService({ environment, entrypoint, command, image }: ComposeService): Launch {
  const variables = new Map(Object.entries(environment ?? {}).map(([key, value]) => [key, value ?? '']));
  return { words: [...(entrypoint ?? []), ...(command ?? [])], environment: variables, image: image ?? '' };
}

/** Without Docker: the ports that the file publishes on this machine. */
function declared(compose: ComposeEvidence | undefined): readonly MasterCandidate[] {
  return Object.entries(compose?.services ?? {}).flatMap(([service, definition]) => {
    const launch = launchOfService(definition);
    if (!looksLikeMaster(launch)) return [];
    const { scheme, port } = masterUiPort(launch);
    const published = (definition.ports ?? []).filter(({ target, published }) => target === port && published !== undefined && /^\d+$/.test(published));
    const addresses = published.flatMap(({ published = '', host_ip = '' }) => {
      const host = publishedHost(host_ip, { Host: '' });
      return host === undefined ? [] : [{ base: `${scheme}://${host}:${published}`, foundBy: 'published-port' as const }];
    });
    return addresses.length === 0 ? [] : [{ addresses, service }];
  });
}

/** `spark://...` in what the project's own jobs and workers are started with: the master they really use. */
function masterUrlsIn({ compose, docker }: MasterSight): readonly string[] {
  const services = Object.values(compose?.services ?? {});
  const texts = [
    ...services.flatMap(({ command, environment }) => [...(command ?? []), ...Object.values(environment ?? {})]),
    ...(docker?.containers ?? []).flatMap(({ Config }) => [...(Config.Cmd ?? []), ...(Config.Env ?? [])]),
  ];
  const urls = texts.flatMap((text) => text?.match(/spark:\/\/[\w.:,[\]-]+/g) ?? []);
  return [...new Set(urls)].sort();
}

function named(texts: readonly string[], foundBy: FoundBy, { docker, compose }: MasterSight): readonly MasterCandidate[] {
  const find = docker === undefined ? undefined : indexHosts(docker);
  return texts.flatMap(readMasterAddresses).flatMap((address) => {
    const isOwnName = foundBy === 'configuration' && isInside(address, compose);
    const known = address.kind === 'ui' || docker === undefined ? undefined : (publisherOf(address, foundBy, docker) ?? find?.(address.host));
    // Another project may have a container of the same name: the name of a service of this file means this project's.
    const container = isOwnName && known !== undefined && docker?.containers.includes(known) !== true ? undefined : known;
    if (container !== undefined && docker !== undefined) return container.State.Paused === true ? [] : [candidateOf(container, docker)];
    if (isOwnName) return [];
    return [{ addresses: [{ base: baseOf(address, docker), foundBy }] }];
  });
}

/** `spark://localhost:7077` said by a person: the container that publishes this port. */
function publisherOf({ host, port }: RpcAddress, foundBy: FoundBy, docker: DockerEvidence): DockerContainer | undefined {
  if (foundBy === 'configuration' || !LOOPBACK.test(host)) return undefined;
  const publishes = ({ NetworkSettings }: DockerContainer) => Object.values(NetworkSettings.Ports ?? {}).some((bindings) => bindings?.some(({ HostPort }) => HostPort === String(port)));
  return docker.containers.find((container) => isRunning(container) && publishes(container));
}

/** Said inside a container, the loopback is that container's, and a service's name means nothing out here. */
const isInside = (address: MasterAddress, compose: ComposeEvidence | undefined) =>
  address.kind === 'rpc' && (LOOPBACK.test(address.host) || Object.entries(compose?.services ?? {}).some(([name, { hostname, container_name }]) => [name, hostname, container_name].includes(address.host)));

function baseOf(address: MasterAddress, docker: DockerEvidence | undefined): string {
  if (address.kind === 'ui') return address.base;
  const host = address.host === 'host.docker.internal' && docker !== undefined ? hostOf(docker.engine) : address.host;
  return `http://${host}:${UI_PORT}`;
}

/** One candidate a container, one a set of addresses; those that can be asked nowhere are dropped. */
function merge(candidates: readonly MasterCandidate[]): readonly MasterCandidate[] {
  const byKey = new Map(candidates.filter(({ addresses }) => addresses.length > 0).map((candidate) => [candidate.container ?? candidate.addresses[0]?.base, candidate]));
  return [...byKey.values()];
}
