import * as z from 'zod/mini';

/*
 * What we keep of the Engine's answers, under the Engine's own names (API 1.41, and later where fields came).
 * Go prints empty lists and maps as null: both mean "none".
 */
const strings = z.nullish(z.array(z.string()));
const stringMap = z.nullish(z.record(z.string(), z.string()));

const endpoint = z.object({
  IPAMConfig: z.nullish(z.object({ IPv4Address: z.nullish(z.string()), IPv6Address: z.nullish(z.string()) })),
  Links: strings,
  Aliases: strings,
  NetworkID: z.nullish(z.string()),
  IPAddress: z.nullish(z.string()),
  GlobalIPv6Address: z.nullish(z.string()),
  MacAddress: z.nullish(z.string()),
  DriverOpts: stringMap,
});

const healthcheck = z.object({
  Test: strings,
  Interval: z.nullish(z.number()),
  Timeout: z.nullish(z.number()),
  StartPeriod: z.nullish(z.number()),
  StartInterval: z.nullish(z.number()),
  Retries: z.nullish(z.number()),
});

const portBindings = z.nullish(
  z.record(z.string(), z.nullish(z.array(z.object({ HostIp: z.nullish(z.string()), HostPort: z.nullish(z.string()) })))),
);

const config = z.object({
  Hostname: z.nullish(z.string()),
  Domainname: z.nullish(z.string()),
  User: z.nullish(z.string()),
  Tty: z.nullish(z.boolean()),
  OpenStdin: z.nullish(z.boolean()),
  Env: strings,
  Cmd: strings,
  Entrypoint: strings,
  Image: z.nullish(z.string()),
  Volumes: z.nullish(z.record(z.string(), z.unknown())),
  WorkingDir: z.nullish(z.string()),
  Labels: stringMap,
  ExposedPorts: z.nullish(z.record(z.string(), z.unknown())),
  Healthcheck: z.nullish(healthcheck),
  StopSignal: z.nullish(z.string()),
  StopTimeout: z.nullish(z.number()),
  MacAddress: z.nullish(z.string()),
});

const device = z.object({ PathOnHost: z.nullish(z.string()), PathInContainer: z.nullish(z.string()), CgroupPermissions: z.nullish(z.string()) });
const deviceRequest = z.object({
  Driver: z.nullish(z.string()),
  Count: z.nullish(z.number()),
  DeviceIDs: strings,
  Capabilities: z.nullish(z.array(z.array(z.string()))),
  Options: stringMap,
});

const throttles = z.nullish(z.array(z.object({ Path: z.string(), Rate: z.number() })));

const hostConfig = z.object({
  Binds: strings,
  Mounts: z.nullish(z.array(z.looseObject({ Type: z.string(), Source: z.nullish(z.string()), Target: z.string() }))),
  LogConfig: z.nullish(z.object({ Type: z.nullish(z.string()), Config: stringMap })),
  NetworkMode: z.nullish(z.string()),
  PortBindings: portBindings,
  RestartPolicy: z.nullish(z.object({ Name: z.nullish(z.string()), MaximumRetryCount: z.nullish(z.number()) })),
  AutoRemove: z.nullish(z.boolean()),
  VolumesFrom: strings,
  CapAdd: strings,
  CapDrop: strings,
  CgroupnsMode: z.nullish(z.string()),
  CgroupParent: z.nullish(z.string()),
  Dns: strings,
  DnsOptions: strings,
  DnsSearch: strings,
  ExtraHosts: strings,
  GroupAdd: strings,
  IpcMode: z.nullish(z.string()),
  Links: strings,
  OomScoreAdj: z.nullish(z.number()),
  OomKillDisable: z.nullish(z.boolean()),
  PidMode: z.nullish(z.string()),
  Privileged: z.nullish(z.boolean()),
  ReadonlyRootfs: z.nullish(z.boolean()),
  SecurityOpt: strings,
  StorageOpt: stringMap,
  UTSMode: z.nullish(z.string()),
  UsernsMode: z.nullish(z.string()),
  ShmSize: z.nullish(z.number()),
  Sysctls: stringMap,
  Runtime: z.nullish(z.string()),
  Isolation: z.nullish(z.string()),
  Init: z.nullish(z.boolean()),
  Tmpfs: stringMap,
  CpuShares: z.nullish(z.number()),
  Memory: z.nullish(z.number()),
  MemoryReservation: z.nullish(z.number()),
  MemorySwap: z.nullish(z.number()),
  MemorySwappiness: z.nullish(z.number()),
  NanoCpus: z.nullish(z.number()),
  CpuPeriod: z.nullish(z.number()),
  CpuQuota: z.nullish(z.number()),
  CpuRealtimePeriod: z.nullish(z.number()),
  CpuRealtimeRuntime: z.nullish(z.number()),
  CpusetCpus: z.nullish(z.string()),
  CpusetMems: z.nullish(z.string()),
  CpuCount: z.nullish(z.number()),
  CpuPercent: z.nullish(z.number()),
  BlkioWeight: z.nullish(z.number()),
  BlkioWeightDevice: z.nullish(z.array(z.object({ Path: z.string(), Weight: z.number() }))),
  BlkioDeviceReadBps: throttles,
  BlkioDeviceWriteBps: throttles,
  BlkioDeviceReadIOps: throttles,
  BlkioDeviceWriteIOps: throttles,
  Devices: z.nullish(z.array(device)),
  DeviceCgroupRules: strings,
  DeviceRequests: z.nullish(z.array(deviceRequest)),
  PidsLimit: z.nullish(z.number()),
  Ulimits: z.nullish(z.array(z.object({ Name: z.string(), Soft: z.number(), Hard: z.number() }))),
  Annotations: stringMap,
});

const mount = z.object({
  Type: z.nullish(z.string()),
  Name: z.nullish(z.string()),
  Source: z.nullish(z.string()),
  Destination: z.string(),
  Mode: z.nullish(z.string()),
  RW: z.nullish(z.boolean()),
  Propagation: z.nullish(z.string()),
});

const state = z.object({
  Status: z.string(),
  Running: z.nullish(z.boolean()),
  Paused: z.nullish(z.boolean()),
  Restarting: z.nullish(z.boolean()),
  OOMKilled: z.nullish(z.boolean()),
  ExitCode: z.nullish(z.number()),
  /** Of the main process, as the engine's machine counts; 0 while it does not run. */
  Pid: z.nullish(z.number()),
  Error: z.nullish(z.string()),
  StartedAt: z.nullish(z.string()),
  FinishedAt: z.nullish(z.string()),
  Health: z.nullish(
    z.object({
      Status: z.nullish(z.string()),
      FailingStreak: z.nullish(z.number()),
      Log: z.nullish(z.array(z.object({ ExitCode: z.nullish(z.number()), Output: z.nullish(z.string()) }))),
    }),
  ),
});

/** `GET /containers/{id}/json`. */
export const containerSchema = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string(),
  Path: z.nullish(z.string()),
  Args: strings,
  /** Image id. `Config.Image` is the reference as written. */
  Image: z.nullish(z.string()),
  RestartCount: z.nullish(z.number()),
  Platform: z.nullish(z.string()),
  State: state,
  Config: config,
  HostConfig: hostConfig,
  Mounts: z.nullish(z.array(mount)),
  NetworkSettings: z.object({
    Ports: portBindings,
    Networks: z.nullish(z.record(z.string(), z.nullish(endpoint))),
  }),
});

/** `GET /images/{ref}/json`. */
export const imageSchema = z.object({
  Id: z.string(),
  RepoTags: strings,
  RepoDigests: strings,
  Created: z.nullish(z.string()),
  Architecture: z.nullish(z.string()),
  Os: z.nullish(z.string()),
  Config: z.nullish(config),
});

/** `GET /networks/{id}`, without its containers. */
export const networkSchema = z.object({
  Id: z.string(),
  Name: z.string(),
  Driver: z.nullish(z.string()),
  Internal: z.nullish(z.boolean()),
  Labels: stringMap,
  Options: stringMap,
});

/** `GET /info` and `GET /version`, the few fields that rules use. `NCPU` processors, `MemTotal` bytes. */
export const engineSchema = z.object({
  ServerVersion: z.nullish(z.string()),
  ApiVersion: z.nullish(z.string()),
  OperatingSystem: z.nullish(z.string()),
  OSType: z.nullish(z.string()),
  Architecture: z.nullish(z.string()),
  NCPU: z.nullish(z.number()),
  MemTotal: z.nullish(z.number()),
  Driver: z.nullish(z.string()),
  CgroupVersion: z.nullish(z.string()),
  /** Where we asked, without credentials: `unix:///var/run/docker.sock`, `ssh://user@host`. */
  Host: z.string(),
  /** False when containers' addresses and files cannot be those of this machine. */
  Local: z.boolean(),
});

/** Only a gap of kind `container` is one in the project itself. */
const GAP_KINDS = ['container', 'image', 'neighbour', 'networks', 'volumes', 'info'] as const;

/** One moment of the engine, as far as the project goes. */
export const dockerSchema = z.object({
  engine: engineSchema,
  /** Of the project, by label, stopped and one-off ones too; sorted by name. */
  containers: z.array(containerSchema),
  /** By image id and, where it resolves, by every reference that a service or container names. */
  images: z.record(z.string(), imageSchema),
  networks: z.array(networkSchema),
  /** Volumes of the project by their real names, with their labels. */
  volumes: z.optional(z.array(z.object({ Name: z.string(), Driver: z.nullish(z.string()), Labels: stringMap }))),
  /** Running containers outside the project that share one of its networks or name a Spark image: where outside drivers may live. */
  neighbours: z.array(containerSchema),
  /** How many more neighbours there were than are examined. */
  neighboursLeftOut: z.optional(z.number()),
  /** What was listed and gone when inspected (`gone`), or could not be read. `subject` is a name: of a container, an image ... */
  gaps: z.array(z.object({ kind: z.enum(GAP_KINDS), subject: z.string(), gone: z.boolean(), detail: z.string() })),
});

export type DockerEvidence = z.output<typeof dockerSchema>;
export type DockerContainer = z.output<typeof containerSchema>;
export type DockerImage = z.output<typeof imageSchema>;
export type DockerNetwork = z.output<typeof networkSchema>;
export type DockerGap = DockerEvidence['gaps'][number];
export type DockerEngine = z.output<typeof engineSchema>;
export type ContainerConfig = z.output<typeof config>;
export type HostConfig = z.output<typeof hostConfig>;
