import type { ContainerLog } from '#evidence/container-logs/schema.js';
import type { ContainerProcess } from '#evidence/container-processes/schema.js';
import type { ContainerStats } from '#evidence/container-stats/schema.js';
import type { DockerContainer, DockerImage } from '#evidence/docker/schema.js';
import type { EngineEvent } from '#evidence/engine-events/schema.js';
import type { Facts } from '#evidence/snapshot.js';
import { bytes, type Bytes } from '#units/bytes.js';
import { millis, type Millis } from '#units/duration.js';

import { containerName, type SparkReplica, type SparkService } from './spark-service.js';

/**
 * One container with all that was seen of its life. Each source may be missing: `undefined` is "not seen" and
 * judges nothing, an empty list is "looked, and nothing there". How it was started (`State`, `RestartCount`,
 * `HostConfig.LogConfig`, `HostConfig.RestartPolicy`, `State.Health.Log`) stands in `container`, as Docker says it.
 */
export interface ContainerView {
  readonly container: DockerContainer;
  readonly name: string;
  /** The service it is a replica of; undefined for one-off containers and those of other projects. */
  readonly service: SparkService | undefined;
  readonly replica: SparkReplica | undefined;
  /** Of another project: seen because it shares a network or runs Spark. */
  readonly isNeighbour: boolean;
  readonly image: DockerImage | undefined;
  /** Up and not paused. */
  readonly isRunning: boolean;
  /** Since its process last started; undefined while it does not run. */
  readonly upFor: Millis | undefined;
  /** `HostConfig.Memory`; undefined: no limit. */
  readonly memoryLimit: Bytes | undefined;
  /** Processors it may use at a time, from NanoCpus, CpuQuota, CpusetCpus, the least of them; undefined: no limit. */
  readonly cpuLimit: number | undefined;
  readonly log: ContainerLog | undefined;
  /** Spark's processes in it. */
  readonly processes: readonly ContainerProcess[] | undefined;
  /** Memory as `docker stats` counts it, processor time since start and over `--sample`. */
  readonly stats: ContainerStats | undefined;
  /** What the engine still remembers of it, oldest first: 256 events of all containers, so the oldest are gone. */
  readonly events: readonly EngineEvent[] | undefined;
  /** How far back the engine's memory goes: what happened before that it cannot tell. */
  readonly eventsSince: Date | undefined;
}

/** Every container of the project and its neighbours, by id, in Docker's order. */
export function containerViews(facts: Partial<Facts>, services: readonly SparkService[], takenAt: Date): ReadonlyMap<string, ContainerView> {
  const { docker } = facts;
  if (docker === undefined) return new Map();
  const owners = new Map(services.flatMap((service) => service.replicas.map((replica) => [replica.container.Id, { service, replica }] as const)));
  const neighbours = new Set(docker.neighbours.map(({ Id }) => Id));
  const views = [...docker.containers, ...docker.neighbours].map((container): ContainerView => {
    const { State, HostConfig, Id } = container;
    const isRunning = State.Running === true && State.Paused !== true;
    const started = Date.parse(State.StartedAt ?? '');
    return {
      container,
      name: containerName(container),
      service: owners.get(Id)?.service,
      replica: owners.get(Id)?.replica,
      isNeighbour: neighbours.has(Id),
      image: docker.images[container.Image ?? ''] ?? docker.images[container.Config.Image ?? ''],
      isRunning,
      upFor: State.Running === true && started > 0 ? millis(Math.max(0, takenAt.getTime() - started)) : undefined,
      memoryLimit: HostConfig.Memory ? bytes(HostConfig.Memory) : undefined,
      cpuLimit: cpuLimitOf(HostConfig),
      ...lifeOf(container, facts),
    };
  });
  return new Map(views.map((view) => [view.container.Id, view]));
}

function lifeOf(container: DockerContainer, facts: Partial<Facts>): Pick<ContainerView, 'log' | 'processes' | 'stats' | 'events' | 'eventsSince'> {
  const isThis = ({ container: name }: { readonly container: string }) => name === container.Id || name === containerName(container);
  const since = facts['engine-events']?.since;
  return {
    log: facts['container-logs']?.logs.find(isThis),
    processes: facts['container-processes']?.containers.find(isThis)?.processes,
    stats: facts['container-stats']?.stats.find(isThis),
    events: facts['engine-events']?.events.filter(isThis),
    eventsSince: since === undefined ? undefined : new Date(since),
  };
}

/** (Docker's documentation, "Runtime options with Memory, CPUs, and GPUs".) */
function cpuLimitOf({ NanoCpus, CpuQuota, CpuPeriod, CpusetCpus }: DockerContainer['HostConfig']): number | undefined {
  const limits = [
    NanoCpus ? NanoCpus / 1e9 : undefined,
    CpuQuota && CpuQuota > 0 ? CpuQuota / (CpuPeriod || 100_000) : undefined,
    CpusetCpus ? sizeOfSet(CpusetCpus) : undefined,
  ].filter((limit) => limit !== undefined);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/** "0-2,5" is four processors. */
function sizeOfSet(text: string): number | undefined {
  const sizes = text.split(',').map((part) => {
    const [, first, last] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
    return first === undefined ? Number.NaN : Number(last ?? first) - Number(first) + 1;
  });
  const size = sizes.reduce((sum, one) => sum + one, 0);
  return size > 0 ? size : undefined;
}
