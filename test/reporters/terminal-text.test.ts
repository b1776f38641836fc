import { describe, expect, it } from 'vitest';

import { displayWidth, isNarrow } from '#reporters/parts/terminal-text.js';

describe('the columns of a text', () => {
  it('are one for each character of which nobody has to ask whether it combines', () => {
    const characters = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter(isNarrow);

    expect(characters.length).toBeGreaterThan(3000);
    expect(characters.filter((character) => /\p{M}/u.test(character))).toEqual([]);
  });

  it.each([['2/3 ■■□', 7], ['é', 1], ['e\u0301', 1], ['火花', 4], ['✓ ok', 4], ['\u{1f525}', 2], ['a\u20d7b', 2]])('of %j are %i', (text, columns) => {
    expect(displayWidth(text)).toBe(columns);
  });
});
