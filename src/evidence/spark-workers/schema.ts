import * as z from 'zod/mini';

/** One executor of `GET <worker>:8081/json/`, without its launch command (it carries environment values). Memory in MiB. */
const workerExecutor = z.object({
  id: z.number(),
  appId: z.string(),
  appName: z.string(),
  memory: z.number(),
  /** `spark.cores.max` of the application; undefined where it was not set (the worker says 0). */
  coresMax: z.optional(z.number()),
  /** Host and port that the executor calls back to, out of `--driver-url`. */
  driver: z.optional(z.object({ host: z.string(), port: z.number() })),
  /** From `--cores`, where the command shows it. */
  cores: z.optional(z.number()),
});

export const sparkWorkersSchema = z.object({
  workers: z.array(
    z.object({
      id: z.string(),
      ui: z.string(),
      container: z.optional(z.string()),
      masterUrl: z.string(),
      cores: z.number(),
      coresUsed: z.number(),
      memory: z.number(),
      memoryUsed: z.number(),
      executors: z.array(workerExecutor),
      finishedExecutors: z.array(workerExecutor),
    }),
  ),
  /** The end of the stderr of executors that failed, redacted; asked only for applications whose executors come and go. */
  executorLogs: z.array(
    z.object({
      workerId: z.string(),
      appId: z.string(),
      executorId: z.number(),
      tail: z.string(),
      /** Kinds of lines in it, by the names of `container-logs/lines.ts`: `connect-failed`, `unknown-host`, `version-clash` ... */
      kinds: z.optional(z.array(z.string())),
    }),
  ),
  /** The same of cluster-mode drivers that failed: their stderr stands in no container's log. */
  driverLogs: z.optional(z.array(z.object({ workerId: z.string(), driverId: z.string(), tail: z.string(), kinds: z.array(z.string()) }))),
  gaps: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

export type SparkWorkersEvidence = z.output<typeof sparkWorkersSchema>;
export type SparkWorkerReport = SparkWorkersEvidence['workers'][number];
export type WorkerExecutor = z.output<typeof workerExecutor>;
