import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import markdown from '#reporters/markdown.js';

import { founding } from './samples/founding.js';
import { hostile } from './samples/hostile.js';
import { samples } from './samples/index.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };

describe.each(Object.entries(samples))('%s', (name, report) => {
  const comment = markdown.render(report, SURROUNDINGS);

  test('reads as expected', async () => {
    await expect(comment).toMatchFileSnapshot(join(import.meta.dirname, 'expected', `${name}.md`));
  });

  test('fits a comment', () => {
    expect(comment.length).toBeLessThanOrEqual(65_536);
  });
});

test('what does not fit a comment is left out and said', () => {
  const findings = Array.from({ length: 3000 }, (_, at) => ({
    ...(founding.findings[0] ?? hostile.findings[0]),
    rule: `drift/rule-${String(at)}`,
    message: `x${String(at)} `.repeat(50),
  })) as typeof founding.findings;
  const comment = markdown.render({ ...founding, findings }, SURROUNDINGS);

  expect(comment.length).toBeLessThanOrEqual(65_536);
  expect(comment).toMatch(/and \d+ more/);
  expect(comment).toContain('docker compose up -d bronze-binance-stream');
});

test('a hostile name is neither markup nor a mention, a link or a comment', () => {
  const outside = withoutCode(markdown.render(hostile, SURROUNDINGS));

  expect(outside).not.toMatch(/(?<!\\)<(?!\/?(details|summary|br)\b|!-- (k2doctor:|-->)|!---->|!-- -->)/);
  expect(outside).not.toMatch(/@[a-z]/);
  expect(outside).not.toMatch(/:\/\/[a-z]/);
  expect(outside).not.toMatch(/(?<!\\)\]\(/);
});

/** The comment less its code blocks and spans, where nothing is markup. */
function withoutCode(text: string): string {
  return text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/(?<![\\`])(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
}
