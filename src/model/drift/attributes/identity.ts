import { compareTexts, compareWithDefault, differs, inStep, unknown, type Comparison } from '../comparison.js';
import { containerNames, nameOf } from '../container-names.js';
import { at, textOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';
import { parseVersion } from '../version.js';

/** Minor version of the engine's API since which addresses belong to endpoints. */
const ENDPOINT_API = 44;

/** What the container is called: `container_name`, `hostname`, `domainname`, `mac_address`; and `platform`. */
export const identity: Attribute = (pair) => [
  ...containerName(pair),
  ...hostname(pair),
  ...compareWithDefault('domainname', textOf(pair.service['domainname']), undefined, textOf(pair.container.Config.Domainname)),
  ...macAddress(pair),
  ...platform(pair),
];

/** An interrupted recreation leaves the new container under `<12 digits>_<name>`. */
const INTERRUPTED = /^[0-9a-f]{12}_/;

function containerName({ name, service, container, project }: Pair): readonly Comparison[] {
  const number = container.Config.Labels?.['com.docker.compose.container-number'] ?? '1';
  const allowed = containerNames(name, service, project.name, number);
  const deployed = nameOf(container);
  const declared = textOf(service.container_name);
  if (allowed.includes(deployed)) return declared === undefined ? [] : compareTexts('container_name', declared, deployed);
  if (allowed.includes(deployed.replace(INTERRUPTED, ''))) return [];
  return [differs('container_name', allowed[0], deployed)];
}

/** Undeclared, it is the beginning of the container's id, or that of the container or host whose network it shares. */
function hostname({ service, container, edited }: Pair): readonly Comparison[] {
  const declared = textOf(service.hostname);
  const deployed = textOf(container.Config.Hostname);
  if (declared !== undefined) return compareTexts('hostname', declared, deployed);
  const isShared = textOf(service.network_mode) !== undefined || textOf(service['uts']) !== undefined;
  if (!edited || isShared || deployed === undefined || container.Id.startsWith(deployed)) return [];
  return [differs('hostname', undefined, deployed)];
}

/** Of the service or of its main network. Engines since API 1.44 keep it at the endpoint, where it shows only while the container runs. */
function macAddress({ service, container, docker }: Pair): readonly Comparison[] {
  const inNetwork = Object.values(service.networks ?? {}).flatMap((settings) => textOf(at(settings, 'mac_address')) ?? []);
  const declared = (textOf(service['mac_address']) ?? inNetwork[0])?.toLowerCase();
  const own = textOf(container.Config.MacAddress)?.toLowerCase();
  if (declared === undefined || declared === own) return compareWithDefault('mac_address', declared, own, own);
  const endpoints = Object.values(container.NetworkSettings.Networks ?? {}).flatMap((endpoint) => textOf(endpoint?.MacAddress)?.toLowerCase() ?? []);
  if (endpoints.includes(declared)) return [inStep('mac_address')];
  const [, minor = 0] = parseVersion(docker.engine.ApiVersion ?? undefined) ?? [];
  return endpoints.length === 0 && minor >= ENDPOINT_API ? [unknown('mac_address')] : [differs('mac_address', declared, own ?? endpoints[0])];
}

/** No container says its platform; its image says a part of it. */
function platform({ service, container, docker, edited }: Pair): readonly Comparison[] {
  const declared = textOf(service['platform']);
  if (declared === undefined) return [];
  const own = container.Image === undefined || container.Image === null ? undefined : docker.images[container.Image];
  const [system, architecture] = declared.split('/');
  if (own?.Os === undefined || own.Architecture === undefined) return [unknown('platform')];
  const deployed = `${own.Os ?? ''}/${own.Architecture ?? ''}`;
  if (own.Os === system && (architecture === undefined || own.Architecture === architecture)) return compareTexts('platform', declared, declared);
  return [edited ? differs('platform', declared, deployed) : unknown('platform')];
}
