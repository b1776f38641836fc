import type { Redactor } from '../redact.js';
import { isJsonList, isJsonMap, type Json, type JsonMap } from './bind/json.js';
import { placesIn, SETTINGS_KEY } from './remarks/own-settings.js';
import type { ResolvedProject } from './resolve.js';
import type { ComposeEvidence, ComposeService } from './schema.js';

/** What the caller adds that resolution alone cannot know. */
export interface ProjectFacts {
  /** Last modification of each file that was read, RFC 3339, by absolute path. */
  readonly modifiedAt: Readonly<Record<string, string>>;
  /** config-hash by service, where it can be computed: needs the values before they are redacted. */
  readonly configHashes: Readonly<Record<string, string>>;
}

/** The resolved project as evidence: secrets replaced by marks that are equal for equal values, keys and places kept. */
export function toComposeEvidence(project: ResolvedProject, { modifiedAt, configHashes }: ProjectFacts, redactor: Redactor): ComposeEvidence {
  const section = (name: string) => plainMap(project.model.get(name), redactor);
  return {
    name: project.name,
    nameFrom: project.nameFrom,
    workingDir: project.workingDir,
    files: [...project.files],
    envFiles: [...project.envFiles],
    profiles: [...project.profiles],
    services: record(project.services.map(({ name, config }) => [name, serviceOf(config, redactor)])),
    inactiveServices: [...project.inactiveServices],
    networks: section('networks'),
    volumes: section('volumes'),
    configs: section('configs'),
    secrets: section('secrets'),
    provenance: record(project.provenance()),
    unsetVariables: record([...project.unsetVariables].map(([path, names]) => [path, [...names]])),
    warnings: project.warnings.map(({ message, place }) => ({ message: redactor.text(message), ...(place === undefined ? {} : { place }) })),
    modifiedAt: { ...modifiedAt },
    configHashes: { ...configHashes },
    ...remarksPart(project, redactor),
    ...settingsPart(project, redactor),
  };
}

/** No outside text any more: `shape/` and `bind/` have given every field of it the type that the schema of a saved snapshot asks for. */
const serviceOf = (config: JsonMap, redactor: Redactor) => mapOf(config, redactor) as ComposeService;

function remarksPart(project: ResolvedProject, redactor: Redactor): Pick<ComposeEvidence, 'remarks'> {
  const remarks = project.remarks();
  if (remarks.length === 0) return {};
  return { remarks: remarks.map(({ reason, ...remark }) => ({ ...remark, rules: [...remark.rules], services: [...remark.services], ...(reason === undefined ? {} : { reason: redactor.text(reason) }) })) };
}

function settingsPart(project: ResolvedProject, redactor: Redactor): Pick<ComposeEvidence, 'settings'> {
  const node = project.extension(SETTINGS_KEY);
  const value = project.model.get(SETTINGS_KEY);
  return node === undefined || value === undefined ? {} : { settings: { value: plain(value, SETTINGS_KEY, redactor), places: record([...placesIn(node)]) } };
}

/** An object without a prototype: a service may be called `__proto__`. */
function record<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const made: Record<string, T> = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) made[key] = value;
  return made;
}

function plainMap(value: Json | undefined, redactor: Redactor): Record<string, unknown> {
  return isJsonMap(value) ? mapOf(value, redactor) : record([]);
}

/** Lists of names, addresses and options, which an engine gives back as they are: a host called `token-service` is no secret. */
const PLAIN_LISTS = new Set([
  'aliases', 'cap_add', 'cap_drop', 'device_cgroup_rules', 'devices', 'dns', 'dns_opt', 'dns_search', 'expose', 'external_links',
  'extra_hosts', 'group_add', 'links', 'profiles', 'security_opt', 'tmpfs', 'volumes_from',
]);

/** Data of the file as plain JSON. Lists of words are redacted as arguments, so that `--password X` is seen as a pair. */
function plain(value: Json, key: string, redactor: Redactor): unknown {
  if (isJsonMap(value)) return mapOf(value, redactor);
  if (isJsonList(value)) {
    const words = value.filter((item) => typeof item === 'string');
    if (words.length === value.length && PLAIN_LISTS.has(key)) return words;
    return words.length === value.length ? redactor.argv(words) : value.map((item) => plain(item, key, redactor));
  }
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' ? redactor.value(key, value) : value;
}

const mapOf = (map: JsonMap, redactor: Redactor) => record([...map].map(([key, value]) => [key, plain(value, key, redactor)]));
