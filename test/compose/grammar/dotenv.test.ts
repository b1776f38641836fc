import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { DotenvError, parseDotenv, parseRawEnvFile } from '#evidence/compose/grammar/dotenv.js';

const nothing = (): undefined => undefined;
const pairs = (text: string, lookup: (name: string) => string | undefined = nothing, earlier?: ReadonlyMap<string, string>) =>
  parseDotenv(text, lookup, earlier).map(({ key, value }) => [key, value]);

describe('parseDotenv', () => {
  test('keeps the order of the file and says the line of each key', () => {
    const entries = parseDotenv('# note\n\nB="1\n2"\nA=3\r\nexport C = 4 # four\nB=5', nothing);

    expect(entries.map(({ key, value, line }) => [key, value, line])).toEqual([
      ['B', '1\n2', 3],
      ['A', '3', 5],
      ['C', '4', 6],
      ['B', '5', 7],
    ]);
  });

  test('looks for a variable outside first, then among the keys above, then in the files before', () => {
    const outside = (name: string): string | undefined => (name === 'X' ? 'outside' : undefined);
    const earlier = new Map([
      ['X', 'earlier'],
      ['Y', 'earlier'],
      ['Z', 'earlier'],
    ]);

    expect(pairs('X=here\nY=here\nA=$X $Y $Z $W', outside, earlier).at(-1)).toEqual(['A', 'outside here earlier ']);
  });

  test('leaves a bare key to the environment', () => {
    expect(pairs('A\nB=$A\n', (name) => (name === 'A' ? 'shell' : undefined))).toEqual([
      ['A', undefined],
      ['B', 'shell'],
    ]);
  });

  test.each([
    ['A', [['', 'A']]],
    ['export A', [['', 'A']]],
    ['export\nA=1', [['', undefined], ['A', '1']]],
    ['A="a"b', [['A', 'a'], ['', 'b']]],
    ['A\tB=1', [['A\tB', '1']]],
    ['A="\\0101\\012\\0400\\c\\x41"', [['A', 'A\\12\\400\\c\\x41']]],
    ['A="\\$B $$B"', [['A', '$B $B']]],
    ["A='it\\'s'", [['A', "it's"]]],
    ['A=\\$B', [['A', '\\']]],
    ['A=\n', [['A', '']]],
    ['__proto__=1', [['__proto__', '1']]],
  ])('reads %j with the accidents of Compose', (text, expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  test.each([
    ['A=1\nB C=2', 2],
    ['\n\nA="secret', 3],
    ['secret!=1', 1],
    ['A=${secret.x}', 1],
    ['export ', 1],
    ['A=1\nB=${C:?no}', 2],
  ])('refuses %j and says line %i, without what it holds', (text, line) => {
    expect(() => parseDotenv(text, nothing)).toThrow(DotenvError);
    expect(() => parseDotenv(text, nothing)).toThrow(expect.objectContaining({ line }));
    expect(() => parseDotenv(text, nothing)).not.toThrow(/secret/);
  });

  test('gives back any text in single quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        fc.pre(!/[\\']/.test(value));
        expect(pairs(`A='${value}'`)).toEqual([['A', value]]);
      }),
    );
  });

  test('never fails with anything but a DotenvError', () => {
    const piece = fc.constantFrom('A', '=', '\n', '"', "'", '\\', '$', '{', '}', '#', ' ', '\t', 'export ', ':', '\\0', '1', '-');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          parseDotenv(pieces.join(''), nothing);
        } catch (error) {
          expect(error).toBeInstanceOf(DotenvError);
        }
      }),
    );
  });

  test('bounds values that double', () => {
    expect(() => parseDotenv(`A=xxxxxxxx\n${'A=$A$A\n'.repeat(64)}`, nothing)).toThrow(DotenvError);
  });
});

describe('parseRawEnvFile', () => {
  test('takes everything behind = as it stands', () => {
    const entries = parseRawEnvFile('\ufeffA="q" # x \n# note\n  B=$A\\n\nC\nD=\r\n\n');

    expect(entries.map(({ key, value, line }) => [key, value, line])).toEqual([
      ['A', '"q" # x ', 1],
      ['B', '$A\\n', 3],
      ['C', undefined, 4],
      ['D', '', 5],
    ]);
  });

  test.each(['A B=1', '=1', 'A =1', 'A\t', `A=${'x'.repeat(2 ** 16)}`])('refuses what docker run --env-file refuses', (text) => {
    expect(() => parseRawEnvFile(text)).toThrow(DotenvError);
  });
});
