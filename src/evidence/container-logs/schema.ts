import * as z from 'zod/mini';

/** A batch of a structured stream as the log tells it (StreamingQueryProgress). Rates rows/s, durations ms. */
const progress = z.object({
  query: z.string(),
  batchId: z.number(),
  timestamp: z.string(),
  numInputRows: z.number(),
  inputRate: z.optional(z.number()),
  processingRate: z.optional(z.number()),
  triggerExecution: z.optional(z.number()),
  commit: z.optional(z.number()),
  /** -1: the sink reports no count. */
  numOutputRows: z.optional(z.number()),
  /** Kafka's `maxOffsetsBehindLatest`, over all sources that tell it. */
  offsetsBehind: z.optional(z.number()),
});

export const containerLogsSchema = z.object({
  logs: z.array(
    z.object({
      container: z.string(),
      /** Lines read, and whether the log reaches back to the start of the process. */
      lines: z.number(),
      complete: z.boolean(),
      /** The last "Connected to Spark cluster with app ID". */
      appId: z.optional(z.string()),
      /**
       * Recognised lines, by the mark of reference tables in `lines.ts` (`no-resources`, `exit-code` ...):
       * how often, the first and last time (RFC 3339 of the engine), the last line's own captures, redacted.
       */
      marks: z.record(
        z.string(),
        z.object({
          count: z.number(),
          first: z.optional(z.string()),
          last: z.optional(z.string()),
          captures: z.array(z.string()),
          line: z.string(),
          /** The newest ones, oldest first, for the kinds that are counted by application or time (`COUNTED` in `lines.ts`). */
          recent: z.optional(z.array(z.object({ time: z.optional(z.string()), captures: z.array(z.string()) }))),
        }),
      ),
      progress: z.array(progress),
    }),
  ),
  gaps: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

export type ContainerLogsEvidence = z.output<typeof containerLogsSchema>;
export type ContainerLog = ContainerLogsEvidence['logs'][number];
export type StreamProgress = z.output<typeof progress>;
