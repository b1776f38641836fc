import * as z from 'zod/mini';

import { number, string } from '../leaves.js';

/** One executor of `GET <worker>:8081/json/`, without its launch command (it carries environment values). Memory in MiB. */
const workerExecutor = z.object({
  id: number,
  appId: string,
  appName: string,
  memory: number,
  /** `spark.cores.max` of the application; undefined where it was not set (the worker says 0). */
  coresMax: z.optional(number),
  /** Host and port that the executor calls back to, out of `--driver-url`. */
  driver: z.optional(z.object({ host: string, port: number })),
  /** From `--cores`, where the command shows it. */
  cores: z.optional(number),
});

export const sparkWorkersSchema = z.object({
  workers: z.array(
    z.object({
      id: string,
      ui: string,
      container: z.optional(string),
      masterUrl: string,
      cores: number,
      coresUsed: number,
      memory: number,
      memoryUsed: number,
      executors: z.array(workerExecutor),
      finishedExecutors: z.array(workerExecutor),
    }),
  ),
  /** The end of the stderr of executors that failed, redacted; asked only for applications whose executors come and go. */
  executorLogs: z.array(
    z.object({
      workerId: string,
      appId: string,
      executorId: number,
      tail: string,
      /** Kinds of lines in it, by the names of `container-logs/lines.ts`: `connect-failed`, `unknown-host`, `version-clash` ... */
      kinds: z.optional(z.array(string)),
    }),
  ),
  /** The same of cluster-mode drivers that failed: their stderr stands in no container's log. */
  driverLogs: z.optional(z.array(z.object({ workerId: string, driverId: string, tail: string, kinds: z.array(string) }))),
  gaps: z.array(z.object({ subject: string, detail: string })),
});

export type SparkWorkersEvidence = z.output<typeof sparkWorkersSchema>;
export type SparkWorkerReport = SparkWorkersEvidence['workers'][number];
export type WorkerExecutor = z.output<typeof workerExecutor>;
