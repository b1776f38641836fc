import { isJsonList, isJsonMap, type Json, type JsonMap } from '../bind/json.js';
import { ComposeError } from '../compose-error.js';
import { placeOf, type Origin } from '../origin.js';
import { findCycle } from './cycle.js';
import { checkMounts, checkResources } from './service-consistency.js';

export interface BoundService {
  readonly name: string;
  readonly config: JsonMap;
  readonly origin: Origin;
}

export interface BoundProject {
  readonly active: ReadonlyMap<string, BoundService>;
  readonly inactive: ReadonlySet<string>;
  readonly sections: ReadonlyMap<string, JsonMap>;
}

/** What services say about each other and about what they use. From compose-go v2.9.1, loader/validate.go. */
export function checkConsistency(project: BoundProject): void {
  for (const service of project.active.values()) {
    checkService(service, project);
    const complaint = checkResources(service) ?? checkMounts(service);
    if (complaint !== undefined) throw new ComposeError(complaint, { place: placeOf(service.origin) });
  }
  for (const [name, secret] of project.sections.get('secrets') ?? []) {
    if (isJsonMap(secret) && !secret.has('external') && !secret.has('file') && !secret.has('environment'))
      throw new ComposeError(`secret ${name} must declare either file or environment`);
  }
  checkDependencyCycles(project);
}

function checkService(service: BoundService, project: BoundProject): void {
  const complaint =
    checkSource(service, project) ?? checkNetworks(service, project) ?? checkReferences(service, project) ?? checkDependencies(service, project);
  if (complaint !== undefined) throw new ComposeError(`service ${service.name} ${complaint}`, { place: placeOf(service.origin) });
}

function checkSource({ config }: BoundService, project: BoundProject): string | undefined {
  const build = config.get('build');
  if (!isJsonMap(build)) return config.has('image') || config.has('provider') ? undefined : 'has neither an image nor a build context specified';
  if (build.has('dockerfile_inline') && build.has('dockerfile')) return 'declares mutually exclusive dockerfile and dockerfile_inline';
  for (const [name, context] of entriesIn(build.get('additional_contexts'))) {
    if (typeof context !== 'string' || !context.startsWith('service:')) continue;
    const target = context.slice('service:'.length);
    const other = project.active.get(target);
    if (other === undefined) return `declares unknown service ${target} as additional contexts ${name}`;
    if (!other.config.has('build')) return `declares non-buildable service ${target} as additional contexts ${name}`;
  }
  const platforms = listIn(build.get('platforms'));
  const platform = config.get('platform');
  return platforms.length > 0 && platform !== undefined && !platforms.includes(platform) ? 'has a platform that build.platforms does not include' : undefined;
}

function checkNetworks({ config }: BoundService, { sections, active }: BoundProject): string | undefined {
  const networks = entriesIn(config.get('networks')).map(([name]) => name);
  const mode = config.get('network_mode');
  if (mode !== undefined && networks.length > 0) return 'declares mutually exclusive network_mode and networks';
  const missing = networks.find((name) => sections.get('networks')?.has(name) !== true);
  if (missing !== undefined) return `refers to undefined network ${missing}`;
  if (typeof mode !== 'string' || !mode.startsWith('service:')) return undefined;
  const shared = mode.slice('service:'.length);
  return active.has(shared) ? undefined : `shares the network of service ${shared}, which is not there`;
}

function checkReferences({ config }: BoundService, { sections }: BoundProject): string | undefined {
  const undefinedIn = (section: string, list: Json | undefined): string | undefined =>
    listIn(list)
      .map((item) => (isJsonMap(item) ? (item.get('source') ?? '') : ''))
      .filter((name) => typeof name === 'string')
      .find((name) => sections.get(section)?.has(name) !== true);
  const volumes = listIn(config.get('volumes')).filter((volume) => isJsonMap(volume) && volume.get('type') === 'volume' && volume.has('source'));
  const build = config.get('build');
  const complaints = [
    ['volume', undefinedIn('volumes', volumes)],
    ['build secret', undefinedIn('secrets', isJsonMap(build) ? build.get('secrets') : undefined)],
    ['config', undefinedIn('configs', config.get('configs'))],
    ['model', entriesIn(config.get('models')).map(([name]) => name).find((name) => sections.get('models')?.has(name) !== true)],
    ['secret', undefinedIn('secrets', config.get('secrets'))],
  ] as const;
  const found = complaints.find(([, name]) => name !== undefined);
  return found && `refers to undefined ${found[0]} ${found[1] ?? ''}`;
}

function checkDependencies({ config }: BoundService, { active, inactive }: BoundProject): string | undefined {
  for (const [name, dependency] of entriesIn(config.get('depends_on'))) {
    if (active.has(name)) continue;
    const optional = isJsonMap(dependency) && dependency.get('required') === false;
    if (inactive.has(name) && optional) continue;
    return inactive.has(name) ? `depends on service ${name}, whose profiles are not active` : `depends on undefined service ${name}`;
  }
  const [first] = listIn(isJsonMap(config.get('healthcheck')) ? (config.get('healthcheck') as JsonMap).get('test') : undefined);
  return first === undefined || first === 'CMD' || first === 'CMD-SHELL' || first === 'NONE' ? undefined : 'has a healthcheck.test that does not start with CMD, CMD-SHELL or NONE';
}

function checkDependencyCycles({ active }: BoundProject): void {
  const cycle = findCycle([...active.keys()].toSorted(), (name) => entriesIn(active.get(name)?.config.get('depends_on')).map(([dependency]) => dependency));
  if (cycle === undefined) return;
  const shown = cycle.length > LONGEST_CYCLE_SHOWN ? [...cycle.slice(0, LONGEST_CYCLE_SHOWN), '...', ...cycle.slice(-1)] : cycle;
  const service = active.get(cycle[0] ?? '');
  throw new ComposeError(`dependency cycle detected: ${shown.join(' -> ')}`, { place: service && placeOf(service.origin) });
}

const LONGEST_CYCLE_SHOWN = 10;

export const entriesIn = (value: Json | undefined): readonly (readonly [string, Json])[] => (isJsonMap(value) ? [...value] : []);
export const listIn = (value: Json | undefined): readonly Json[] => (isJsonList(value) ? value : []);
