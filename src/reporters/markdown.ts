import type { Report } from '#diagnosis/report.js';

import { defineReporter } from './define-reporter.js';
import { details } from './markdown/details.js';
import { findingTable, jobTable } from './markdown/tables.js';
import { fitWords } from './parts/fit.js';
import { headline } from './parts/headline.js';
import { safeReport } from './parts/safe-report.js';
import { markdownBlock, markdownCode, markdownDetails, markdownTable, markdownText } from './parts/markdown-text.js';
import { TONE_MARKS } from './parts/marks.js';
import { predictionWords } from './parts/prediction.js';
import { timeWords } from './parts/words.js';

/** GitHub takes 65,536 characters in a comment. */
const MOST_CHARACTERS = 65_000;

const TOO_LONG = 'Findings and fix are too long for a comment: see the report in another format.';

/** Rows of findings and of jobs, tried in turn until the comment fits. */
const ROWS = [50, 20, 5] as const;

export default defineReporter({
  id: 'markdown',
  summary: 'A comment for a pull request, within what GitHub takes.',

  render(report) {
    const safe = safeReport(report);
    const [shortest] = ROWS.map((rows) => visible(safe, rows)).filter((text) => text.length <= MOST_CHARACTERS);
    return withDetails(shortest ?? [...opening(safe), TOO_LONG].join('\n\n'), details(safe));
  },
});

const visible = (report: Report, rows: number): string =>
  [...opening(report), ...fit(report), ...tables(report, rows), ...fix(report)].join('\n\n');

function opening(report: Report): readonly string[] {
  const { tone, sentence } = headline(report);
  const { project, takenAt, cluster, mode } = report;
  const master = cluster?.masters[0];
  const facts = [
    ...project.files.slice(0, 5).map(markdownCode),
    ...(mode === 'offline' ? ['files only'] : []),
    ...(master === undefined ? [] : [`${markdownCode(master.url)} ${markdownText(master.status)}`]),
    markdownText(timeWords(takenAt)),
  ];
  // The comment lets a workflow find its own comment and renew it; what could end it is left out.
  const marker = `<!-- k2doctor:${project.name.replace(/[^\w.-]/g, '')} -->`;
  return [`${marker}\n### ${TONE_MARKS[tone]} ${markdownText(sentence)}`, facts.join(' · ')];
}

const tables = (report: Report, rows: number): readonly string[] => [
  ...(report.findings.length === 0 ? [] : [findingTable(report, rows)]),
  ...(report.jobs.length === 0 ? [] : [jobTable(report, rows)]),
];

function fit({ fit }: Report): readonly string[] {
  if (fit === null) return [];
  const rows = fit.jobs.map(({ service, verdict, cores, reason }) => [
    markdownText(service),
    verdict,
    String(cores ?? '-'),
    markdownText(reason ?? ''),
  ]);
  const compared = fit.compared === null ? [] : [`Compared with ${markdownText(fit.compared.with)}:`, ...fit.compared.lines.map((line) => `- ${markdownText(line)}`)];
  return [
    `**Fit:** ${markdownText(fitWords(fit))}`,
    ...(rows.length === 0 ? [] : [markdownTable(['job', 'fits', 'cores', 'because'], rows)]),
    ...(compared.length === 0 ? [] : [compared.join('\n')]),
  ];
}

function fix({ fix }: Report): readonly string[] {
  if (fix === null) return [];
  const { commands, effect, prediction, alternative } = fix;
  const gentler =
    alternative === null
      ? []
      : [
          `**Or**, ${markdownText(alternative.effect)}; the price: ${markdownText(alternative.price)}`,
          markdownBlock(alternative.commands, 'sh'),
          `After: ${markdownText(predictionWords(alternative.prediction))} (simulated)`,
        ];
  return [
    `**Fix:** ${markdownText(effect)}`,
    ...(commands.length === 0 ? [] : [markdownBlock(commands, 'sh')]),
    ...(prediction === null ? [] : [`After: ${markdownText(predictionWords(prediction))} (simulated)`]),
    ...gentler,
  ];
}

/** Folded sections, as long as there is room; what had to be left out is said. */
function withDetails(body: string, sections: readonly { readonly summary: string; readonly body: string }[]): string {
  let text = body;
  const left: string[] = [];
  for (const { summary, body: folded } of sections) {
    const longer = `${text}\n\n${markdownDetails(summary, folded)}`;
    if (longer.length > MOST_CHARACTERS) left.push(summary);
    else text = longer;
  }
  return `${text}${left.length === 0 ? '' : `\n\nLeft out for length: ${left.join('; ')}.`}\n`;
}
