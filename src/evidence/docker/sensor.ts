import { release } from 'node:os';
import * as z from 'zod/mini';

import { observed, unavailable, type Evidence } from '../evidence.js';
import type { Redactor } from '../redact.js';
import type { SensorContext } from '../sensor-context.js';
import { abortable, signalOf } from '../http/timing/sensor.js';
import { mapAtOnce } from './at-once.js';
import type { Engine } from './engine.js';
import { EngineError, reasonOf } from './engine-error.js';
import { imageShelf } from './image-shelf.js';
import { nameOf, networkIdsOf, parseListing, projectNameOf, type ListedContainer } from './listed.js';
import { engineOf, infoSchema } from './machine.js';
import { withNetworkNames } from './network-names.js';
import { neighboursOf } from './neighbours.js';
import { projectsOf, type LabelledProject } from './projects.js';
import { gapsOf, readAs, settle, valuesOf, type Answer, type Read } from './read.js';
import { redactContainer, redactNetwork, redactOwned } from './redact-container.js';
import { containerSchema, networkSchema, type DockerContainer, type DockerEvidence, type DockerGap, type DockerNetwork } from './schema.js';

export interface DockerRequest {
  /** Name of the Compose project; it may come later than the engine's first answers. Undefined or rejected: no project, neighbours only. */
  readonly project: string | undefined | Promise<string | undefined>;
  /** References of images that the services name. Rejected: none. */
  readonly images?: readonly string[] | Promise<readonly string[]>;
  /** `listContainers`, where it was called before. */
  readonly listing?: Promise<readonly ListedContainer[]>;
}

const INSPECTS_AT_ONCE = 12;
/** `/info` waits for plugins and registries on some engines; all that hangs on it is the machine's size. */
const INFO_TIMEOUT = 3000;
const PROJECT_LABEL = 'com.docker.compose.project';

/** Every container of the engine, stopped ones too. The first request of a run: it needs to know nothing. */
export async function listContainers(engine: Engine, signal: AbortSignal): Promise<readonly ListedContainer[]> {
  const listing = parseListing(await engine.json('/containers/json?all=1', { signal }));
  if (listing === undefined) throw new EngineError('unreadable', engine.host, 'the answer is no list of containers: is this a Docker engine?');
  return listing;
}

/** The Compose projects that the engine's labels tell of. */
export const listProjects = async (engine: Engine, signal: AbortSignal): Promise<readonly LabelledProject[]> =>
  projectsOf(await listContainers(engine, signal));

/** One moment of the engine, as far as the project goes. GET only. */
export async function observeDocker(context: SensorContext, request: DockerRequest): Promise<Evidence<DockerEvidence>> {
  const { engine, redactor } = context;
  if (engine === undefined) return unavailable({ kind: 'not-collected', detail: 'no Docker engine is asked with --offline' });
  const signal = signalOf(context);
  const asked = askForAll(engine, request, signal);

  const listing = await asked.listing;
  if ('error' in listing) return unavailable(reasonOf(listing.error));
  const project = await asked.project;
  const ours = listing.value.filter((container) => project !== undefined && projectNameOf(container) === project);
  const { chosen, leftOut } = neighboursOf(project, listing.value);

  const shelf = imageShelf((path) => engine.json(path, { signal }), redactor);
  for (const { Image, ImageID } of ours) shelf.askBoth(Image, ImageID);
  const named = asked.references.then((references) => references.forEach(shelf.ask));
  const [containers, neighbours] = await Promise.all([
    inspectAll(ours, 'container', engine, redactor, signal),
    inspectAll(chosen, 'neighbour', engine, redactor, signal),
    named,
  ]);
  for (const { Config, Image } of valuesOf(containers)) shelf.askBoth(Config.Image, Image);

  const [{ images, gaps }, allNetworks, volumes, info] = await Promise.all([
    shelf.all(),
    asked.networks.then((answer) => readAs(z.array(networkSchema), answer, 'networks', 'networks')),
    asked.volumes.then((answer) => ownVolumes(answer, project, valuesOf(containers), redactor)),
    asked.info.then((answer) => readAs(infoSchema, answer, 'info', 'engine')),
  ]);
  const networks = ownNetworks(allNetworks, project, ours, redactor);
  const known = valuesOf([allNetworks]).flat();
  return observed({
    engine: engineOf(engine.host, valuesOf([info])[0], engine.seen(), release()),
    containers: withNetworkNames(valuesOf(containers), known).sort(byName),
    images,
    networks: valuesOf([networks]).flat(),
    volumes: valuesOf([volumes]).flat(),
    neighbours: withNetworkNames(valuesOf(neighbours), known).sort(byName),
    ...(leftOut === 0 ? {} : { neighboursLeftOut: leftOut }),
    gaps: [...gapsOf([...containers, ...neighbours, networks, volumes, info]), ...gaps],
  });
}

/** All that can be asked before the project is known, at once. Nothing in here rejects: it is looked at one after the other. */
function askForAll(engine: Engine, request: DockerRequest, signal: AbortSignal) {
  return {
    listing: settle(request.listing ?? listContainers(engine, signal)),
    project: Promise.resolve(request.project).catch(() => undefined),
    references: Promise.resolve(request.images ?? []).catch(() => []),
    networks: settle(engine.json('/networks', { signal })),
    volumes: settle(engine.json('/volumes', { signal })),
    info: settle(engine.json('/info', { signal: abortable({ parents: [signal], after: INFO_TIMEOUT }).signal })),
  };
}

const inspectAll = (
  listed: readonly ListedContainer[],
  kind: DockerGap['kind'],
  engine: Engine,
  redactor: Redactor,
  signal: AbortSignal,
): Promise<readonly Read<DockerContainer>[]> =>
  mapAtOnce(listed, INSPECTS_AT_ONCE, async (container) => {
    const answer = await settle(engine.json(`/containers/${encodeURIComponent(container.Id)}/json`, { signal }));
    const read = readAs(containerSchema, answer, kind, nameOf(container));
    return 'value' in read ? { value: redactContainer(read.value, redactor) } : read;
  });

/** The project's own networks, and those of others that its containers are on. */
function ownNetworks(read: Read<DockerNetwork[]>, project: string | undefined, ours: readonly ListedContainer[], redactor: Redactor) {
  if ('gap' in read) return read;
  const joined = new Set(ours.flatMap(networkIdsOf));
  const own = read.value.filter(({ Id, Labels }) => joined.has(Id) || isOwned(Labels, project));
  return { value: own.map((network) => redactNetwork(network, redactor)).sort(byName) };
}

const volumesSchema = z.object({
  Volumes: z.nullish(z.array(z.object({ Name: z.string(), Driver: z.nullish(z.string()), Labels: z.nullish(z.record(z.string(), z.string())) }))),
});

/** The project's own volumes, and those of others that its containers mount. */
function ownVolumes(answer: Answer, project: string | undefined, containers: readonly DockerContainer[], redactor: Redactor) {
  const read = readAs(volumesSchema, answer, 'volumes', 'volumes');
  if ('gap' in read) return read;
  const mounted = new Set(containers.flatMap(({ Mounts }) => (Mounts ?? []).flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : []))));
  const own = (read.value.Volumes ?? []).filter(({ Name, Labels }) => mounted.has(Name) || isOwned(Labels, project));
  return { value: own.map((volume) => ({ ...volume, ...redactOwned(volume, redactor) })).sort(byName) };
}

const isOwned = (labels: Readonly<Record<string, string>> | null | undefined, project: string | undefined) =>
  project !== undefined && labels?.[PROJECT_LABEL] === project;

const byName = (a: { readonly Name: string }, b: { readonly Name: string }) => (a.Name < b.Name ? -1 : 1);
