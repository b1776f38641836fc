import * as z from 'zod/mini';

import { plane, text, texts, maybeText, maybeNumber, maybePlace, range } from './words.js';

const planeValue = z.nullable(z.union([z.number(), text]));

const waysOut = z.array(z.object({ changes: z.enum(['job', 'cluster']), sentence: text, cores: z.number() }));

const wait = z.object({
  kind: z.enum(['idle', 'capped', 'remainder', 'no-worker', 'never', 'fits-now', 'not-now', 'stranded']),
  sentence: text,
  unknown: texts,
  waysOut,
});

export const job = z.object({
  service: maybeText,
  container: maybeText,
  label: text,
  application: z.nullable(
    z.object({
      id: text,
      name: text,
      state: text,
      waitingSeconds: maybeNumber,
      runningSeconds: maybeNumber,
      matchedBy: text,
    }),
  ),
  settings: z.record(
    text,
    z.object({ declared: planeValue, deployed: planeValue, requested: planeValue, granted: z.exactOptional(planeValue) }),
  ),
  granted: z.nullable(z.object({ cores: z.number(), executors: z.number(), memoryBytes: z.number() })),
  driver: z.exactOptional(
    z.nullable(
      z.object({
        host: maybeText,
        startedBy: z.nullable(z.enum(['container', 'exec'])),
        user: maybeText,
        runningSeconds: maybeNumber,
        command: maybeText,
      }),
    ),
  ),
  divergence: z.nullable(z.object({ setting: text, from: plane, to: plane })),
  wait: z.nullable(wait),
  provenance: z.array(z.object({ setting: text, plane, value: text, place: maybePlace, via: texts })),
});

const driftKind = z.enum([
  'recreate-without-difference',
  'edited-not-applied',
  'restarted-not-recreated',
  'changed-by-hand',
  'mounted-file-newer-than-process',
  'image-moved',
  'orphan',
  'missing',
  'stopped',
  'unhealthy',
  'set-in-code',
  'stale-worker',
]);

export const service = z.object({
  service: text,
  containers: texts,
  role: z.enum(['master', 'worker', 'job', 'other']),
  drift: z.array(
    z.object({
      field: maybeText,
      declared: maybeText,
      deployed: maybeText,
      place: maybePlace,
      via: texts,
      kind: driftKind,
      ignored: maybeText,
    }),
  ),
  recreate: z.nullable(z.boolean()),
  restartNeeded: z.nullable(z.boolean()),
  remedy: texts,
});

export const fit = z.object({
  capacity: z.object({ cores: maybeNumber, memoryBytes: maybeNumber }),
  demand: z.object({ cores: maybeNumber }),
  headroom: maybeNumber,
  wantedHeadroom: z.number(),
  keepsHeadroom: z.nullable(z.enum(['yes', 'no', 'depends'])),
  jobs: z.array(
    z.object({
      service: text,
      verdict: z.enum(['runs', 'partly', 'waits', 'unknown']),
      cores: maybeNumber,
      coresRange: range,
      reason: maybeText,
      waysOut,
    }),
  ),
  unknown: texts,
  compared: z.nullable(z.object({ with: text, lines: texts })),
});
