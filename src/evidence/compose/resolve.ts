import { isJsonMap, type Json, type JsonMap, type Places } from './bind/json.js';
import { bindExtensions, bindSections, bindService } from './bind/project-fields.js';
import { withoutExtensions } from './canonical/extensions.js';
import { normalize } from './canonical/normalize.js';
import { ComposeError } from './compose-error.js';
import { compareGoStrings } from './grammar/go-json.js';
import type { ComposeHost } from './host.js';
import { loadModel } from './load/load-model.js';
import { newSession, shownPath, type Session, type Warning } from './load/session.js';
import { placeOf, type Origin, type Provenance } from './origin.js';
import { checkConsistency, type BoundService } from './project/consistency.js';
import { completeOptions, type ComposeRequest, type ProjectOptions } from './project/options.js';
import { newPlaceBook, type PlaceBook } from './project/place-book.js';
import { isActive, profilesOfService } from './project/profiles.js';
import { projectName, type ProjectName } from './project/project-name.js';
import { selectServices } from './project/selection.js';
import { withFilesRead } from './project/service-environment.js';
import { usedResources } from './project/used-resources.js';
import { remarksOf, type Remark, type RemarkedFile } from './remarks/remarks.js';
import { isMap, type ComposeNode, type MapNode } from './tree.js';

export type { ComposeRequest } from './project/options.js';
export type { Json, JsonMap } from './bind/json.js';
export type { Provenance, Via } from './origin.js';
export type { Warning } from './load/session.js';
export { ComposeError, type ComposeErrorKind } from './compose-error.js';

export interface ResolvedService {
  readonly name: string;
  /** Its fields in Compose's order, as `config --format json` prints them, `$` single. */
  readonly config: JsonMap;
}

export interface ResolvedProject {
  readonly name: string;
  readonly nameFrom: ProjectName['from'];
  readonly workingDir: string;
  /** Absolute, in order; "-" is standard input. */
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  /** What `docker compose config --format json` prints, but with every `$` single. */
  readonly model: JsonMap;
  /** Active services in the order in which they are written. */
  readonly services: readonly ResolvedService[];
  /** Services whose profiles are off. */
  readonly inactiveServices: readonly string[];
  /** Where a value was written and what it came through; the path as "services.x.environment.KEY" or in parts. */
  readonly places: (path: string | readonly string[]) => Provenance | undefined;
  /** The same for every value there is. */
  readonly provenance: () => ReadonlyMap<string, Provenance>;
  /** Values that a variable touched which is set nowhere: path -> names. They are guesses. */
  readonly unsetVariables: ReadonlyMap<string, readonly string[]>;
  readonly warnings: readonly Warning[];
  /** Comments of the files that are addressed to us. */
  readonly remarks: () => readonly Remark[];
  /** A top-level `x-` value, with the place of every part. */
  readonly extension: (key: string) => ComposeNode | undefined;
}

/** The project as Compose 2.40.3 resolves it. Throws ComposeError where Compose refuses it, or where it is beyond our limits. */
export function resolveProject(request: ComposeRequest, host: ComposeHost): ResolvedProject {
  const session = newSession(host);
  const options = completeOptions(session, request);
  const named = projectName(session, request, options);
  const environment = new Map(options.environment).set('COMPOSE_PROJECT_NAME', { value: named.name, from: {} });
  const complete: ProjectOptions = { ...options, environment };
  const root = loadRoot(session, complete, named.name);
  return assemble({ session, options: complete, named, root, request });
}

function loadRoot(session: Session, { files, workingDir, environment }: ProjectOptions, name: string): MapNode {
  const loading = { session, environment, workingDir, folder: workingDir, including: [], extended: new Map() };
  const model = loadModel(
    loading,
    files.map((path, index) => ({ path, trail: index === 0 ? undefined : { kind: 'override', name: path, at: undefined, before: undefined } })),
  );
  if (model.entries.size === 0) throw new ComposeError('empty compose file');
  return withoutExtensions(normalize(model, name, environment));
}

interface Loaded {
  readonly session: Session;
  readonly options: ProjectOptions;
  readonly named: ProjectName;
  readonly root: MapNode;
  readonly request: ComposeRequest;
}

function assemble(loaded: Loaded): ResolvedProject {
  const { session, options, named, root, request } = loaded;
  const places: Places = new Map();
  const sections = bindSections(root, places);
  const { services, profiles } = bindServices(loaded, places);
  checkConsistency({ ...split(services, options.profiles), sections });
  const { active, inactive } = split(services, profiles);
  const selected = selectServices(active, request.services);
  checkContainerNames(selected);

  const model = modelOf(named.name, { root, selected, sections, places });
  const book: PlaceBook = newPlaceBook(model, places);
  return {
    name: named.name,
    nameFrom: named.from,
    workingDir: options.workingDir,
    files: options.files,
    envFiles: options.envFiles,
    profiles,
    model,
    services: [...selected.values()].map(({ name, config }) => ({ name, config })),
    inactiveServices: [...inactive],
    places: book.find,
    provenance: book.all,
    unsetVariables: book.unset(),
    warnings: session.warnings,
    remarks: () => remarksOf(filesOf(session)),
    extension: (key) => root.entries.get(key),
  };
}

function filesOf(session: Session): readonly RemarkedFile[] {
  return [...session.documents].map(([path, documents]) => ({ name: shownPath(session, path), text: session.texts.get(path) ?? '', documents }));
}

interface Bound {
  readonly services: readonly (BoundService & { readonly node: MapNode })[];
  /** Those asked for, and those of the services named on the command line. */
  readonly profiles: readonly string[];
}

function bindServices({ session, options, root, request }: Loaded, places: Places): Bound {
  const section = root.entries.get('services');
  const nodes = isMap(section) ? [...section.entries] : [];
  const extra = nodes.flatMap(([name, node]) => (isMap(node) && request.services.includes(name) && !isActive(node, options.profiles) ? profilesOfService(node) : []));
  const profiles = [...new Set([...options.profiles, ...extra])];
  const services = nodes.map(([name, node]) => {
    if (!isMap(node)) throw new ComposeError(`services.${name} must be a mapping`, { place: placeOf(node.origin) });
    const read = isActive(node, profiles) ? withFilesRead(session, node, options.environment) : node;
    return { name, node, config: withReplicas(bindService(name, read, places)), origin: node.origin };
  });
  return { services, profiles };
}

interface Split {
  readonly active: ReadonlyMap<string, BoundService>;
  readonly inactive: ReadonlySet<string>;
}

function split(services: Bound['services'], profiles: readonly string[]): Split {
  const isOn = ({ node }: Bound['services'][number]): boolean => isActive(node, profiles);
  return {
    active: new Map(services.filter(isOn).map((service) => [service.name, service])),
    inactive: new Set(services.filter((service) => !isOn(service)).map(({ name }) => name)),
  };
}

/** `scale` counts as `deploy.replicas` too. */
function withReplicas(config: JsonMap): JsonMap {
  const deploy = config.get('deploy');
  const scale = config.get('scale');
  if (scale === undefined || !isJsonMap(deploy) || deploy.has('replicas')) return config;
  const mode = deploy.get('mode');
  const rest = [...deploy].filter(([key]) => key !== 'mode');
  const entries: (readonly [string, Json])[] = [...(mode === undefined ? [] : ([['mode', mode]] as const)), ['replicas', scale], ...rest];
  return new Map(config).set('deploy', new Map(entries));
}

function checkContainerNames(services: ReadonlyMap<string, BoundService>): void {
  const owners = new Map<string, string>();
  for (const { name, config, origin } of services.values()) {
    const container = config.get('container_name');
    if (typeof container !== 'string') continue;
    const owner = owners.get(container);
    if (owner !== undefined) throw new ComposeError(`services.${name}: container name ${JSON.stringify(container)} is already in use by service ${owner}`, { place: placeOf(origin) });
    owners.set(container, name);
  }
}

interface Parts {
  readonly root: MapNode;
  readonly selected: ReadonlyMap<string, BoundService>;
  readonly sections: ReadonlyMap<string, JsonMap>;
  readonly places: Places;
}

function modelOf(name: string, { root, selected, sections, places }: Parts): JsonMap {
  const configs = [...selected.values()].toSorted((a, b) => compareGoStrings(a.name, b.name));
  const services = new Map(configs.map(({ name: service, config }) => [service, config] as const));
  places.set(services, new Map(configs.map(({ name: service, origin }) => [service, origin])));
  const used = [...usedResources(sections, services.values())].filter(([, resources]) => resources.size > 0);
  const entries: (readonly [string, Json])[] = [['name', name], ['services', services], ...used, ...bindExtensions(root).map(([key, value]) => [key, value] as const)];
  const model = new Map(entries.toSorted(([a], [b]) => compareGoStrings(a, b)));
  places.set(model, new Map([...model.keys()].flatMap((key): (readonly [string, Origin])[] => {
    const origin = root.entries.get(key)?.origin;
    return origin === undefined ? [] : [[key, origin]];
  })));
  return model;
}
