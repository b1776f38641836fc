import { expect, test } from 'vitest';

import { readYaml } from '#evidence/compose/decode/yaml-documents.js';
import { readDirective } from '#evidence/compose/remarks/directive.js';
import { remarksOf } from '#evidence/compose/remarks/remarks.js';
import { yamlComments } from '#evidence/compose/remarks/yaml-comments.js';

const remarks = (text: string) => remarksOf([{ name: 'docker-compose.yml', text, documents: [...readYaml(text)] }]);

test('a # inside quotes, a block of text or a word is no comment', () => {
  const text = ['a: "x # no"', 'b: |', '  # k2doctor ignore=x', 'c: no#comment # yes', 'd: [1, # flow', '  2]', '# last'].join('\n');
  expect([...yamlComments(text)].map(({ text: comment, alone }) => [comment, alone])).toEqual([
    ['# yes', false],
    ['# flow', false],
    ['# last', true],
  ]);
});

test.each([
  ['# k2doctor ignore=drift/stale-command pinned until the migration', { rules: ['drift/stale-command'], reason: 'pinned until the migration' }],
  ['#k2doctor: ignore=drift/*,capacity/low-headroom', { rules: ['drift/*', 'capacity/low-headroom'] }],
  ['# k2doctor ignore=* expires=2026-12-31 reason=load test', { rules: ['*'], expires: '2026-12-31', reason: 'load test' }],
  ['# k2doctor ignore=a/b — known', { rules: ['a/b'], reason: 'known' }],
  ['# k2doctor ignroe=a/b', { rules: [] }],
  ['# k2doctor is nice', undefined],
  ['# see k2doctor ignore=a/b', undefined],
])('%s is read', (comment, directive) => {
  expect(readDirective(comment)).toEqual(directive);
});

const FILE = `# k2doctor ignore=capacity/low-headroom small on purpose
# The platform.

services:
  # k2doctor ignore=drift/stale-command above a service
  spark-worker-1:
    image: spark # k2doctor ignore=drift/stale-image on a field
    command: >
      a
      # not a comment
    environment:
      # k2doctor ignore=drift/stale-environment above a field
      SPARK_WORKER_CORES: 3

      OTHER: 4

  job: # k2doctor ignore=x/service on a service
    image: spark
    command:
      - a # k2doctor ignore=x/item
      - b
# k2doctor ignore=x/nothing at the end
`;

test('a remark speaks of what it stands on, of what follows it, or at the top of everything', () => {
  const seen = remarks(FILE).map(({ rules, line, column, whole, lines, services }) => [rules[0], line, column, whole, lines?.from, lines?.to, services.join()]);
  expect(seen).toEqual([
    ['capacity/low-headroom', 1, 1, true, 4, 23, 'spark-worker-1,job'],
    ['drift/stale-command', 5, 3, false, 6, 16, 'spark-worker-1'],
    ['drift/stale-image', 7, 18, false, 7, 7, ''],
    ['drift/stale-environment', 12, 7, false, 13, 14, ''],
    ['x/service', 17, 8, false, 17, 23, 'job'],
    ['x/item', 20, 11, false, 20, 20, ''],
    ['x/nothing', 22, 1, false, undefined, undefined, ''],
  ]);
});

test('a file that never names us has no remarks, and line ends of Windows change no line', () => {
  expect(remarks('services:\n  a:\n    image: x # pinned\n')).toEqual([]);
  expect(remarks(FILE.replaceAll('\n', '\r\n')).map(({ line, lines }) => [line, lines?.to])).toEqual(remarks(FILE).map(({ line, lines }) => [line, lines?.to]));
});
