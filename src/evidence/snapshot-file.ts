import * as z from 'zod/mini';

import { composeSchema } from './compose/schema.js';
import { containerLogsSchema } from './container-logs/schema.js';
import { containerProcessesSchema } from './container-processes/schema.js';
import { containerStatsSchema } from './container-stats/schema.js';
import { dockerSchema } from './docker/schema.js';
import { engineEventsSchema } from './engine-events/schema.js';
import { mountedFilesSchema } from './mounted-files/schema.js';
import type { Snapshot } from './snapshot.js';
import { sparkDriversSchema } from './spark-drivers/schema.js';
import { sparkMasterSchema } from './spark-master/schema.js';
import { sparkWorkersSchema } from './spark-workers/schema.js';

const target = z.string();
const detail = z.string();
const reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-collected'), detail: z.optional(detail), supply: z.optional(z.string()) }),
  z.object({ kind: z.literal('not-found'), detail }),
  z.object({ kind: z.literal('unreachable'), target, detail }),
  z.object({ kind: z.literal('timed-out'), target }),
  z.object({ kind: z.literal('unreadable'), target, detail }),
  z.object({ kind: z.literal('refused'), target, detail }),
  z.object({ kind: z.literal('crashed'), detail }),
]);

const evidence = <T extends z.ZodMiniType>(value: T) =>
  z.optional(
    z.discriminatedUnion('status', [
      z.object({ status: z.literal('observed'), value }),
      z.object({ status: z.literal('unavailable'), reason }),
    ]),
  );

const invocation = z.object({
  files: z.array(z.string()),
  projectName: z.optional(z.string()),
  projectDirectory: z.optional(z.string()),
  profiles: z.array(z.string()),
  envFiles: z.array(z.string()),
  host: z.optional(z.string()),
  context: z.optional(z.string()),
  services: z.array(z.string()),
  offline: z.boolean(),
  cwd: z.string(),
});

const snapshotSchema = z.object({
  snapshotVersion: z.literal(1),
  k2doctor: z.string(),
  takenAt: z.iso.datetime(),
  invocation,
  evidence: z.object({
    compose: evidence(composeSchema),
    docker: evidence(dockerSchema),
    'container-processes': evidence(containerProcessesSchema),
    'container-logs': evidence(containerLogsSchema),
    'container-stats': evidence(containerStatsSchema),
    'engine-events': evidence(engineEventsSchema),
    'mounted-files': evidence(mountedFilesSchema),
    'spark-master': evidence(sparkMasterSchema),
    'spark-workers': evidence(sparkWorkersSchema),
    'spark-drivers': evidence(sparkDriversSchema),
  }),
});

/** A saved snapshot that cannot be used, in one sentence. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
}

/** Reads a saved snapshot: parsed, never cast. @throws SnapshotError for text that is none, or of a version we do not know. */
export function parseSnapshot(text: string): Snapshot {
  const raw = jsonOf(text);
  const version = typeof raw === 'object' && raw !== null && 'snapshotVersion' in raw ? raw.snapshotVersion : undefined;
  if (version === undefined) throw new SnapshotError('this is no k2doctor snapshot: snapshotVersion is missing');
  if (version !== 1) throw new SnapshotError(`snapshotVersion ${JSON.stringify(version)} is not known to this k2doctor, which reads version 1`);
  const parsed = snapshotSchema.safeParse(raw);
  if (parsed.success) return withoutUndefined(parsed.data) as Snapshot;
  const [issue] = parsed.error.issues;
  throw new SnapshotError(`the snapshot is damaged at ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'unreadable'}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SnapshotError('this is no k2doctor snapshot: it is not JSON');
  }
}

/** zod leaves absent optional keys out, so this only narrows: `undefined` never stands as a value in a Snapshot. */
const withoutUndefined = (data: unknown): unknown => data;

