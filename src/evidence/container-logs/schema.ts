import * as z from 'zod/mini';

import { boolean, number, string } from '../leaves.js';

/** A batch of a structured stream as the log tells it (StreamingQueryProgress). Rates rows/s, durations ms. */
const progress = z.object({
  query: string,
  batchId: number,
  timestamp: string,
  numInputRows: number,
  inputRate: z.optional(number),
  processingRate: z.optional(number),
  triggerExecution: z.optional(number),
  commit: z.optional(number),
  /** -1: the sink reports no count. */
  numOutputRows: z.optional(number),
  /** Kafka's `maxOffsetsBehindLatest`, over all sources that tell it. */
  offsetsBehind: z.optional(number),
});

export const containerLogsSchema = z.object({
  logs: z.array(
    z.object({
      container: string,
      /** Lines read, and whether the log reaches back to the start of the process. */
      lines: number,
      complete: boolean,
      /** The last "Connected to Spark cluster with app ID". */
      appId: z.optional(string),
      /**
       * Recognised lines, by the mark of reference tables in `lines.ts` (`no-resources`, `exit-code` ...):
       * how often, the first and last time (RFC 3339 of the engine), the last line's own captures, redacted.
       */
      marks: z.record(
        string,
        z.object({
          count: number,
          first: z.optional(string),
          last: z.optional(string),
          captures: z.array(string),
          line: string,
          /** The newest ones, oldest first, for the kinds that are counted by application or time (`COUNTED` in `lines.ts`). */
          recent: z.optional(z.array(z.object({ time: z.optional(string), captures: z.array(string) }))),
        }),
      ),
      progress: z.array(progress),
    }),
  ),
  gaps: z.array(z.object({ subject: string, detail: string })),
});

export type ContainerLogsEvidence = z.output<typeof containerLogsSchema>;
export type ContainerLog = ContainerLogsEvidence['logs'][number];
export type StreamProgress = z.output<typeof progress>;
