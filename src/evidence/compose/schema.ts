import * as z from 'zod/mini';

import { composeServiceSchema } from './service-schema.js';

export type { ComposeService } from './service-schema.js';

const place = z.object({ file: z.string(), line: z.number(), column: z.number() });

/** A step on the way from the file to the value: a variable and where it was set, an env_file line, an override, an anchor. */
const via = z.object({
  kind: z.string(),
  /** `.env` key, shell variable, anchor, profile, extended service ... */
  name: z.optional(z.string()),
  place: z.optional(place),
  /** Of a variable of the shell: the line of an env file that says otherwise. */
  hides: z.optional(place),
  /** Of a variable that no file sets. */
  from: z.optional(z.enum(['shell', 'default'])),
});

const provenance = z.object({ place: z.optional(place), via: z.optional(z.array(via)) });

const remark = z.object({
  rules: z.array(z.string()),
  expires: z.optional(z.string()),
  reason: z.optional(z.string()),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  whole: z.boolean(),
  lines: z.optional(z.object({ from: z.number(), to: z.number() })),
  services: z.array(z.string()),
});

export const composeSchema = z.object({
  name: z.string(),
  nameFrom: z.string(),
  workingDir: z.string(),
  /** Absolute, in order; "-" is standard input. */
  files: z.array(z.string()),
  envFiles: z.array(z.string()),
  profiles: z.array(z.string()),
  /** Active services only. */
  services: z.record(z.string(), composeServiceSchema),
  inactiveServices: z.array(z.string()),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
  configs: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.unknown()),
  /** By path in the resolved model: `services.spark-master.command`, `services.x.environment.KEY`. */
  provenance: z.record(z.string(), provenance),
  /** Values that were touched by a variable that is set nowhere: path -> names. Unknown, never drift. */
  unsetVariables: z.record(z.string(), z.array(z.string())),
  warnings: z.array(z.object({ message: z.string(), place: z.optional(place) })),
  /** When each file was last modified, RFC 3339: compose files, .env, env_files. */
  modifiedAt: z.record(z.string(), z.string()),
  /** config-hash by service under the recipe of the version that made its container; absent where it cannot be computed. */
  configHashes: z.record(z.string(), z.string()),
  /** Comments of the files that are addressed to us. */
  remarks: z.optional(z.array(remark)),
  /** The file's own `x-k2doctor`, redacted, and where its parts are written: `ignore.0.rule` -> place. */
  settings: z.optional(z.object({ value: z.unknown(), places: z.record(z.string(), place) })),
});

export type ComposeEvidence = z.output<typeof composeSchema>;
export type Provenance = z.output<typeof provenance>;
export type Via = z.output<typeof via>;
