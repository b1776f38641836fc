import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import text from '#reporters/text.js';

import { hostile } from './samples/hostile.js';
import { samples } from './samples/index.js';

const PLAIN = { color: false, width: 80, verbosity: 0, showSuppressed: false };
const expected = (name: string) => join(import.meta.dirname, 'expected', name);

describe.each(Object.entries(samples))('%s', (name, report) => {
  test.each([
    ['80', PLAIN],
    ['140', { ...PLAIN, width: 140 }],
    ['80-color', { ...PLAIN, color: true }],
    ['80-verbose', { ...PLAIN, verbosity: 1 }],
    ['quiet', { ...PLAIN, verbosity: -1 }],
  ])('reads as expected, %s', async (variant, surroundings) => {
    await expect(text.render(report, surroundings)).toMatchFileSnapshot(expected(`${name}.${variant}.txt`));
  });

  test('says the same with and without colour', () => {
    // eslint-disable-next-line no-control-regex -- colour is made of this control character
    const uncolored = text.render(report, { ...PLAIN, color: true }).replace(/\u001b\[\d+m/g, '');

    expect(uncolored).toBe(text.render(report, PLAIN));
  });

  test.each([60, 80, 140, 200])('keeps within %i columns but for commands and words that cannot be broken', (width) => {
    const lines = text.render(report, { ...PLAIN, width }).split('\n');

    const wide = lines.filter((line) => line.length > width && !line.startsWith('  docker ') && line.trim().includes(' '));
    expect(wide.filter((line) => line.trim().split(/\s+/).every((word) => word.length < width - 20))).toEqual([]);
  });

  test('says its verdict in the last line', () => {
    const lines = text.render(report, { ...PLAIN, width: 200 }).trimEnd().split('\n');

    expect(lines.at(-1)).toMatch(/^[✓✗?] /);
  });
});

test('no control, format or direction character of a hostile name reaches the terminal', () => {
  for (const verbosity of [-1, 0, 1]) {
    const shown = text.render(hostile, { ...PLAIN, verbosity, showSuppressed: true });

    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  }
});

test('quiet is the commands of the fix and the verdict, nothing else', () => {
  const shown = text.render(samples['founding'] ?? hostile, { ...PLAIN, width: 200, verbosity: -1 });

  expect(shown.trimEnd().split('\n')).toEqual([expect.stringMatching(/^ {2}docker compose up -d /), expect.stringMatching(/^✗ /)]);
});
