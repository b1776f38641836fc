import * as z from 'zod/mini';

import { FAIL_LEVELS } from '#diagnosis/report.js';

import { atLeastZero, period, positive, share } from './amounts.js';

const text = (error: string) => z.string({ error }).check(z.minLength(1, { error }));
const described = <S extends z.ZodMiniType>(schema: S, description: string): z.ZodMiniOptional<S> => z.optional(schema.check(z.describe(description)));
const oneOrMore = (error: string) =>
  z.pipe(
    z.union([text(error), z.array(text(error), { error })], { error }),
    z.transform((said: string | string[]): readonly string[] => (typeof said === 'string' ? [said] : said)),
  );

const LEVELS = 'takes critical, warning, info or off';
const level = z.enum(['critical', 'warning', 'info', 'off'], { error: LEVELS });

const thresholds = z.strictObject(
  {
    'cores-used': described(z.strictObject({ warning: z.optional(share), critical: z.optional(share) }), "Share of the cluster's cores in use."),
    headroom: described(share, 'Share of the cores that should stay free.'),
    waiting: described(z.strictObject({ warning: z.optional(period), critical: z.optional(period) }), 'How long an application may wait for cores.'),
    'worker-memory': described(z.strictObject({ warning: z.optional(share), critical: z.optional(share) }), "Share of a worker container's memory limit in use."),
    'worker-cpu': described(share, "Share of a worker's advertised cores that its container uses on average."),
    'task-failures': described(z.strictObject({ warning: z.optional(atLeastZero), critical: z.optional(atLeastZero) }), 'Failed tasks a minute.'),
    'commit-latency': described(period, 'How long a streaming batch may take to commit.'),
    'idle-cores': described(z.strictObject({ cores: z.optional(positive), share: z.optional(share) }), 'An application that asks for at least `cores` and uses less than `share` of one core.'),
  },
  { error: 'takes thresholds by name' },
);

const services = z.record(z.string(), level, { error: 'takes a severity for each service' });
const rule = z.union([level, z.strictObject({ severity: z.optional(level), services: described(services, 'By service, or a pattern of services such as "silver-*".') })], {
  error: `${LEVELS}, or a severity and services`,
});

const DAY = 'takes a day such as 2026-12-31';
const day = z.string({ error: DAY }).check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: DAY }));
const reason = text('takes a reason: one sentence, for whoever reads it next year').check(z.describe('Why; shown with --show-suppressed.'));

const ignored = z.strictObject(
  {
    rule: text('takes a rule such as drift/stale-command, a family such as drift/*, or *').check(z.describe('A rule, a family such as drift/*, or *.')),
    subject: described(text('takes the name of a service, application, container or worker; * stands for anything'), 'Service, application, container or worker; * stands for anything. Without it: all.'),
    reason,
    expires: described(day, 'The last day on which it holds.'),
  },
  { error: 'takes a rule and a reason, and may take a subject and expires' },
);

const ignoredDrift = z.strictObject(
  {
    field: text('takes a field such as environment.BUILD_ID or labels.*').check(z.describe('A field of the resolved service, such as environment.BUILD_ID; * stands for anything.')),
    service: described(text('takes the name of a service; * stands for anything'), 'Without it: every service.'),
    reason,
  },
  { error: 'takes a field and a reason, and may take a service' },
);

/** What the compose file may say in `x-k2doctor`, and `.k2doctor.yml` too: what only judgement needs. */
const judgement = {
  'fail-on': described(z.enum(FAIL_LEVELS, { error: 'takes critical, warning, info or never' }), 'Lowest severity that makes exit code 1.'),
  require: described(oneOrMore('takes sources of evidence, such as spark-workers'), 'Evidence whose absence makes exit code 3.'),
  master: described(oneOrMore('takes addresses such as http://localhost:8080 or spark://host:7077'), "The Spark master's address."),
  thresholds: described(thresholds, 'Where a signal becomes a warning, and where critical.'),
  rules: described(z.record(z.string(), rule, { error: 'takes rules by id' }), 'Severity of rules, for all or for some services; off leaves a rule out.'),
  ignore: described(z.array(ignored, { error: 'takes a list of rule, subject, reason, expires' }), 'Findings to leave out of the counts and the exit code.'),
  'ignore-drift': described(z.array(ignoredDrift, { error: 'takes a list of field, service, reason' }), 'Fields that are expected to differ between file and container.'),
  applications: described(
    z.record(z.string(), text('takes the name of an application'), { error: 'takes the name of the application for each service' }),
    'The application that a service runs, where nothing seen tells it.',
  ),
};

export const composeSettings = z.strictObject(judgement, { error: 'takes settings by name' });

export const settingsFile = z.strictObject(
  {
    format: described(text('takes a format such as text or json'), 'Format of the report on standard output.'),
    timeout: described(positive, 'Limit for the whole run, in seconds.'),
    baseline: described(text('takes the path of a file'), 'Findings of this file are known: only new ones fail. Relative to this file.'),
    ...judgement,
  },
  { error: 'takes settings by name' },
);

/** What a place may say; of `x-k2doctor` the first three are always absent. */
export type SettingsFile = z.output<typeof settingsFile>;
