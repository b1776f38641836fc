import * as z from 'zod/mini';

import { FAIL_LEVELS, type Report } from './report.js';
import { cluster } from './report-schema/cluster.js';
import { blindSpot, finding, fix, rule, ruleVerdict, suppressed } from './report-schema/findings.js';
import { fit, job, service } from './report-schema/jobs.js';
import { text, texts } from './report-schema/words.js';

/**
 * The report as it is read back and as `schema/report.schema.json` describes it: the one source of both, held to
 * report.ts by the types at the end. Fields that a later version added are let through unread.
 */
export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  k2doctor: text,
  takenAt: text,
  mode: z.enum(['live', 'offline', 'snapshot']),
  project: z.object({ name: text, files: texts }),
  exitCode: z.number(),
  failOn: z.enum(FAIL_LEVELS),
  cluster: z.nullable(cluster),
  jobs: z.array(job),
  services: z.array(service),
  findings: z.array(finding),
  suppressed: z.array(suppressed),
  fix: z.nullable(fix),
  coverage: z.object({ compared: z.number(), inStep: z.number(), unknown: z.number() }),
  blindSpots: z.array(blindSpot),
  verdicts: z.array(ruleVerdict),
  rules: z.array(rule),
  fit: z.nullable(fit),
});

/** Both ways, so that neither the schema nor report.ts can gain or lose a field alone. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Readable<T> = T extends readonly (infer Item)[]
  ? readonly Readable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Readable<T[Key]> }
    : T;
true satisfies Same<Readable<z.output<typeof reportSchema>>, Readable<Report>>;
