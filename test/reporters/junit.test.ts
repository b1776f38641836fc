import { describe, expect, test } from 'vitest';

import type { Report } from '#diagnosis/report.js';
import junit from '#reporters/junit.js';

import { samples } from './samples/index.js';
import { founding } from './samples/founding.js';
import { unreachable } from './samples/unreachable.js';
import { parseXml, type Element } from './xml.js';

const SURROUNDINGS = { color: false, width: 80, verbosity: 0, showSuppressed: false };
const parsed = (report: Report) => parseXml(junit.render(report, SURROUNDINGS));

/** What both Ant's JUnit.xsd and Jenkins' junit-10.xsd allow; those with ! are demanded by either. Children in their order. */
const SHAPE: Readonly<Record<string, { readonly attributes: readonly string[]; readonly children: readonly string[] }>> = {
  testsuites: { attributes: [], children: ['testsuite'] },
  testsuite: {
    attributes: ['name!', 'package!', 'id!', 'timestamp!', 'hostname!', 'tests!', 'failures!', 'errors!', 'skipped', 'time!'],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { attributes: [], children: ['property'] },
  property: { attributes: ['name!', 'value!'], children: [] },
  testcase: { attributes: ['name!', 'classname!', 'time!'], children: ['skipped', 'error', 'failure'] },
  failure: { attributes: ['type!', 'message'], children: [] },
  error: { attributes: ['type!', 'message'], children: [] },
  skipped: { attributes: ['message'], children: [] },
  'system-out': { attributes: [], children: [] },
  'system-err': { attributes: [], children: [] },
};

function complaints(element: Element): readonly string[] {
  const shape = SHAPE[element.name];
  if (shape === undefined) return [`unknown element ${element.name}`];
  const allowed = shape.attributes.map((name) => name.replace('!', ''));
  const demanded = shape.attributes.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1));
  return [
    ...Object.keys(element.attributes).filter((name) => !allowed.includes(name)).map((name) => `${element.name} has no ${name}`),
    ...demanded.filter((name) => (element.attributes[name] ?? '') === '').map((name) => `${element.name} lacks ${name}`),
    ...element.children.filter(({ name }) => !shape.children.includes(name)).map(({ name }) => `${name} in ${element.name}`),
    ...(isSorted(element.children.map(({ name }) => shape.children.indexOf(name))) ? [] : [`children of ${element.name} out of order`]),
    ...(element.name === 'testcase' && element.children.length > 1 ? ['two outcomes of one case'] : []),
    ...(shape.children.length > 0 && element.text.trim() !== '' ? [`text in ${element.name}`] : []),
    ...element.children.flatMap(complaints),
  ];
}

const isSorted = (numbers: readonly number[]) => numbers.every((number, at) => at === 0 || number >= (numbers[at - 1] ?? 0));

const under = (element: Element, name: string): readonly Element[] => element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...under(child, name)]);

describe.each(Object.entries(samples))('%s', (_, report) => {
  const root = parsed(report);

  test('is well-formed and has the shape that the schemas of Ant and Jenkins share', () => {
    expect(complaints(root)).toEqual([]);
  });

  test('counts what it holds', () => {
    for (const suite of under(root, 'testsuite')) {
      const number = (name: string) => String(under(suite, name).length);
      expect(suite.attributes).toMatchObject({
        tests: number('testcase'),
        failures: number('failure'),
        errors: number('error'),
        skipped: number('skipped'),
      });
      expect(suite.attributes['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    }
  });

  test('names every case once, and fills the body that GitLab shows', () => {
    const names = under(root, 'testcase').map(({ attributes }) => `${attributes['classname'] ?? ''} ${attributes['name'] ?? ''}`);
    expect(new Set(names).size).toBe(names.length);

    const empty = ['failure', 'error', 'skipped'].flatMap((name) => under(root, name)).filter(({ text }) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});

test('the five verdicts become passed, failure, skipped and error', () => {
  const outcomes = under(parsed(unreachable), 'testcase').map(({ attributes, children }) => [attributes['name'], children[0]?.name]);

  expect(outcomes).toEqual([
    ['executor-larger-than-any-worker', undefined],
    ['low-headroom', 'skipped'],
    ['waiting-application', 'skipped'],
    ['stale-command', undefined],
    ['stale-environment', 'failure'],
    ['worker-over-limit', 'error'],
    ['backlog-growing', undefined],
    ['spark-master http://127.0.0.1:8090', 'error'],
  ]);
});

test('a rule keeps the name of its case when it falls ill', () => {
  const names = (report: Report) => under(parsed(report), 'testcase').map(({ attributes }) => attributes['name']);

  expect(names(founding)).toEqual(names(samples['healthy'] ?? founding));
});

test('a rule of which every finding is suppressed is skipped with the reason', () => {
  const suppressed = founding.findings.map((finding) => ({ finding, by: 'baseline' as const, reason: 'known since May', place: null }));
  const root = parsed({ ...founding, findings: [], suppressed });

  expect(under(root, 'failure')).toEqual([]);
  expect(under(root, 'skipped').map(({ attributes }) => attributes['message'])).toContain('suppressed: known since May');
});
