import * as z from 'zod/mini';

/** One read of `GET /containers/{id}/stats?one-shot=1`. Memory in bytes as `docker stats` counts it; CPU in cores. */
export const containerStatsSchema = z.object({
  stats: z.array(
    z.object({
      container: z.string(),
      memoryUsed: z.number(),
      /** Undefined where the container has no limit. */
      memoryLimit: z.optional(z.number()),
      /** Processor seconds used since the container started, divided by the seconds since then. */
      cpuAverage: z.optional(z.number()),
      /** Over the window of `--sample`, with its length in seconds. */
      cpuWindow: z.optional(z.object({ cores: z.number(), seconds: z.number() })),
      /** Share of the periods, 0 to 1, in which its CPU limit held it back since it started; undefined without a limit. */
      throttled: z.optional(z.number()),
      pids: z.optional(z.number()),
    }),
  ),
  gaps: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

export type ContainerStatsEvidence = z.output<typeof containerStatsSchema>;
export type ContainerStats = ContainerStatsEvidence['stats'][number];
