import { drawPlain } from '#model/scheduler/picture.js';
import { mapText } from '#reporters/parts/map-text.js';
import { markdownBlock, markdownTable, markdownText } from '#reporters/parts/markdown-text.js';
import { terminalText } from '#reporters/parts/terminal-text.js';
import { percentWords } from '#reporters/parts/words.js';

import type { Presentation, ShownSide } from './presentation.js';
import { advice, alternativeRows, sideWords, sourceWords, strandedWords } from './words.js';

/** A record of a decision, to be pasted: context, options, decision, consequences. */
export default function projectMarkdown(presentation: Presentation): string {
  const shown = mapText(presentation, terminalText);
  const { project, changes, before, after, unknown, dependsOn, recommendation, wantedHeadroom } = shown;
  const end = after ?? before;
  const open = [...new Set([...dependsOn, ...unknown])];
  const parts = [
    `# Sizing of ${markdownText(project)}`,
    '## Context',
    markdownText(`${sourceWords(shown)}: ${sideWords(before)}. Wanted headroom: ${percentWords(wantedHeadroom)}.`),
    applications(before),
    ...(recommendation === null ? [] : ['## Options', table(alternativeRows(recommendation))]),
    '## Decision',
    list([...changes, ...(recommendation === null ? [] : advice(recommendation, wantedHeadroom)), ...(changes.length === 0 && recommendation === null ? ['nothing changes'] : [])]),
    '## Consequences',
    markdownText(`${after === null ? 'Unchanged' : 'After the change'}: ${sideWords(end)}; it ${end.keepsHeadroom ? 'keeps' : 'leaves less than'} the headroom wanted.`),
    ...(after === null ? [] : [applications(after)]),
    markdownBlock(drawPlain(end.picture).trimEnd().split('\n'), 'text'),
    ...(strandedWords(end.stranded).length === 0 ? [] : [list(strandedWords(end.stranded))]),
    ...(open.length === 0 ? [] : ['Not known, and the answer may hang on it:', list(open)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const list = (items: readonly string[]): string => items.map((item) => `- ${markdownText(item)}`).join('\n');

const table = ({ head, rows }: ReturnType<typeof alternativeRows>): string => markdownTable(head, rows.map((row) => row.map(markdownText)));

function applications({ answer, picture }: ShownSide): string {
  const rows = answer.applications.map(({ name, state, cores, executors, waitsBecause }, at) =>
    [picture.legend[at]?.letter ?? '', name, state, String(cores), [...new Set(executors.map(({ worker }) => worker))].join(', '), waitsBecause?.sentence ?? ''].map(markdownText),
  );
  return markdownTable(['', 'application', 'state', 'cores', 'on', 'why not more'], rows);
}
