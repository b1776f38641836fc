import { isJsonList, isJsonMap, type Json, type JsonMap } from '../bind/json.js';

interface Service {
  readonly name: string;
  readonly config: JsonMap;
}

const at = (config: JsonMap | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (isJsonMap(value) ? value.get(key) : undefined), config);

/** The old and the new way of saying one thing must agree; a block of limits that omits a field says zero. */
const TWINS = [
  ['cpus', 'limits', 'cpus'],
  ['mem_limit', 'limits', 'memory'],
  ['mem_reservation', 'reservations', 'memory'],
  ['pids_limit', 'limits', 'pids'],
] as const;

export function checkResources({ name, config }: Service): string | undefined {
  const scale = at(config, 'scale');
  const replicas = at(config, 'deploy', 'replicas');
  if (scale !== undefined && replicas !== undefined && scale !== replicas) return `services.${name}: can't set distinct values on 'scale' and 'deploy.replicas'`;
  if (isNegative(scale)) return `services.${name}.scale: must be greater than or equal to 0`;
  if (isNegative(replicas)) return `services.${name}.deploy.replicas: must be greater than or equal to 0`;

  for (const [old, block, field] of TWINS) {
    const value = at(config, old);
    const resources = at(config, 'deploy', 'resources', block);
    if (value !== undefined && isJsonMap(resources) && resources.get(field) !== value)
      return `services.${name}: can't set distinct values on '${old}' and 'deploy.resources.${block}.${field}'`;
  }
  const count = scale ?? replicas ?? 1;
  if (config.has('container_name') && typeof count === 'number' && count > 1)
    return `services.${name}: can't set container_name and ${scale === undefined ? 'deploy.replicas' : 'scale'} as container name must be unique`;
  return undefined;
}

const isNegative = (value: Json | undefined): boolean => typeof value === 'number' && value < 0;

/** Nothing may be mounted over something else; watched paths need a target. */
export function checkMounts({ name, config }: Service): string | undefined {
  const watch = at(config, 'develop', 'watch');
  for (const trigger of isJsonList(watch) ? watch : []) {
    const action = isJsonMap(trigger) ? trigger.get('action') : undefined;
    if (isJsonMap(trigger) && !trigger.has('target') && action !== 'rebuild' && action !== 'restart')
      return `services.${name}.develop.watch: target is required for non-rebuild actions`;
  }
  const mounted = new Map<string, string>();
  for (const [target, place] of mountsOf(config)) {
    const earlier = mounted.get(target);
    if (earlier !== undefined) return `services.${name}.${place}: target ${target} already mounted as services.${name}.${earlier}`;
    mounted.set(target, place);
  }
  return undefined;
}

function mountsOf(config: JsonMap): readonly (readonly [string, string])[] {
  const tmpfs = config.get('tmpfs');
  const volumes = config.get('volumes');
  return [
    ...(isJsonList(tmpfs) ? tmpfs : []).map((item, index) => [textOf(item).split(':', 1)[0] ?? '', `tmpfs[${index}]`] as const),
    ...(isJsonList(volumes) ? volumes : []).map((item, index) => [textOf(isJsonMap(item) ? item.get('target') : undefined), `volumes[${index}]`] as const),
  ];
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
