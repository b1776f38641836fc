import type { ComposeService } from '#evidence/compose/schema.js';
import type { DockerContainer, DockerEvidence, DockerImage } from '#evidence/docker/schema.js';
import type { MountedFile } from '#evidence/mounted-files/schema.js';

import { declaredView, deployedView, type RuntimeView } from './runtime-view.js';
import { confFiles } from './spark/conf-files.js';
import { masterSettings, workerSettings, type MasterSettings, type WorkerSettings } from './spark/daemon.js';
import { roleOf, type Role } from './spark/role.js';
import { effectiveSettings, type SparkSettings } from './spark/settings.js';
import { findSubmit } from './spark/submit.js';

/** What a service is to Spark on one plane. `submit` is absent for a job whose command does not tell (a notebook, `python app.py`). */
export interface SparkRole {
  readonly role: Role;
  readonly view: RuntimeView;
  readonly submit: SparkSettings | undefined;
  readonly worker: WorkerSettings | undefined;
  /** A file of settings that is mounted or named and was not read: what only it may say is unknown. */
  readonly unseenConf: string | undefined;
  readonly master: MasterSettings | undefined;
}

/** The service as the file declares it and each of its containers as deployed. */
export interface SparkService {
  readonly name: string;
  /** What it is to Spark: as deployed where a container is there, else as declared. */
  readonly role: Role;
  readonly compose: ComposeService | undefined;
  readonly declared: SparkRole | undefined;
  readonly replicas: readonly SparkReplica[];
}

export interface SparkReplica {
  readonly container: DockerContainer;
  /** `/k2-job` as `k2-job`. */
  readonly name: string;
  readonly number: number;
  readonly running: boolean;
  readonly deployed: SparkRole;
}

export const LABEL = 'com.docker.compose.';

export const labelOf = (container: DockerContainer, name: string): string | undefined => container.Config.Labels?.[LABEL + name];
export const containerName = (container: DockerContainer): string => container.Name.replace(/^\//, '');
/** `docker compose run` containers carry their service's label and are none of its replicas. */
export const isOneOff = (container: DockerContainer): boolean => labelOf(container, 'oneoff')?.toLowerCase() === 'true';

/** Services of the file in its order, then those that only containers know (orphans), by name. */
export function sparkServices(
  services: Readonly<Record<string, ComposeService>>,
  docker: DockerEvidence | undefined,
  mounted: readonly MountedFile[],
): readonly SparkService[] {
  const byService = new Map<string, DockerContainer[]>();
  for (const container of docker?.containers ?? []) {
    const name = labelOf(container, 'service');
    if (name !== undefined && !isOneOff(container)) byService.set(name, [...(byService.get(name) ?? []), container]);
  }
  const orphans = [...byService.keys()].filter((name) => !Object.hasOwn(services, name)).sort();
  const images = docker?.images ?? {};
  return [...Object.keys(services), ...orphans].map((name) => sparkService(name, services[name], byService.get(name) ?? [], images, mounted));
}

function sparkService(
  name: string,
  compose: ComposeService | undefined,
  containers: readonly DockerContainer[],
  images: Readonly<Record<string, DockerImage>>,
  mounted: readonly MountedFile[],
): SparkService {
  const replicas = containers.map((container) => replica(container, mounted)).sort((a, b) => a.number - b.number);
  const first = replicas[0];
  const image = images[first?.container.Image ?? ''] ?? images[compose?.image ?? ''];
  const declared = compose === undefined ? undefined : sparkRole(declaredView(compose, image), first === undefined ? filesFor(name, mounted) : filesOf(first.container, mounted), (compose.volumes ?? []).map(({ target }) => target));
  return { name, role: first?.deployed.role ?? declared?.role ?? 'other', compose, declared, replicas };
}

function replica(container: DockerContainer, mounted: readonly MountedFile[]): SparkReplica {
  const name = containerName(container);
  return {
    container,
    name,
    number: Number(labelOf(container, 'container-number') ?? '1'),
    running: container.State.Running === true && container.State.Paused !== true,
    deployed: sparkRole(deployedView(container), filesOf(container, mounted), (container.Mounts ?? []).map(({ Destination }) => Destination)),
  };
}

const filesOf = (container: DockerContainer, mounted: readonly MountedFile[]) => mounted.filter((file) => file.container === container.Id || file.container === containerName(container));

/** Of a service without a container, where its files were read from disk. */
const filesFor = (service: string, mounted: readonly MountedFile[]) => mounted.filter((file) => file.service === service);

/** Reads a view for what it is to Spark. */
export function sparkRole(view: RuntimeView, read: readonly MountedFile[], targets: readonly string[]): SparkRole {
  const role = roleOf(view.argv, view.environment, view.image);
  const submit = role === 'job' ? findSubmit(view.argv, view.environment) : undefined;
  const files = confFiles(submit, read, targets);
  return {
    role,
    view,
    submit: submit === undefined ? undefined : effectiveSettings(submit, view.environment, files),
    worker: role === 'worker' ? workerSettings(view.argv, view.environment) : undefined,
    unseenConf: files.unseen,
    master: role === 'master' ? masterSettings(view.argv, view.environment, files.sparkDefaults) : undefined,
  };
}
