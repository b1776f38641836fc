import { isNonEmpty } from '#language.js';
import type { Silence } from '#model/silence.js';

import type { Exhibit, Observation } from '../define-rule.js';

export interface SilenceWords {
  /** `2 suppressions in docker-compose.yml` + this. */
  readonly illness: string;
  readonly word: (silence: Silence) => string;
  readonly remedy: string;
}

/** One observation for each file that holds such silences, so that it stays one and the same while they come and go. */
export function silencesByFile(silences: readonly Silence[], { illness, word, remedy }: SilenceWords): readonly Observation[] {
  const files = new Map<string, Silence[]>();
  for (const silence of silences) {
    const file = silence.place?.file ?? 'the settings';
    files.set(file, [...(files.get(file) ?? []), silence]);
  }
  return [...files].flatMap(([file, own]): Observation[] => {
    const exhibits = own.map((silence): Exhibit => ({ label: `${nameOf(silence)}: ${word(silence)}`, ...(silence.place === undefined ? {} : { place: silence.place }) }));
    if (!isNonEmpty(exhibits)) return [];
    const count = own.length === 1 ? '1 suppression' : `${String(own.length)} suppressions`;
    return [
      {
        subject: { kind: 'file', name: file },
        message: `${count} in ${file} ${own.length === 1 ? illness.replace(/^silence /, 'silences ') : illness}: ${own.map((silence) => `${nameOf(silence)} (${word(silence)})`).join(', ')}`,
        exhibits,
        remedy: { summary: remedy, actions: [] },
      },
    ];
  });
}

function nameOf({ rules, scope }: Silence): string {
  const rule = rules.length === 0 ? 'a comment' : rules.join(', ');
  return scope?.kind === 'subject' ? `${rule} of ${scope.pattern}` : rule;
}
