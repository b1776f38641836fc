import fc from 'fast-check';
import { win32 } from 'node:path';
import { describe, expect, test } from 'vitest';

import { isWindowsAbsolute } from '#evidence/compose/canonical/paths.js';
import { parseDotenv } from '#evidence/compose/grammar/dotenv.js';
import { toGoJson } from '#evidence/compose/grammar/go-json.js';
import { parseGoFloat, parseGoInteger } from '#evidence/compose/grammar/go-number.js';
import { resolvePlainScalar } from '#evidence/compose/grammar/go-scalar.js';
import { nameAt } from '#evidence/compose/grammar/interpolation-marks.js';
import { parseShortVolume } from '#evidence/compose/grammar/volume.js';
import { wellFormed } from '#evidence/compose/project/env-files.js';

/** Words made of what matters here, letters beyond ASCII among them. */
const words = (...pieces: readonly string[]) => fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''));
const names = words('a', 'Z', '_', '0', '9', 'ſ', '\u212a', 'é', 'ж', '{', '}', '-', '.', ' ', '\n', '😀', '\ud800', '𝒜');
const numbers = words('0', '1', '7', '9', '.', 'e', 'E', 'x', 'o', 'b', 'f', '_', '-', '+', ':', 'g', '2020', '-01', ' ', '000000000000000');
const paths = words('C', 'é', '𝒜', ':', '/', '\\', '.', '~', 'server', ' ');

describe('what is told without a pattern is what the pattern says', () => {
  test('of names of variables', () => {
    fc.assert(
      fc.property(names, fc.nat({ max: 4 }), (text, at) => {
        const pattern = /[_a-z][_a-z0-9]*/iuy;
        pattern.lastIndex = at;
        expect(nameAt(text, at)).toBe(at > text.length ? '' : (pattern.exec(text)?.[0] ?? ''));
      }),
    );
  });

  test('of keys in env files', () => {
    fc.assert(
      fc.property(names.map((text) => text.replaceAll(/[\n ]/g, '')), (key) => {
        const isKey = Array.from(key).every((character) => /^[\p{L}\p{N}_.[\]-]$/u.test(character));
        let read: string | undefined;
        try {
          read = parseDotenv(`${key}=1`, () => undefined)[0]?.key;
        } catch {
          read = undefined;
        }
        expect(read).toBe(isKey ? key : undefined);
      }),
    );
  });

  test('of numbers', () => {
    fc.assert(
      fc.property(numbers, (text) => {
        const integer = /^[-+\d]/.test(text) ? parseGoInteger(text.replaceAll('_', '')) : undefined;
        const scalar = resolvePlainScalar(text);
        if (integer !== undefined) expect(scalar).toStrictEqual({ kind: 'int', value: Number.isSafeInteger(Number(integer)) ? Number(integer) : integer, text: String(integer) });
        else if (!/^0[bo]_*[-+]/.test(text)) expect(scalar.kind).not.toBe('int');
        if (/^\d+$/.test(text)) expect(parseGoFloat(text)).toBe(Number(text));
      }),
    );
  });

  test('of drives and shares', () => {
    fc.assert(
      fc.property(paths, (path) => {
        const { root } = win32.parse(path);
        expect(isWindowsAbsolute(path)).toBe(root.length > 1 && win32.isAbsolute(path));
      }),
    );
  });

  test('of sources of volumes', () => {
    fc.assert(
      fc.property(paths, (source) => {
        let type: string | undefined;
        try {
          const mount = parseShortVolume(`${source}:/target`);
          type = mount.source === source ? mount.type : undefined;
        } catch {
          return;
        }
        if (type !== undefined) expect(type).toBe(/^(?:[./~]|\\\\|\p{L}:)/u.test(source) ? 'bind' : 'volume');
      }),
    );
  });

  test('of halves of characters', () => {
    const texts = fc.array(fc.constantFrom('a', '\\', 'ud', '\ud83d', '\ude00', 'é', '"', '<'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const whole = text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
        expect(wellFormed(text)).toBe(whole);
        expect(toGoJson(text)).toBe(JSON.stringify(whole).replaceAll('<', String.raw`\u003c`));
      }),
    );
  });
});
