import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import gitlab from '#reporters/gitlab.js';

import { founding } from './samples/founding.js';
import { samples } from './samples/index.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };

/** docs.gitlab.com, "Code Quality report format": all of these are demanded. */
const codeQuality = z.array(
  z.strictObject({
    description: z.string().check(z.minLength(1)),
    check_name: z.string().check(z.minLength(1)),
    fingerprint: z.string().check(z.minLength(1)),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({
      path: z.string().check(z.minLength(1), z.regex(/^(?!\.\/|\/)/)),
      lines: z.strictObject({ begin: z.int().check(z.positive()) }),
    }),
  }),
);

describe.each(Object.entries(samples))('%s', (_, report) => {
  const printed = gitlab.render(report, SURROUNDINGS);

  test('is a Code Quality report, with fingerprints that no two share', () => {
    const issues = codeQuality.parse(JSON.parse(printed));

    expect(issues).toHaveLength(report.findings.length);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });

  test('begins with no byte order mark', () => {
    expect(printed.startsWith('[')).toBe(true);
  });
});

test('two findings of one fingerprint are numbered, the same in every run', () => {
  const [finding] = founding.findings;
  const findings = finding === undefined ? [] : [finding, finding];
  const fingerprints = codeQuality.parse(JSON.parse(gitlab.render({ ...founding, findings }, SURROUNDINGS))).map(({ fingerprint }) => fingerprint);

  expect(fingerprints).toEqual(['stale-command/bronze-binance-stream', 'stale-command/bronze-binance-stream-2']);
});
