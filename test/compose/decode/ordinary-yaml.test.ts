import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { readOrdinaryYaml } from '#evidence/compose/decode/ordinary-yaml.js';
import { readByLibrary } from '#evidence/compose/decode/yaml-documents.js';
import { shared } from '../shared.js';

const corpus = join(shared, 'corpus');
const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name)).map((name) => [name, readFileSync(join(corpus, name), 'utf8')] as const)
  : [];

/** What stands in compose files, and what breaks them. */
const PIECES = [
  ' ', '  ', '\n', '\n\n', ':', ': ', '- ', '-', '#', ' #', ' # c\n', '"', "'", ',', '[', ']', '{', '}', '&a ', '&a\n', '*a', '|', '>', '|\n', '>-\n', '>\n', '|-\n', '\\', '? ', '!', '!!str ',
  '<<: *a', '~', 'null', '%', '@', '`', '---', '---\n', '...', 'a: b\n', 'a:\n', '- a\n', '- a: b\n', '\n  ', '\n    ', '\n- ', '\n\n\n', '  a: 1\n', '# c\n', '  # c\n', '${X}', 'é', '\u2028', '\u00a0', 'x', '0', '=',
  '\\n', '\\"', "''", '+', '[]', '{}', '[a, b]', '{ a: b }', '"a": b\n', '"a"', "'b'", '\t', '\r\n', '😀', '\ufeff',
];

const SAMPLE = `# a stack
x-base: &base
  image: "spark:3"   # pinned
  environment: &env { A: 1, "B": '2', C: [x, -y] }
services:
  master:
    <<: *base
    command: >-
      spark-class
      org.apache.spark.deploy.master.Master

      --port 7077
    ports:
    - "8080:8080"
    - target: 7077
      published: 7077
  worker: &worker
    <<: [*base]
    volumes:
      - ./a:/a:ro
    healthcheck: { test: ["CMD", "curl",
      "x"] }
    entrypoint: |
      a
        b
    empty:
networks:
  k2: {}
`;

function same(text: string): boolean {
  const ordinary = readOrdinaryYaml(text);
  if (ordinary === undefined) return false;
  expect([ordinary]).toStrictEqual([...readByLibrary(text)]);
  return true;
}

describe('ordinary YAML', () => {
  test('is read without the library', () => {
    expect(same(SAMPLE)).toBe(true);
  });

  test.skipIf(files.length === 0)('is most of what people write, and means what the library says', () => {
    const ordinary = files.filter(([, text]) => same(text));

    expect(ordinary.length / files.length).toBeGreaterThan(0.8);
  });

  test('means what the library says, however a text is cut and mended', () => {
    const cut = fc.record({ at: fc.nat({ max: SAMPLE.length }), gone: fc.nat({ max: 8 }), put: fc.constantFrom('', ...PIECES) });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
        same(cuts.reduce((text, { at, gone, put }) => text.slice(0, at) + put + text.slice(at + gone), SAMPLE));
      }),
      { numRuns: 1500 },
    );
  });

  test('means what the library says in any order of marks and words', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => void same(pieces.join(''))), { numRuns: 3000 });
  });

  test.each([
    ['two documents', 'a: b\n---\nc: d\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a tab', 'a:\tb\n'],
    ['a text over several lines', 'a: b\n  c\n'],
    ['an alias to nothing', 'a: *b\n'],
    ['a list that never ends', 'a: [b\n'],
    ['a key without a value among others', 'a: b\nc\n'],
    ['two keys on one line', 'a: b: c\n'],
    ['lines that stand between two levels', 'a:\n    b: c\n  d: e\n'],
    ['a great many levels', `a: ${'['.repeat(5000)}`],
    ['nothing', '# nothing\n'],
  ])('leaves %s to the library', (_what, text) => {
    expect(readOrdinaryYaml(text)).toBeUndefined();
  });
});
