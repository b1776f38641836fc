import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatComposeBytes, parseComposeBytes, UnitError } from '#evidence/compose/grammar/bytes-size.js';
import { nanoCpus, parseCpus, printedCpus } from '#evidence/compose/grammar/cpus.js';
import { formatGoDuration, parseGoDuration } from '#evidence/compose/grammar/duration.js';
import { bytes } from '#units/bytes.js';

describe('parseComposeBytes', () => {
  test.each([
    ['1.5g', 1_610_612_736],
    ['2 GiB', 2 * 2 ** 30],
    ['1e3k', 1_024_000],
    ['1_000', 1000],
    ['.5k', 512],
    ['1p', 2 ** 50],
    ['-0', 0],
    ['1e30', -(2 ** 63)],
  ])('reads %j', (text, amount) => {
    expect(parseComposeBytes(text) + 0).toBe(amount);
  });

  test.each(['', 'g', '1x', '1kk', '1kib2', '1  g', ' 1', '-1', '1bb', '1mi', '0x10', 'inf'])('refuses %j', (text) => {
    expect(() => parseComposeBytes(text)).toThrow(UnitError);
  });

  test('reads back what config prints', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (amount) => {
        expect(parseComposeBytes(formatComposeBytes(bytes(amount)))).toBe(amount);
      }),
    );
  });

  test('counts every unit in powers of 1024', () => {
    const unit = fc.constantFrom<[string, number]>(['k', 1], ['M', 2], ['g', 3], ['Tb', 4], ['kib', 1], [' MB', 2]);
    fc.assert(
      fc.property(fc.nat(1000), unit, (count, [suffix, power]) => {
        expect(parseComposeBytes(`${count}${suffix}`)).toBe(count * 1024 ** power);
      }),
    );
  });
});

describe('durations', () => {
  test.each([
    ['0', '0s'],
    ['1h1w', '169h0m0s'],
    ['+1.5h', '1h30m0s'],
    ['1us500ns', '1.5\u00b5s'],
    ['2m.5s', '2m0.5s'],
    ['1.9999999999s', '1.999999999s'],
    ['2562047h47m16.854775807s', '2562047h47m16.854775807s'],
  ])('%s is printed as %s', (text, printed) => {
    expect(formatGoDuration(parseGoDuration(text))).toBe(printed);
  });

  test.each(['', '5', '-', '.', '1.s.', '1 s', '1H', 's', '1e3s', '9223372037s', '99999999999999999999s'])('%j is refused', (text) => {
    expect(() => parseGoDuration(text)).toThrow(UnitError);
  });

  test('are read back as they were, to the nanosecond', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }), (nanos) => {
        expect(parseGoDuration(formatGoDuration(nanos))).toBe(nanos);
      }),
    );
  });
});

describe('cpus', () => {
  test('become nano CPUs by way of 32 bits', () => {
    expect(nanoCpus(parseCpus('1.001'))).toBe(1_001_000_064);
    expect(nanoCpus(parseCpus(0.1))).toBe(100_000_000);
    expect(nanoCpus(parseCpus('1e20'))).toBe(-(2 ** 63));
  });

  test.each([
    ['1e-1', 0.1],
    ['0x1p-1', 0.5],
    [6951.15625, 6951.1562],
    [3, 3],
    ['0.333', 0.333],
  ])('%j is printed as %d', (value, printed) => {
    expect(printedCpus(parseCpus(value))).toBe(printed);
  });

  test('are rounded once, from the text to 32 bits', () => {
    expect(parseCpus('1.0000000596046448')).toBe(Math.fround(1.0000001));
    expect(parseCpus(1.0000000596046448)).toBe(1);
    expect(parseCpus('1.00000005960464477539062500')).toBe(1);
  });

  test.each(['', '1,5', '100m', 'inf', 'nan', '1e39', ' 1'])('%j is refused', (text) => {
    expect(() => parseCpus(text)).toThrow(UnitError);
  });

  test('are printed with digits that mean the same 32 bit number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(printedCpus(value)) + 0).toBe(value + 0);
      }),
    );
  });
});
