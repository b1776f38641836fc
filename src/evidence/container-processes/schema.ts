import * as z from 'zod/mini';

/** Spark processes inside containers, out of Docker's `top`. Arguments are redacted; other processes are not kept. */
export const containerProcessesSchema = z.object({
  containers: z.array(
    z.object({
      container: z.string(),
      processes: z.array(
        z.object({
          pid: z.number(),
          ppid: z.number(),
          user: z.string(),
          /** Seconds since it started; undefined where the engine's machine has a `ps` that does not tell. */
          elapsed: z.optional(z.number()),
          kind: z.enum(['driver', 'python-driver', 'executor', 'master', 'worker', 'cluster-driver', 'other-spark']),
          args: z.array(z.string()),
          /** By the container's main process, or from outside by `docker exec`; undefined where the main process is not known. */
          startedBy: z.optional(z.enum(['container', 'exec'])),
        }),
      ),
    }),
  ),
  gaps: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

export type ContainerProcessesEvidence = z.output<typeof containerProcessesSchema>;
export type ContainerProcess = ContainerProcessesEvidence['containers'][number]['processes'][number];
