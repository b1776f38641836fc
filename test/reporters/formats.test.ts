import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import type { Reporter } from '#reporters/define-reporter.js';
import { reporters } from '#reporters/index.js';

import { samples } from './samples/index.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };
const ENDINGS: Readonly<Record<string, string>> = { sarif: 'sarif', junit: 'junit.xml', gitlab: 'gitlab.json', github: 'github.txt', prometheus: 'prom', html: 'html' };
const loaded = await Promise.all(Object.entries(reporters).map(async ([id, load]): Promise<[string, Reporter]> => [id, (await load()).default]));

test('every format is called as its file', () => {
  expect(loaded.map(([id]) => id)).toEqual(loaded.map(([, { id }]) => id));
});

describe.each(loaded)('%s', (id, reporter) => {
  test.each(Object.entries(samples))('renders the %s sample the same every time and changes nothing in it', (_, report) => {
    const before = structuredClone(report);

    expect(reporter.render(report, SURROUNDINGS)).toBe(reporter.render(report, SURROUNDINGS));
    expect(report).toEqual(before);
  });

  test.runIf(Object.hasOwn(ENDINGS, id)).each(['founding', 'healthy', 'unreachable', 'hostile'])('reads as expected: %s', async (name) => {
    const report = samples[name];
    const text = report === undefined ? '' : reporter.render(report, SURROUNDINGS);

    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'expected', `${name}.${ENDINGS[id] ?? id}`));
  });
});
