import { describe, expect, test } from 'vitest';

import github from '#reporters/github.js';

import { hostile } from './samples/hostile.js';
import { samples } from './samples/index.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };
/** One command as the runner reads it: everything before the second `::` is its head. */
const COMMAND = /^::(?<level>error|warning|notice) (?:file=[^:,]+,line=\d+,col=\d+,)?title=[^:,]+::.+$/;

describe.each(Object.entries(samples))('%s', (_, report) => {
  const lines = github.render(report, SURROUNDINGS).trimEnd().split('\n');

  test('is commands and, last, one plain line', () => {
    expect(lines.slice(0, -1).filter((line) => !COMMAND.test(line))).toEqual([]);
    expect(lines.at(-1)).toMatch(/^k2doctor: /);
  });

  test('says the worst first, and no more of a level than GitHub shows', () => {
    const levels = lines.slice(0, -1).map((line) => COMMAND.exec(line)?.groups?.['level'] ?? '');
    const order = ['error', 'warning', 'notice'];

    expect(levels).toEqual([...levels].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
    for (const level of order) expect(levels.filter((one) => one === level).length).toBeLessThanOrEqual(10);
  });
});

test('what is folded is said', () => {
  expect(github.render(samples['large'] ?? hostile, SURROUNDINGS)).toContain('and 10 findings more');
});

test('a path with a comma, a colon and a percent sign stays one property', () => {
  expect(github.render(hostile, SURROUNDINGS)).toContain('file=dir with space/compose%2Ca%3Ab%25.yml,line=3,col=1,title=drift/stale-command::');
});
