import { describe, expect, test } from 'vitest';

import prometheus from '#reporters/prometheus.js';

import { samples } from './samples/index.js';
import { unreachable } from './samples/unreachable.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };
const SAMPLE = /^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,(?=[a-zA-Z_]))?)+\})? (?<value>[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|NaN)$/;

/** The text format 0.0.4, strictly: HELP, TYPE, then the samples of that family and no other, each series once. */
function read(text: string): ReadonlyMap<string, readonly string[]> {
  const families = new Map<string, string[]>();
  const lines = text.split('\n');
  expect(lines.pop()).toBe('');
  let current = '';
  for (const [at, line] of lines.entries()) {
    const [, help] = /^# HELP (\S+) \S.*$/.exec(line) ?? [];
    if (help !== undefined) {
      expect(families.has(help), `${help} twice`).toBe(false);
      expect(lines[at + 1]).toBe(`# TYPE ${help} gauge`);
      families.set(help, []);
      current = help;
    } else if (!line.startsWith('# TYPE ')) {
      const groups = SAMPLE.exec(line)?.groups;
      expect(groups?.['name'], line).toBe(current);
      families.get(current)?.push(line);
    }
  }
  return families;
}

describe.each(Object.entries(samples))('%s', (_, report) => {
  const families = read(prometheus.render(report, SURROUNDINGS));

  test('is the text format, no series twice, no family empty', () => {
    const series = [...families.values()].flat().map((line) => line.replace(/ [^ ]+$/, ''));

    expect(new Set(series).size).toBe(series.length);
    expect([...families.values()].every((lines) => lines.length > 0)).toBe(true);
  });

  test('names are as Prometheus asks: a prefix, base units, no gauge called _total', () => {
    const names = [...families.keys()];

    expect(names.filter((name) => !name.startsWith('k2doctor_') || /_(total|count|sum|bucket|ms|minutes|kb|mb|percent)$/.test(name))).toEqual([]);
  });
});

test('what was not seen is absent and not zero', () => {
  const names = [...read(prometheus.render(unreachable, SURROUNDINGS)).keys()];

  expect(names).not.toContain('k2doctor_cluster_cores');
  expect(names).not.toContain('k2doctor_workers');
  expect(names).toContain('k2doctor_findings');
});
