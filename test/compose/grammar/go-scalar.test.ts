import { describe, expect, test } from 'vitest';

import { formatGoFloat, goText, resolvePlainScalar, resolveTagged, ScalarTagError } from '#evidence/compose/grammar/go-scalar.js';

describe('resolvePlainScalar', () => {
  test.each([
    ['08', 'float', '8'],
    ['0777', 'int', '511'],
    ['0O17', 'int', '15'],
    ['0b-11', 'int', '-3'],
    ['+0x1F', 'int', '31'],
    ['1__0', 'int', '10'],
    ['1e3', 'float', '1000'],
    ['1e6', 'float', '1e+06'],
    ['999999.5', 'float', '999999.5'],
    ['0.00001', 'float', '1e-05'],
    ['-.inf', 'float', '-Inf'],
    ['.5_0', 'float', '0.5'],
    ['9007199254740993', 'int', '9007199254740993'],
    ['18446744073709551615', 'int', '18446744073709551615'],
    ['-18446744073709551615', 'float', '-1.8446744073709552e+19'],
    ['1e400', 'string', '1e400'],
    ['0x1p4', 'string', '0x1p4'],
    ['yes', 'string', 'yes'],
    ['12:30', 'string', '12:30'],
    ['2020-02-30', 'string', '2020-02-30'],
    ['2020-1-2', 'timestamp', '2020-1-2'],
    ['2020-01-01 1:2:3.4', 'timestamp', '2020-01-01 1:2:3.4'],
    ['2020-01-01T01:02:03', 'string', '2020-01-01T01:02:03'],
    ['~', 'null', undefined],
    ['', 'null', undefined],
    ['<<', 'string', '<<'],
  ])('reads %j as %s', (text, kind, printed) => {
    const scalar = resolvePlainScalar(text);

    expect(scalar.kind).toBe(kind);
    expect(goText(scalar)).toBe(printed);
  });

  test('keeps integers beyond 2^53 exact', () => {
    expect(resolvePlainScalar('9007199254740993')).toMatchObject({ value: 9007199254740993n });
    expect(resolvePlainScalar('42')).toMatchObject({ value: 42 });
  });
});

describe('resolveTagged', () => {
  test.each([
    ['!!str', '010', '010'],
    ['tag:yaml.org,2002:int', '010', '8'],
    ['!!float', '1', '1'],
    ['!!binary', 'aGk=', 'hi'],
    ['!!binary', '/w==', '\ufffd'],
    ['!', '12', '12'],
    ['!mine', '12', '12'],
    ['!!null', 'null', undefined],
  ])('%s %s is %j', (tag, text, printed) => {
    expect(goText(resolveTagged(tag, text))).toBe(printed);
  });

  test.each([
    ['!!int', '1.0'],
    ['!!bool', 'yes'],
    ['!!null', 'x'],
    ['!!float', 'x'],
    ['!!float', '12345678901234567890'],
    ['!!binary', 'a b'],
    ['!!timestamp', '1'],
  ])('refuses %s %s', (tag, text) => {
    expect(() => resolveTagged(tag, text)).toThrow(ScalarTagError);
  });
});

test('formatGoFloat prints as Go does', () => {
  expect([0, -0, 1e5, 123456789.5, 1e22, 1e-7, 0.0001, Number.NaN].map(formatGoFloat)).toEqual(
    ['0', '-0', '100000', '1.234567895e+08', '1e+22', '1e-07', '0.0001', 'NaN'],
  );
});
