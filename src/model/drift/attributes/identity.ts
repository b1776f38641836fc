import { compareTexts, compareWithDefault, differs, unknown, type Comparison } from '../comparison.js';
import { containerNames, nameOf } from '../container-names.js';
import { at, textOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';

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

/** Of the service or of its main network; engines since API 1.44 keep it at the endpoint, where generated ones stand too. */
function macAddress({ service, container }: Pair): readonly Comparison[] {
  const inNetwork = Object.values(service.networks ?? {}).flatMap((settings) => textOf(at(settings, 'mac_address')) ?? []);
  const declared = textOf(service['mac_address']) ?? inNetwork[0];
  if (declared === undefined) return [];
  const endpoints = Object.values(container.NetworkSettings.Networks ?? {}).map((endpoint) => textOf(endpoint?.MacAddress)?.toLowerCase());
  const deployed = textOf(container.Config.MacAddress)?.toLowerCase();
  if (deployed === declared.toLowerCase() || endpoints.includes(declared.toLowerCase())) return compareTexts('mac_address', declared, declared);
  // A container that does not run has no address at its endpoints.
  return deployed === undefined && endpoints.every((address) => address === undefined) ? [unknown('mac_address')] : [differs('mac_address', declared, deployed ?? endpoints.find((address) => address !== undefined))];
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
