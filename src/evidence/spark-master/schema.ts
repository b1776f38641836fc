import * as z from 'zod/mini';

/*
 * `GET <master>:8080/json/` of Spark 2.4 to 4.x (core/.../deploy/JsonProtocol.scala). Memory in MiB, times in
 * milliseconds of the master's clock. Enumerations stay strings: an unknown state must not make a source unreadable.
 */
const resourceMap = z.optional(z.record(z.string(), z.object({ name: z.string(), addresses: z.array(z.string()) })));

export const masterWorkerSchema = z.object({
  id: z.string(),
  host: z.string(),
  port: z.number(),
  webuiaddress: z.string(),
  cores: z.number(),
  coresused: z.number(),
  coresfree: z.number(),
  memory: z.number(),
  memoryused: z.number(),
  memoryfree: z.number(),
  resources: resourceMap,
  resourcesused: resourceMap,
  state: z.string(),
  lastheartbeat: z.number(),
});

const resourceAmounts = z.optional(z.array(z.object({ name: z.string(), amount: z.number() })));

export const masterApplicationSchema = z.object({
  id: z.string(),
  starttime: z.number(),
  name: z.string(),
  /** Granted now, never requested. */
  cores: z.optional(z.number()),
  user: z.optional(z.string()),
  memoryperexecutor: z.optional(z.number()),
  memoryperslave: z.optional(z.number()),
  resourcesperexecutor: resourceAmounts,
  state: z.string(),
  duration: z.number(),
});

export const masterDriverSchema = z.object({
  id: z.string(),
  starttime: z.union([z.string(), z.number()]),
  state: z.string(),
  cores: z.number(),
  memory: z.number(),
  worker: z.optional(z.string()),
  mainclass: z.optional(z.string()),
});

export const masterDocumentSchema = z.object({
  url: z.string(),
  workers: z.array(masterWorkerSchema),
  cores: z.number(),
  coresused: z.number(),
  memory: z.number(),
  memoryused: z.number(),
  activeapps: z.array(masterApplicationSchema),
  completedapps: z.array(masterApplicationSchema),
  activedrivers: z.array(masterDriverSchema),
  completeddrivers: z.optional(z.array(masterDriverSchema)),
  status: z.string(),
});

/** `/app/?appId=`: the only place where the master says what was requested. */
export const applicationPageSchema = z.object({
  appId: z.string(),
  /** `spark.cores.max`; "unlimited" also where `spark.deploy.defaultCores` caps it. */
  coresMax: z.union([z.number(), z.literal('unlimited')]),
  coresGranted: z.number(),
  executorLimit: z.optional(z.union([z.number(), z.literal('unlimited')])),
  executorsGranted: z.optional(z.number()),
  /** MiB. */
  executorMemory: z.optional(z.number()),
  /** Host and port of the driver's own UI: by default the host is the driver container's short id. */
  driverUi: z.optional(z.object({ host: z.string(), port: z.number() })),
  /** Rows of "Executor Summary" and "Removed Executors". Memory in MiB. */
  executors: z.array(z.object({ id: z.string(), worker: z.string(), cores: z.number(), memory: z.number(), state: z.string(), removed: z.boolean() })),
});

export const masterSchema = z.object({
  /** Where it answered, without credentials: `http://127.0.0.1:8090`. */
  ui: z.string(),
  /** How the address was found: `flag`, `published-port`, `container-address`, `environment`, `configuration`. */
  foundBy: z.string(),
  /** The Compose service and container it runs in, where known. */
  service: z.optional(z.string()),
  container: z.optional(z.string()),
  sparkVersion: z.optional(z.string()),
  document: masterDocumentSchema,
  /** Only for live applications of the ALIVE master. */
  applicationPages: z.array(applicationPageSchema),
});

export const sparkMasterSchema = z.object({
  /** Everyone that answered with a master's document: ALIVE first, then by ui. */
  masters: z.array(masterSchema),
  /** Addresses tried in vain, application pages that failed. */
  gaps: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

export type SparkMasterEvidence = z.output<typeof sparkMasterSchema>;
export type SparkMaster = z.output<typeof masterSchema>;
export type MasterDocument = z.output<typeof masterDocumentSchema>;
export type MasterWorker = z.output<typeof masterWorkerSchema>;
export type MasterApplication = z.output<typeof masterApplicationSchema>;
export type MasterDriver = z.output<typeof masterDriverSchema>;
export type ApplicationPage = z.output<typeof applicationPageSchema>;
