import { drawPlain } from '#model/scheduler/picture.js';
import { mapText } from '#reporters/parts/map-text.js';
import { wrap } from '#reporters/parts/page.js';
import { displayWidth, padTo, terminalText } from '#reporters/parts/terminal-text.js';
import { percentWords } from '#reporters/parts/words.js';

import type { Presentation } from './presentation.js';
import { scenarioText } from './scenario-text.js';
import { advice, alternativeRows, sideWords, sourceWords, strandedWords } from './words.js';

/** For a terminal: what changes, before and after, the workers, who holds what, what to recommend; the outcome last. */
export default function projectText(presentation: Presentation, width: number): string {
  const shown = mapText(presentation, terminalText);
  const { project, changes, before, after, dependsOn, unknown, recommendation, wantedHeadroom } = shown;
  const end = after ?? before;
  const lines = [
    ...hanging(`${project}  `, sourceWords(shown), width),
    ...(changes.length === 0 ? [] : ['']),
    ...changes.flatMap((change) => hanging('change  ', change, width)),
    '',
    ...(after === null ? [] : hanging('before  ', sideWords(before), width)),
    ...hanging(after === null ? 'now     ' : 'after   ', sideWords(end), width),
    '',
    ...scenarioText(end.answer, end.picture, drawPlain(end.picture)).split('\n').slice(2),
    ...strandedWords(end.stranded).flatMap((words) => hanging('', words, width)),
    ...(recommendation === null ? [] : ['', ...table(alternativeRows(recommendation)), '', ...advice(recommendation, wantedHeadroom).flatMap((words) => hanging('> ', words, width))]),
    ...[...new Set([...dependsOn, ...unknown])].flatMap((words) => hanging('? ', `not known: ${words}`, width)),
    ...hanging('', `${sideWords(end)}; ${end.keepsHeadroom ? 'keeps' : 'leaves less than'} the ${percentWords(wantedHeadroom)} wanted (simulated)`, width),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const hanging = (prefix: string, text: string, width: number): string[] =>
  wrap(text, Math.max(20, width - displayWidth(prefix))).map((line, at) => (at === 0 ? prefix : ' '.repeat(displayWidth(prefix))) + line);

function table({ head, rows }: ReturnType<typeof alternativeRows>): string[] {
  const widths = head.map((cell, at) => Math.max(displayWidth(cell), ...rows.map((row) => displayWidth(row[at] ?? ''))));
  return [head, ...rows].map((row) => row.map((cell, at) => padTo(cell, widths[at] ?? 0)).join('  ').trimEnd());
}
