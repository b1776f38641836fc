import * as z from 'zod/mini';

/** Files that reach containers through bind mounts and that Spark or a job reads only at start. Times RFC 3339. */
export const mountedFilesSchema = z.object({
  files: z.array(
    z.object({
      /** Empty where a file was read for a service that has none. */
      container: z.string(),
      service: z.optional(z.string()),
      /** Inside the container and on the engine's machine. */
      path: z.string(),
      source: z.string(),
      modifiedAt: z.string(),
      size: z.number(),
      /** Parsed where it is a spark-defaults.conf; secret values redacted. */
      sparkDefaults: z.optional(z.array(z.object({ key: z.string(), value: z.string(), line: z.number() }))),
    }),
  ),
  gaps: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

export type MountedFilesEvidence = z.output<typeof mountedFilesSchema>;
export type MountedFile = MountedFilesEvidence['files'][number];
