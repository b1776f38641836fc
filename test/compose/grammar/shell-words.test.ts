import { execFileSync } from 'node:child_process';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { quoteWord, ShellWordsError, splitWords } from '#evidence/compose/grammar/shell-words.js';

describe('splitWords', () => {
  test.each([
    ['a) b)', ['a) b)']],
    ['a 12x>f', ['a']],
    ['a x12>f', ['a', 'x12']],
    ['`a "b" c` d', ['`a b c`', 'd']],
    ['a$(b; c)d e', ['a$(b; c)d', 'e']],
    ['$("a b")', ['$("a b")']],
    ['a\\;b', ['a;b']],
    ["''", ['']],
    ['', []],
  ])('splits %j into %j', (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });

  test.each(['a)', '(a)', '$((a))', '"a', '`a', 'a\\', "'"])('refuses %j', (text) => {
    expect(() => splitWords(text)).toThrow(ShellWordsError);
  });
});

describe('quoteWord', () => {
  test.each([
    ['spark-submit', 'spark-submit'],
    ['--conf', '--conf'],
    ['a=b', 'a=b'],
    ['=a', "'=a'"],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['~', "'~'"],
    ['a;rm -rf /', "'a;rm -rf /'"],
  ])('writes %j as %s', (word, quoted) => {
    expect(quoteWord(word)).toBe(quoted);
  });

  test('is read back by splitWords, whatever the words are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(splitWords(words.map(quoteWord).join(' '))).toEqual(words);
      }),
    );
  });

  test('is read back by a real shell', () => {
    const words = fc.sample(
      fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '$', '`', '\n', ';', '&', '|', '<', '*', '!', '#', '~', '(', '=') }),
      200,
    );

    const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(quoteWord).join(' ')}`], { encoding: 'utf8' });

    expect(printed.split('\0').slice(0, -1)).toEqual(words);
  });
});
