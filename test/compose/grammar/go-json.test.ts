import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareGoStrings, toGoJson, toIndentedGoJson } from '#evidence/compose/grammar/go-json.js';

describe('toGoJson', () => {
  test('keeps the order of a Map, also of keys that look like numbers', () => {
    expect(toGoJson(new Map([['b', 1], ['2', 2], ['1', 3], ['__proto__', 4]]))).toBe('{"b":1,"2":2,"1":3,"__proto__":4}');
  });

  test('escapes what Go escapes', () => {
    expect(toGoJson('<a>&\u2028\u2029"\\\n\t\b\f\u0001\u007f/é\ud800')).toBe(
      String.raw`"\u003ca\u003e\u0026\u2028\u2029\"\\\n\t\b\f\u0001` + '\u007f/é\ufffd"',
    );
  });

  test('prints numbers as Go does and refuses what is none', () => {
    expect(toGoJson([1, 1.5, 1e21, 1e-7, -0, 2n ** 64n, true, null])).toBe('[1,1.5,1e+21,1e-7,-0,18446744073709551616,true,null]');
    expect(() => toGoJson(Number.NaN)).toThrow('unsupported value: NaN');
  });

  test('leaves out what is undefined', () => {
    expect(toGoJson({ a: undefined, b: [] })).toBe('{"b":[]}');
  });

  test('says the same as JSON to whoever parses it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: true }), (any) => {
        // Go writes a negative zero as -0 and JSON.stringify as 0: not what this is about.
        const value: unknown = JSON.parse(JSON.stringify(any));

        expect(JSON.parse(toGoJson(value as never))).toEqual(value);
      }),
    );
  });
});

describe('toIndentedGoJson', () => {
  test('indents by two spaces and keeps empty things on one line', () => {
    const value = { a: [], b: new Map(), c: [1, { d: 'x' }] };

    expect(toIndentedGoJson(value)).toBe('{\n  "a": [],\n  "b": {},\n  "c": [\n    1,\n    {\n      "d": "x"\n    }\n  ]\n}');
  });
});

test('compareGoStrings orders by the bytes of UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareGoStrings(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
  expect(['\u{1f600}', '\uffff', 'z'].toSorted(compareGoStrings)).toEqual(['z', '\uffff', '\u{1f600}']);
});
