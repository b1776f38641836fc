import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { safeReport } from '#reporters/parts/safe-report.js';
import { terminalText } from '#reporters/parts/terminal-text.js';

import '../properties.js';
import { samples } from './samples/index.js';

describe.each(Object.entries(samples))('%s', (_, report) => {
  const withLabel = (text: string) => ({ ...report, project: { ...report.project, name: text } });

  test('no text of a report keeps what acts on a terminal, wherever it stands', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\\', '"', '\n', 'n', 'u', '\u001b', '\u007f', '\u202e', 'é', ' ') })), (text) => {
        expect(safeReport(withLabel(text)).project.name).toBe(terminalText(text));
      }),
    );
  });

  test('one unsafe text changes no other', () => {
    const [unsafe, plain] = [safeReport(withLabel('\u001b')), safeReport(withLabel('plain'))];

    expect(unsafe.project.name).toBe('\\u{1b}');
    expect({ ...unsafe, project: plain.project }).toEqual({ ...plain });
  });
});
