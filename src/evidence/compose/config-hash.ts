import { createHash } from 'node:crypto';

import { isJsonList, isJsonMap, type Json, type JsonMap } from './bind/json.js';
import { toGoJson } from './grammar/go-json.js';
import type { ResolvedProject } from './resolve.js';

export interface HashContext {
  /** The Compose that made the container, e.g. "2.40.3": its label `com.docker.compose.version`. Distributions append to it. */
  readonly composeVersion: string;
  /** The full id of the first container of a service, whose namespace or volumes another shares. */
  readonly containerIdOf: (service: string) => string | undefined;
}

/**
 * What `up` writes into the label `com.docker.compose.config-hash`: SHA-256 of the service as JSON, without what does not
 * make a container different. Undefined when the container it shares something with is not known, or Compose is too old.
 * From docker/compose, pkg/compose/hash.go (2.26 to 2.40), which counts depends_on until 2.29.2 and profiles until 2.30.1.
 * Equal only for the build of Compose that made the label: distributions link other versions of compose-go.
 */
export function serviceConfigHash(project: Pick<ResolvedProject, 'services'>, service: string, { composeVersion, containerIdOf }: HashContext): string | undefined {
  const config = project.services.find(({ name }) => name === service)?.config;
  const version = readVersion(composeVersion);
  if (config === undefined || version === undefined || isBefore(version, OLDEST)) return undefined;

  const left = [...config].filter(([key]) => !isUncounted(key, version));
  const shared = left.map(([key, value]): readonly [string, Json | undefined] => [key, shareContainers(key, value, containerIdOf)]);
  if (shared.some(([, value]) => value === undefined)) return undefined;
  const counted = shared.flatMap(([key, value]) => (value === undefined ? [] : [[key, asPrintedBy(version, key, value)] as const]));
  return createHash('sha256').update(toGoJson(new Map(counted))).digest('hex');
}

type Version = readonly [major: number, minor: number, patch: number];

/** Compose 2.24 changed the form of everything that is hashed. */
const OLDEST: Version = [2, 24, 0];
const OCTAL_MODES: Version = [2, 34, 0];
const UNCOUNTED: ReadonlyMap<string, Version> = new Map([
  ['build', OLDEST],
  ['pull_policy', OLDEST],
  ['scale', OLDEST],
  ['depends_on', [2, 29, 3]],
  ['profiles', [2, 30, 2]],
]);

function readVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

const isBefore = (version: Version, other: Version): boolean => version[0] - other[0] < 0 || (version[0] === other[0] && (version[1] < other[1] || (version[1] === other[1] && version[2] < other[2])));

function isUncounted(key: string, version: Version): boolean {
  const since = UNCOUNTED.get(key);
  return since !== undefined && !isBefore(version, since);
}

function shareContainers(key: string, value: Json, containerIdOf: HashContext['containerIdOf']): Json | undefined {
  if ((key === 'network_mode' || key === 'ipc' || key === 'pid') && typeof value === 'string' && value.startsWith('service:')) {
    const id = containerIdOf(value.slice('service:'.length));
    return id && `container:${id}`;
  }
  if (key !== 'volumes_from' || !isJsonList(value)) return value;
  const ids = value.map((item) => (typeof item === 'string' ? volumesSource(item, containerIdOf) : undefined));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

/** `service[:mode]` or `container:name[:mode]`; the mode is not counted. */
function volumesSource(text: string, containerIdOf: HashContext['containerIdOf']): string | undefined {
  const [first = '', second] = text.split(':');
  return first === 'container' ? second : containerIdOf(first);
}

function asPrintedBy(version: Version, key: string, value: Json): Json {
  if (key === 'deploy' && isJsonMap(value)) return without(value, 'replicas');
  if ((key === 'secrets' || key === 'configs') && isJsonList(value) && isBefore(version, OCTAL_MODES)) return value.map((item) => (isJsonMap(item) ? withNumericMode(item) : item));
  return value;
}

const without = (map: JsonMap, key: string): JsonMap => new Map([...map].filter(([name]) => name !== key));

/** Before 2.34 a mode was printed as a number. */
function withNumericMode(mount: JsonMap): JsonMap {
  const mode = mount.get('mode');
  return typeof mode === 'string' ? new Map(mount).set('mode', Number.parseInt(mode, 8)) : mount;
}
