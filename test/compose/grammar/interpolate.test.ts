import { describe, expect, test } from 'vitest';

import { interpolate, InterpolationError } from '#evidence/compose/grammar/interpolate.js';

const environment = new Map([
  ['SET', 'value'],
  ['EMPTY', ''],
  ['k', 'kelvin'],
]);
const lookup = (name: string): string | undefined => environment.get(name);
const valueOf = (text: string): string => interpolate(text, lookup).value;

function failure(text: string): InterpolationError {
  try {
    interpolate(text, lookup);
  } catch (error) {
    if (error instanceof InterpolationError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('interpolate', () => {
  test.each([
    ['${SET:-a}b}', 'valueb}'],
    ['${NONE:-a}b}', 'ab}'],
    ['${NONE:-{a}}', '{a}'],
    ['${NONE:-{}}', '{}'],
    ['${NONE:-{a}', '{a'],
    ['${NONE-}${SET}', 'value'],
    ['${NONE:-\r\u2028}', '\r\u2028'],
    ['$\n${SET}$', '$\nvalue$'],
    ['$SET-x', 'value-x'],
    ['$$$SET', '$value'],
    ['${\u212a}', ''],
    ['${NONE:-${NONE:-${NONE:-$SET}}}', 'value'],
  ])('reads %j as %j', (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  test.each(['${NONE:-a\nb}', '${SET', '${', 'a ${} b', '${SET:=x}', '${SET/a/b}', '${ SET}'])('refuses %j as no template', (text) => {
    expect(failure(text)).toMatchObject({ reason: 'invalid-format', template: text });
  });

  test('names the variable that must be set, and why', () => {
    expect(failure('${NONE:?set it, ${SET}}').message).toBe('required variable NONE is missing a value: set it, value');
    expect(failure('${EMPTY:?}').message).toBe('required variable EMPTY is missing a value');
    expect(valueOf('${EMPTY?no}')).toBe('');
  });

  test('evaluates a default that is not needed, so that its error counts', () => {
    expect(failure('${SET:-${NONE:?x}}').reason).toBe('missing-required');
  });

  test('tells what Compose would warn of from what has a default', () => {
    const { uses } = interpolate('$NONE ${NONE:-a} ${NONE:+a} ${EMPTY:-a} ${SET:-$OTHER} ${SET}', lookup);

    expect(uses).toEqual([
      { name: 'NONE', set: false, usedDefault: false, discarded: false },
      { name: 'NONE', set: false, usedDefault: true, discarded: false },
      { name: 'NONE', set: false, usedDefault: true, discarded: false },
      { name: 'EMPTY', set: true, usedDefault: true, discarded: false },
      { name: 'OTHER', set: false, usedDefault: false, discarded: true },
      { name: 'SET', set: true, usedDefault: false, discarded: false },
      { name: 'SET', set: true, usedDefault: false, discarded: false },
    ]);
  });

  test('asks for names like __proto__ as for any other', () => {
    expect(interpolate('$__proto__', (name) => (name === '__proto__' ? 'x' : undefined)).value).toBe('x');
  });

  test('gives up on hostile nesting and on hostile growth, with an error', () => {
    expect(failure('${A-'.repeat(200_000) + '}'.repeat(200_000)).reason).toBe('too-large');
    expect(() => interpolate('$A'.repeat(100_000), () => 'x'.repeat(10_000))).toThrow(InterpolationError);
  });

  test('reads a long line of many variables in one pass', () => {
    expect(valueOf('${NONE:-x}'.repeat(200_000))).toHaveLength(200_000);
  });
});
