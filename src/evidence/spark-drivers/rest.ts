import * as z from 'zod/mini';

import { present } from '../present.js';
import type { Redactor } from '../redact.js';

import type { SparkDriver } from './schema.js';

/*
 * `/api/v1/applications/<id>/...` of Spark 2.4 to 4.x (core/src/main/scala/org/apache/spark/status/api/v1/api.scala).
 * Lists are bounded: an application keeps 1000 jobs.
 */
const JOBS = 100;
const FAILING_JOBS = 100;
const EXECUTORS = 1000;
const STAGES = 200;

const executorsSchema = z.array(
  z.object({
    id: z.string(),
    hostPort: z.string(),
    isActive: z.boolean(),
    totalCores: z.number(),
    activeTasks: z.number(),
    failedTasks: z.number(),
    completedTasks: z.number(),
    totalDuration: z.number(),
    totalGCTime: z.number(),
    memoryUsed: z.number(),
    maxMemory: z.number(),
    addTime: z.optional(z.string()),
    removeTime: z.optional(z.string()),
    removeReason: z.optional(z.string()),
    peakMemoryMetrics: z.optional(z.object({ JVMHeapMemory: z.optional(z.number()) })),
  }),
);
const stagesSchema = z.array(z.object({ status: z.string(), stageId: z.number(), numTasks: z.number(), numActiveTasks: z.number(), numFailedTasks: z.number() }));
const jobsSchema = z.array(
  z.object({
    jobId: z.number(),
    status: z.string(),
    numFailedTasks: z.number(),
    submissionTime: z.optional(z.string()),
    completionTime: z.optional(z.string()),
  }),
);

type Executor = NonNullable<SparkDriver['executors']>[number];
type Job = NonNullable<SparkDriver['jobs']>[number];

export function readExecutors(value: unknown, { text }: Redactor): readonly Executor[] | undefined {
  const parsed = executorsSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const executors = parsed.data.slice(0, EXECUTORS).map(({ peakMemoryMetrics, removeReason, ...executor }) => ({
    ...executor,
    ...present({ removeReason: removeReason === undefined ? undefined : text(removeReason), jvmHeapPeak: peakMemoryMetrics?.JVMHeapMemory }),
  }));
  return executors.sort((a, b) => rank(a.id) - rank(b.id));
}

/** The driver first, then by number. */
const rank = (id: string) => (id === 'driver' ? -1 : Number(id));

export function readActiveStages(value: unknown): SparkDriver['activeStages'] {
  const parsed = stagesSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const active = parsed.data.filter(({ status }) => status === 'ACTIVE').sort((a, b) => a.stageId - b.stageId);
  return active.slice(0, STAGES).map(({ stageId, numTasks, numActiveTasks, numFailedTasks }) => ({ stageId, numTasks, numActiveTasks, numFailedTasks }));
}

/** The newest jobs, and of the older ones the newest that failed or had failed tasks; newest first. */
export function readJobs(value: unknown): readonly Job[] | undefined {
  const parsed = jobsSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const sorted = [...parsed.data].sort((a, b) => b.jobId - a.jobId);
  const failing = sorted.slice(JOBS).filter(({ numFailedTasks, status }) => numFailedTasks > 0 || status === 'FAILED');
  const kept = [...sorted.slice(0, JOBS), ...failing.slice(0, FAILING_JOBS)];
  return kept.map(({ jobId, status, numFailedTasks, submissionTime, completionTime }) => ({ jobId, status, numFailedTasks, ...present({ submissionTime, completionTime }) }));
}

const applicationsSchema = z.array(z.object({ id: z.string(), name: z.string(), attempts: z.optional(z.array(z.object({ appSparkVersion: z.optional(z.string()) }))) }));
const environmentSchema = z.object({ sparkProperties: z.array(z.tuple([z.string(), z.string()])) });

/** The one application that a live driver lists, and the version it says. */
export function readApplication(value: unknown): { readonly id: string; readonly sparkVersion: string | undefined } | undefined {
  const parsed = applicationsSchema.safeParse(value);
  const [application] = parsed.success ? parsed.data : [];
  return application === undefined ? undefined : { id: application.id, sparkVersion: application.attempts?.[0]?.appSparkVersion };
}

export function readProperties(value: unknown): ReadonlyMap<string, string> | undefined {
  const parsed = environmentSchema.safeParse(value);
  return parsed.success ? new Map(parsed.data.sparkProperties) : undefined;
}
