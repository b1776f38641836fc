import * as z from 'zod/mini';

import { number, string } from '../leaves.js';

/** Files that reach containers through bind mounts and that Spark or a job reads only at start. Times RFC 3339. */
export const mountedFilesSchema = z.object({
  files: z.array(
    z.object({
      /** Empty where a file was read for a service that has none. */
      container: string,
      service: z.optional(string),
      /** Inside the container and on the engine's machine. */
      path: string,
      source: string,
      modifiedAt: string,
      size: number,
      /** Parsed where it is a spark-defaults.conf; secret values redacted. */
      sparkDefaults: z.optional(z.array(z.object({ key: string, value: string, line: number }))),
    }),
  ),
  gaps: z.array(z.object({ subject: string, detail: string })),
});

export type MountedFilesEvidence = z.output<typeof mountedFilesSchema>;
export type MountedFile = MountedFilesEvidence['files'][number];
