import * as z from 'zod/mini';

import { boolean, maybeBoolean, maybeNumber, maybeString, number, string } from '../leaves.js';

/*
 * What we keep of the Engine's answers, under the Engine's own names (API 1.41, and later where fields came).
 * Go prints empty lists and maps as null: both mean "none".
 */
const strings = z.nullish(z.array(string));
const stringMap = z.nullish(z.record(string, string));

const endpoint = z.object({
  IPAMConfig: z.nullish(z.object({ IPv4Address: maybeString, IPv6Address: maybeString })),
  Links: strings,
  Aliases: strings,
  NetworkID: maybeString,
  IPAddress: maybeString,
  GlobalIPv6Address: maybeString,
  MacAddress: maybeString,
  DriverOpts: stringMap,
});

const healthcheck = z.object({
  Test: strings,
  Interval: maybeNumber,
  Timeout: maybeNumber,
  StartPeriod: maybeNumber,
  StartInterval: maybeNumber,
  Retries: maybeNumber,
});

const portBindings = z.nullish(
  z.record(string, z.nullish(z.array(z.object({ HostIp: maybeString, HostPort: maybeString })))),
);

const config = z.object({
  Hostname: maybeString,
  Domainname: maybeString,
  User: maybeString,
  Tty: maybeBoolean,
  OpenStdin: maybeBoolean,
  Env: strings,
  Cmd: strings,
  Entrypoint: strings,
  Image: maybeString,
  Volumes: z.nullish(z.record(string, z.unknown())),
  WorkingDir: maybeString,
  Labels: stringMap,
  ExposedPorts: z.nullish(z.record(string, z.unknown())),
  Healthcheck: z.nullish(healthcheck),
  StopSignal: maybeString,
  StopTimeout: maybeNumber,
  MacAddress: maybeString,
});

const device = z.object({ PathOnHost: maybeString, PathInContainer: maybeString, CgroupPermissions: maybeString });
const deviceRequest = z.object({
  Driver: maybeString,
  Count: maybeNumber,
  DeviceIDs: strings,
  Capabilities: z.nullish(z.array(z.array(string))),
  Options: stringMap,
});

const throttles = z.nullish(z.array(z.object({ Path: string, Rate: number })));

const hostConfig = z.object({
  Binds: strings,
  Mounts: z.nullish(z.array(z.looseObject({ Type: string, Source: maybeString, Target: string }))),
  LogConfig: z.nullish(z.object({ Type: maybeString, Config: stringMap })),
  NetworkMode: maybeString,
  PortBindings: portBindings,
  RestartPolicy: z.nullish(z.object({ Name: maybeString, MaximumRetryCount: maybeNumber })),
  AutoRemove: maybeBoolean,
  VolumesFrom: strings,
  CapAdd: strings,
  CapDrop: strings,
  CgroupnsMode: maybeString,
  CgroupParent: maybeString,
  Dns: strings,
  DnsOptions: strings,
  DnsSearch: strings,
  ExtraHosts: strings,
  GroupAdd: strings,
  IpcMode: maybeString,
  Links: strings,
  OomScoreAdj: maybeNumber,
  OomKillDisable: maybeBoolean,
  PidMode: maybeString,
  Privileged: maybeBoolean,
  ReadonlyRootfs: maybeBoolean,
  SecurityOpt: strings,
  StorageOpt: stringMap,
  UTSMode: maybeString,
  UsernsMode: maybeString,
  ShmSize: maybeNumber,
  Sysctls: stringMap,
  Runtime: maybeString,
  Isolation: maybeString,
  Init: maybeBoolean,
  Tmpfs: stringMap,
  CpuShares: maybeNumber,
  Memory: maybeNumber,
  MemoryReservation: maybeNumber,
  MemorySwap: maybeNumber,
  MemorySwappiness: maybeNumber,
  NanoCpus: maybeNumber,
  CpuPeriod: maybeNumber,
  CpuQuota: maybeNumber,
  CpuRealtimePeriod: maybeNumber,
  CpuRealtimeRuntime: maybeNumber,
  CpusetCpus: maybeString,
  CpusetMems: maybeString,
  CpuCount: maybeNumber,
  CpuPercent: maybeNumber,
  BlkioWeight: maybeNumber,
  BlkioWeightDevice: z.nullish(z.array(z.object({ Path: string, Weight: number }))),
  BlkioDeviceReadBps: throttles,
  BlkioDeviceWriteBps: throttles,
  BlkioDeviceReadIOps: throttles,
  BlkioDeviceWriteIOps: throttles,
  Devices: z.nullish(z.array(device)),
  DeviceCgroupRules: strings,
  DeviceRequests: z.nullish(z.array(deviceRequest)),
  PidsLimit: maybeNumber,
  Ulimits: z.nullish(z.array(z.object({ Name: string, Soft: number, Hard: number }))),
  Annotations: stringMap,
});

const mount = z.object({
  Type: maybeString,
  Name: maybeString,
  Source: maybeString,
  Destination: string,
  Mode: maybeString,
  RW: maybeBoolean,
  Propagation: maybeString,
});

const state = z.object({
  Status: string,
  Running: maybeBoolean,
  Paused: maybeBoolean,
  Restarting: maybeBoolean,
  OOMKilled: maybeBoolean,
  ExitCode: maybeNumber,
  /** Of the main process, as the engine's machine counts; 0 while it does not run. */
  Pid: maybeNumber,
  Error: maybeString,
  StartedAt: maybeString,
  FinishedAt: maybeString,
  Health: z.nullish(
    z.object({
      Status: maybeString,
      FailingStreak: maybeNumber,
      Log: z.nullish(z.array(z.object({ ExitCode: maybeNumber, Output: maybeString }))),
    }),
  ),
});

/** `GET /containers/{id}/json`. */
export const containerSchema = z.object({
  Id: string,
  Name: string,
  Created: string,
  Path: maybeString,
  Args: strings,
  /** Image id. `Config.Image` is the reference as written. */
  Image: maybeString,
  RestartCount: maybeNumber,
  Platform: maybeString,
  State: state,
  Config: config,
  HostConfig: hostConfig,
  Mounts: z.nullish(z.array(mount)),
  NetworkSettings: z.object({
    Ports: portBindings,
    Networks: z.nullish(z.record(string, z.nullish(endpoint))),
  }),
});

/** `GET /images/{ref}/json`. */
export const imageSchema = z.object({
  Id: string,
  RepoTags: strings,
  RepoDigests: strings,
  Created: maybeString,
  Architecture: maybeString,
  Os: maybeString,
  Config: z.nullish(config),
});

/** `GET /networks/{id}`, without its containers. */
export const networkSchema = z.object({
  Id: string,
  Name: string,
  Driver: maybeString,
  Internal: maybeBoolean,
  Labels: stringMap,
  Options: stringMap,
});

/** `GET /info` and `GET /version`, the few fields that rules use. `NCPU` processors, `MemTotal` bytes. */
export const engineSchema = z.object({
  ServerVersion: maybeString,
  ApiVersion: maybeString,
  OperatingSystem: maybeString,
  OSType: maybeString,
  Architecture: maybeString,
  NCPU: maybeNumber,
  MemTotal: maybeNumber,
  Driver: maybeString,
  CgroupVersion: maybeString,
  /** Where we asked, without credentials: `unix:///var/run/docker.sock`, `ssh://user@host`. */
  Host: string,
  /** False when containers' addresses and files cannot be those of this machine. */
  Local: boolean,
});

/** Only a gap of kind `container` is one in the project itself. */
const GAP_KINDS = ['container', 'image', 'neighbour', 'networks', 'volumes', 'info'] as const;

/** One moment of the engine, as far as the project goes. */
export const dockerSchema = z.object({
  engine: engineSchema,
  /** Of the project, by label, stopped and one-off ones too; sorted by name. */
  containers: z.array(containerSchema),
  /** By image id and, where it resolves, by every reference that a service or container names. */
  images: z.record(string, imageSchema),
  networks: z.array(networkSchema),
  /** Volumes of the project by their real names, with their labels. */
  volumes: z.optional(z.array(z.object({ Name: string, Driver: maybeString, Labels: stringMap }))),
  /** Running containers outside the project that share one of its networks or name a Spark image: where outside drivers may live. */
  neighbours: z.array(containerSchema),
  /** How many more neighbours there were than are examined. */
  neighboursLeftOut: z.optional(number),
  /** What was listed and gone when inspected (`gone`), or could not be read. `subject` is a name: of a container, an image ... */
  gaps: z.array(z.object({ kind: z.enum(GAP_KINDS), subject: string, gone: boolean, detail: string })),
});

export type DockerEvidence = z.output<typeof dockerSchema>;
export type DockerContainer = z.output<typeof containerSchema>;
export type DockerImage = z.output<typeof imageSchema>;
export type DockerNetwork = z.output<typeof networkSchema>;
export type DockerGap = DockerEvidence['gaps'][number];
export type DockerEngine = z.output<typeof engineSchema>;
export type ContainerConfig = z.output<typeof config>;
export type HostConfig = z.output<typeof hostConfig>;
