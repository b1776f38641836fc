import type { Report } from '#diagnosis/report.js';

import { driftGroups, driftKindWords } from '../parts/drift-groups.js';
import { examinedWords } from '../parts/headline.js';
import { markdownCode, markdownText } from '../parts/markdown-text.js';
import { count, listWords, placeWords, readableTimes, shorten } from '../parts/words.js';
import { coreBlocks, workerGroups } from '../parts/worker-picture.js';

export interface Section {
  readonly summary: string;
  readonly body: string;
}

const MOST_ITEMS = 60;
const MOST_LETTERS = 400;

/** What a reader may want to unfold, the most wanted first. */
export function details(report: Report): readonly Section[] {
  const sections = [exhibits(report), drift(report), blindSpots(report), crashed(report), workers(report), examined(report)];
  return sections.flatMap(({ summary, items }) => (items.length === 0 ? [] : [{ summary, body: listed(items) }]));
}

function listed(items: readonly string[]): string {
  const rest = items.length - MOST_ITEMS;
  return [...items.slice(0, MOST_ITEMS), ...(rest > 0 ? [`and ${rest} more`] : [])].map((item) => `- ${item}`).join('\n');
}

const value = (text: string) => markdownCode(shorten(readableTimes(text), MOST_LETTERS));

function exhibits({ findings }: Report) {
  const items = findings.flatMap(({ rule, subject, exhibits }) =>
    exhibits.map(({ label, plane, place }) => {
      const where = place === null ? '' : ` (${markdownCode(placeWords(place))})`;
      return `${markdownText(subject.name)}, ${markdownCode(rule)}${plane === null ? '' : `, ${plane}`}: ${value(label)}${where}`;
    }),
  );
  return { summary: `Exhibits (${items.length})`, items };
}

function drift({ services }: Report) {
  const items = driftGroups(services).map(({ field, kind, declared, deployed, ignored, seen }) => {
    const who = listWords(seen.map(({ service }) => markdownText(service)), 12);
    const values = [
      ...(declared === null ? [] : [`declared ${value(declared)}`]),
      ...(deployed === null ? [] : [`deployed ${value(deployed)}`]),
      ...(ignored === null ? [] : [`expected: ${markdownText(ignored)}`]),
    ];
    return [`${field === null ? '' : `${markdownCode(field)}: `}${who}`, ...values, driftKindWords(kind)].join('; ');
  });
  return { summary: `Drift (${count(items.length, 'difference')})`, items };
}

function blindSpots({ blindSpots, verdicts }: Report) {
  const spots = blindSpots.map(({ source, subject, reason, remedy, required }) => {
    const who = markdownCode(subject === null ? source : `${source} ${subject}`);
    return `${who}${required ? ' (required)' : ''}: ${markdownText(reason)}${remedy === null ? '' : `; supply it with ${markdownCode(remedy)}`}`;
  });
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown');
  const rules = unknown.map(({ rule, detail }) => `not judged: ${markdownCode(rule)}${detail === null ? '' : `, ${markdownText(detail)}`}`);
  return { summary: `Could not see (${spots.length})`, items: [...spots, ...rules] };
}

function crashed({ verdicts }: Report) {
  const items = verdicts
    .filter(({ verdict }) => verdict === 'crashed')
    .map(({ rule, detail }) => `${markdownCode(rule)}: ${markdownText(detail ?? 'no detail')}`);
  return { summary: 'Bugs in k2doctor', items };
}

function workers({ cluster }: Report) {
  const items = workerGroups(cluster?.workers ?? []).map(({ workers: [first], names }) => {
    const { state, cores } = first;
    return `${listWords(names.map(markdownText), 6)}: ${markdownText(state)} ${coreBlocks(cores)} ${cores.used} of ${cores.total} cores used`;
  });
  return { summary: `Workers (${cluster?.workers.length ?? 0})`, items };
}

const examined = (report: Report) => ({ summary: 'Examined', items: examinedWords(report).map(markdownText) });
