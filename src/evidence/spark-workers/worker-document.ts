import * as z from 'zod/mini';

import { number, string } from '../leaves.js';
import { present } from '../present.js';
import type { Redactor } from '../redact.js';

import type { SparkWorkerReport, WorkerExecutor } from './schema.js';

/** `GET <worker>:8081/json/`, the same fields in 2.4 to 4.x (core/.../deploy/JsonProtocol.scala). Memory in MiB. */
const executorSchema = z.object({
  id: number,
  memory: number,
  appid: string,
  appdesc: z.object({
    name: string,
    /** `spark.cores.max`, 0 where it is not set. */
    cores: z.optional(number),
    /** The launch command with its environment: read for three arguments, never kept. */
    command: z.optional(string),
  }),
});

const workerSchema = z.object({
  id: string,
  masterurl: string,
  cores: number,
  coresused: number,
  memory: number,
  memoryused: number,
  executors: z.array(executorSchema),
  finishedexecutors: z.array(executorSchema),
});

type RawExecutor = z.output<typeof executorSchema>;

const DRIVER_URL = /--driver-url,\s*spark:\/\/CoarseGrainedScheduler@(\[[^\]]+\]|[^:,\s]+):(\d{1,5})/;
/** In the JSON mostly the placeholder `{{CORES}}`. */
const CORES = /--cores,\s*(\d+)[,)]/;

/** undefined when this is not a worker's document. */
export function readWorkerDocument(value: unknown, { text }: Redactor): Omit<SparkWorkerReport, 'ui' | 'container'> | undefined {
  const parsed = workerSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { id, masterurl, cores, coresused, memory, memoryused, executors, finishedexecutors } = parsed.data;
  const read = (raw: RawExecutor) => executorOf(raw, text);
  return {
    id,
    masterUrl: masterurl,
    cores,
    coresUsed: coresused,
    memory,
    memoryUsed: memoryused,
    executors: executors.map(read).sort(byApplication),
    finishedExecutors: finishedexecutors.map(read).sort(byApplication),
  };
}

function executorOf({ id, memory, appid, appdesc }: RawExecutor, clean: Redactor['text']): WorkerExecutor {
  const [, host, port] = DRIVER_URL.exec(appdesc.command ?? '') ?? [];
  const cores = CORES.exec(appdesc.command ?? '')?.[1];
  return {
    id,
    appId: appid,
    appName: clean(appdesc.name),
    memory,
    ...present({
      coresMax: appdesc.cores === 0 ? undefined : appdesc.cores,
      driver: host === undefined ? undefined : { host, port: Number(port) },
      cores: cores === undefined ? undefined : Number(cores),
    }),
  };
}

const byApplication = (a: WorkerExecutor, b: WorkerExecutor) => (a.appId === b.appId ? a.id - b.id : a.appId < b.appId ? -1 : 1);
