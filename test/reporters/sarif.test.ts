import { Ajv } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import type { Report, ReportFinding } from '#diagnosis/report.js';
import sarif from '#reporters/sarif.js';

import { founding } from './samples/founding.js';
import { hostile } from './samples/hostile.js';
import { samples } from './samples/index.js';
import { unreachable } from './samples/unreachable.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };

/** The schema of the standard, 2.1.0-rtm.5, draft 4; of what ajv 8 no longer knows in draft 4 it uses nothing but the names. */
const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const schema: Record<string, unknown> = { ...(JSON.parse(await readFile(path, 'utf8')) as object), $schema: undefined, id: undefined };
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** What GitHub reads and the schema leaves open: docs.github.com, "SARIF support for code scanning". */
const text = z.object({ text: z.string().check(z.minLength(1), z.maxLength(1024)) });
const github = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({
        driver: z.object({
          name: z.string().check(z.minLength(1)),
          rules: z.array(z.object({ id: z.string(), shortDescription: text, fullDescription: text, help: z.object({ text: z.string().check(z.minLength(1)) }) })),
        }),
      }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.optional(z.number()),
          level: z.string(),
          message: z.object({ text: z.string().check(z.minLength(1)) }),
          locations: z.array(
            z.object({
              physicalLocation: z.optional(
                z.object({
                  artifactLocation: z.object({ uri: z.string().check(z.minLength(1)), uriBaseId: z.optional(z.string()) }),
                  region: z.optional(z.object({ startLine: z.number(), startColumn: z.number() })),
                }),
              ),
            }),
          ),
          partialFingerprints: z.object({ primaryLocationLineHash: z.string().check(z.minLength(1)) }),
        }),
      ),
      invocations: z.tuple([z.object({ executionSuccessful: z.boolean(), toolExecutionNotifications: z.array(z.object({ level: z.string(), message: text })) })]),
    }),
  ]),
});

const rendered = (report: Report): unknown => JSON.parse(sarif.render(report, SURROUNDINGS));
const runOf = (report: Report) => github.parse(rendered(report)).runs[0];

describe.each(Object.entries(samples))('%s', (_, report) => {
  test('is valid SARIF 2.1.0', () => {
    expect(validate(rendered(report)), JSON.stringify(validate.errors?.slice(0, 5))).toBe(true);
  });

  test('has what GitHub asks for, and every result points at its rule', () => {
    const { tool, results } = runOf(report);

    expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex ?? -1]?.id)).toEqual(results.map(({ ruleId }) => ruleId));
  });
});

test('a finding points at the file, line and column where it is written', () => {
  const [first] = runOf(founding).results;

  expect(first?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'docker-compose.yml', uriBaseId: '%SRCROOT%' },
    region: { startLine: 27, startColumn: 14 },
  });
});

test('a fingerprint survives an edit that moves the line and rewords the message', () => {
  const moved = founding.findings.map((finding) => ({
    ...finding,
    message: `${finding.message}!`,
    exhibits: finding.exhibits.map((exhibit) => ({ ...exhibit, place: exhibit.place === null ? null : { ...exhibit.place, line: exhibit.place.line + 7 } })),
  }));

  const hashes = (report: Report) => runOf(report).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  expect(hashes({ ...founding, findings: moved })).toEqual(hashes(founding));
  expect(new Set(hashes(founding)).size).toBe(founding.findings.length);
});

test.each([
  ['a b/compose,c.yml', 'a%20b/compose%2Cc.yml', '%SRCROOT%'],
  ['./compose.yml', 'compose.yml', '%SRCROOT%'],
  ['/srv/k2/compose.yml', 'file:///srv/k2/compose.yml', undefined],
  ['C:\\k2\\compose.yml', 'file:///C:/k2/compose.yml', undefined],
])('the path %s is the URI %s', (file, uri, uriBaseId) => {
  const findings = founding.findings.map((finding) => ({ ...finding, exhibits: [{ label: 'x', plane: null, place: { file, line: 1, column: 1 } }] }));

  expect(runOf({ ...founding, findings }).results[0]?.locations[0]?.physicalLocation?.artifactLocation).toEqual({
    uri,
    ...(uriBaseId === undefined ? {} : { uriBaseId }),
  });
});

test('a finding without a place belongs to the file, and no line is made up', () => {
  const findings: ReportFinding[] = founding.findings.map((finding) => ({ ...finding, exhibits: [] }));

  expect(runOf({ ...founding, findings }).results[0]?.locations[0]?.physicalLocation).toEqual({ artifactLocation: { uri: 'docker-compose.yml', uriBaseId: '%SRCROOT%' } });
});

test('what is unknown, crashed or unseen is a notification and no result', () => {
  const { results, invocations } = runOf(unreachable);

  expect(results.map(({ ruleId }) => ruleId)).toEqual(['drift/stale-environment']);
  expect(invocations[0].executionSuccessful).toBe(false);
  expect(invocations[0].toolExecutionNotifications.map(({ level }) => level)).toEqual(['warning', 'warning', 'error', 'error', 'warning']);
});

test('a suppressed finding is a result that says who accepted it', () => {
  const [finding] = founding.findings;
  const report: Report = { ...founding, findings: [], suppressed: finding === undefined ? [] : [{ finding, by: 'comment', reason: 'known', place: null }] };

  expect(rendered(report)).toMatchObject({ runs: [{ results: [{ suppressions: [{ kind: 'inSource', justification: 'known' }] }] }] });
  expect(validate(rendered(report))).toBe(true);
});

test('a hostile name makes no link in a message', () => {
  const messages = runOf(hostile).results.map(({ message }) => message.text);

  expect(messages.filter((message) => /(?<!\\)\]\(/.test(message))).toEqual([]);
});

test('the schema at hand refuses what is no SARIF', () => {
  expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
});
