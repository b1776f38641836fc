import * as z from 'zod/mini';

import { boolean, number, string } from '../leaves.js';

/*
 * `GET <master>:8080/json/` of Spark 2.4 to 4.x (core/.../deploy/JsonProtocol.scala). Memory in MiB, times in
 * milliseconds of the master's clock. Enumerations stay strings: an unknown state must not make a source unreadable.
 */
const resourceMap = z.optional(z.record(string, z.object({ name: string, addresses: z.array(string) })));

export const masterWorkerSchema = z.object({
  id: string,
  host: string,
  port: number,
  webuiaddress: string,
  cores: number,
  coresused: number,
  coresfree: number,
  memory: number,
  memoryused: number,
  memoryfree: number,
  resources: resourceMap,
  resourcesused: resourceMap,
  state: string,
  lastheartbeat: number,
});

const resourceAmounts = z.optional(z.array(z.object({ name: string, amount: number })));

export const masterApplicationSchema = z.object({
  id: string,
  starttime: number,
  name: string,
  /** Granted now, never requested. */
  cores: z.optional(number),
  user: z.optional(string),
  memoryperexecutor: z.optional(number),
  memoryperslave: z.optional(number),
  resourcesperexecutor: resourceAmounts,
  state: string,
  duration: number,
});

export const masterDriverSchema = z.object({
  id: string,
  starttime: z.union([string, number]),
  state: string,
  cores: number,
  memory: number,
  worker: z.optional(string),
  mainclass: z.optional(string),
});

export const masterDocumentSchema = z.object({
  url: string,
  workers: z.array(masterWorkerSchema),
  cores: number,
  coresused: number,
  memory: number,
  memoryused: number,
  activeapps: z.array(masterApplicationSchema),
  completedapps: z.array(masterApplicationSchema),
  activedrivers: z.array(masterDriverSchema),
  completeddrivers: z.optional(z.array(masterDriverSchema)),
  status: string,
});

/** `/app/?appId=`: the only place where the master says what was requested. */
export const applicationPageSchema = z.object({
  appId: string,
  /** `spark.cores.max`; "unlimited" also where `spark.deploy.defaultCores` caps it. */
  coresMax: z.union([number, z.literal('unlimited')]),
  coresGranted: number,
  executorLimit: z.optional(z.union([number, z.literal('unlimited')])),
  executorsGranted: z.optional(number),
  /** MiB. */
  executorMemory: z.optional(number),
  /** Host and port of the driver's own UI: by default the host is the driver container's short id. */
  driverUi: z.optional(z.object({ host: string, port: number })),
  /** Rows of "Executor Summary" and "Removed Executors". Memory in MiB. */
  executors: z.array(z.object({ id: string, worker: string, cores: number, memory: number, state: string, removed: boolean })),
});

export const masterSchema = z.object({
  /** Where it answered, without credentials: `http://127.0.0.1:8090`. */
  ui: string,
  /** How the address was found: `flag`, `published-port`, `container-address`, `environment`, `configuration`. */
  foundBy: string,
  /** The Compose service and container it runs in, where known. */
  service: z.optional(string),
  container: z.optional(string),
  sparkVersion: z.optional(string),
  document: masterDocumentSchema,
  /** Only for live applications of the ALIVE master. */
  applicationPages: z.array(applicationPageSchema),
});

export const sparkMasterSchema = z.object({
  /** Everyone that answered with a master's document: ALIVE first, then by ui. */
  masters: z.array(masterSchema),
  /** Addresses tried in vain, application pages that failed. */
  gaps: z.array(z.object({ subject: string, detail: string })),
});

export type SparkMasterEvidence = z.output<typeof sparkMasterSchema>;
export type SparkMaster = z.output<typeof masterSchema>;
export type MasterDocument = z.output<typeof masterDocumentSchema>;
export type MasterWorker = z.output<typeof masterWorkerSchema>;
export type MasterApplication = z.output<typeof masterApplicationSchema>;
export type MasterDriver = z.output<typeof masterDriverSchema>;
export type ApplicationPage = z.output<typeof applicationPageSchema>;
