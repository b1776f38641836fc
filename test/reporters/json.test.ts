import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { parseReport, ReportError } from '#diagnosis/report-file.js';
import json from '#reporters/json.js';

import { samples } from './samples/index.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };
const root = join(import.meta.dirname, '../..');
const published: object = JSON.parse(await readFile(join(root, 'schema/report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(published);

describe.each(Object.entries(samples))('%s', (_, report) => {
  const printed = json.render(report, SURROUNDINGS);

  test('prints what the published schema describes', () => {
    expect(validate(JSON.parse(printed)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('comes back as it went', () => {
    expect(parseReport(printed)).toEqual(report);
  });

  test('has the keys in the order of the contract', () => {
    expect(Object.keys(JSON.parse(printed) as object)).toEqual(Object.keys((published as { properties: object }).properties));
  });
});

test.each([
  ['no JSON at all', '{', /no JSON/],
  ['JSON that is no report', '[1]', /no schemaVersion/],
  ['a later version', '{"schemaVersion": 2}', /schema version 2; this k2doctor reads version 1/],
  ['a report with a hole', '{"schemaVersion": 1, "k2doctor": "0.1.0"}', /takenAt is not as the schema says/],
])('%s is refused in one sentence', (_, text, reason) => {
  expect(() => parseReport(text)).toThrow(ReportError);
  expect(() => parseReport(text)).toThrow(reason);
});

test('fields that a later k2doctor added are no obstacle', () => {
  const { empty } = samples;

  expect(parseReport(JSON.stringify({ ...empty, added: 1 }))).toEqual(empty);
});

test('the founding incident reads as expected', async () => {
  const { founding } = samples;

  await expect(founding === undefined ? '' : json.render(founding, SURROUNDINGS)).toMatchFileSnapshot(
    join(import.meta.dirname, 'expected/founding.json'),
  );
});
