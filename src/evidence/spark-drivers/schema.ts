import * as z from 'zod/mini';

const executor = z.object({
  id: z.string(),
  hostPort: z.string(),
  isActive: z.boolean(),
  totalCores: z.number(),
  activeTasks: z.number(),
  failedTasks: z.number(),
  completedTasks: z.number(),
  /** Milliseconds of task time and of garbage collection. */
  totalDuration: z.number(),
  totalGCTime: z.number(),
  /** Storage memory, bytes. */
  memoryUsed: z.number(),
  maxMemory: z.number(),
  addTime: z.optional(z.string()),
  removeTime: z.optional(z.string()),
  removeReason: z.optional(z.string()),
  /** `peakMemoryMetrics`, bytes, where Spark 3 tells them. */
  jvmHeapPeak: z.optional(z.number()),
});

/** A batch as the page of its query tells it. `at`: milliseconds since the epoch, when its trigger began; durations ms. */
const batch = z.object({ at: z.number(), rowsIn: z.number(), inputRate: z.number(), processingRate: z.number(), duration: z.number(), commit: z.optional(z.number()) });

/**
 * Rates are rows per second, durations milliseconds. `source` is where they were read: the metrics tell the last batch
 * (`spark.sql.streaming.metricsEnabled`), the page the averages since the query began.
 */
const stream = z.object({
  query: z.string(),
  source: z.enum(['metrics', 'streaming-page']),
  runId: z.optional(z.string()),
  inputRate: z.optional(z.number()),
  processingRate: z.optional(z.number()),
  latency: z.optional(z.number()),
  /** The last ones, oldest first, whatever the level of the log. */
  batches: z.optional(z.array(batch)),
});

export const sparkDriversSchema = z.object({
  drivers: z.array(
    z.object({
      appId: z.string(),
      appName: z.string(),
      ui: z.string(),
      foundBy: z.string(),
      container: z.optional(z.string()),
      sparkVersion: z.optional(z.string()),
      /** Milliseconds since the epoch, of the driver's clock. */
      startTime: z.optional(z.number()),
      /** Effective SparkConf, values set in code included; secret ones redacted. */
      sparkProperties: z.record(z.string(), z.string()),
      /**
       * Live and dead ones, the driver itself among them as "driver". The three lists come from the REST API, whose
       * first answer takes seconds: absent where it did not come in time, which is not the same as empty.
       */
      executors: z.optional(z.array(executor)),
      activeStages: z.optional(z.array(z.object({ stageId: z.number(), numTasks: z.number(), numActiveTasks: z.number(), numFailedTasks: z.number() }))),
      /** The newest ones, and older ones with failed tasks. */
      jobs: z.optional(z.array(z.object({ jobId: z.number(), status: z.string(), numFailedTasks: z.number(), submissionTime: z.optional(z.string()), completionTime: z.optional(z.string()) }))),
      streams: z.array(stream),
    }),
  ),
  gaps: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

export type SparkDriversEvidence = z.output<typeof sparkDriversSchema>;
export type DriverStream = z.output<typeof stream>;
export type StreamBatch = z.output<typeof batch>;
export type SparkDriver = SparkDriversEvidence['drivers'][number];
