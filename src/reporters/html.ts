import type { Report } from '#diagnosis/report.js';

import { defineReporter } from './define-reporter.js';
import { crashes, drift, examined, fit, notSeen } from './html/closing.js';
import { cluster } from './html/cluster.js';
import { findings } from './html/findings.js';
import { fix } from './html/fix.js';
import { jobs } from './html/jobs.js';
import { STYLE } from './html/style.js';
import { headline } from './parts/headline.js';
import { html, NOTHING, type Html } from './parts/html-text.js';
import { TONE_MARKS } from './parts/marks.js';
import { safeReport } from './parts/safe-report.js';
import { timeWords } from './parts/words.js';

/** The same order as at a terminal, but the verdict first: a page is read from the top. */
const BLOCKS = [cluster, fit, jobs, findings, fix, drift, notSeen, crashes, examined];

export default defineReporter({
  id: 'html',
  summary: 'One page without scripts or anything loaded, to send or to keep.',

  render(report) {
    const safe = safeReport(report);
    const { sentence } = headline(safe);
    const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${sentence}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
${opening(safe)}${BLOCKS.map((block) => block(safe))}</main>
</body>
</html>
`;
    return page.html;
  },
});

function opening(report: Report): Html {
  const { tone, sentence } = headline(report);
  const { project, takenAt, cluster, mode } = report;
  const masters = (cluster?.masters ?? []).map(({ url, status }) => html`<li>${url} ${status}</li>`);
  const version = cluster?.sparkVersion ?? null;
  return html`<header class="verdict ${tone}"><h1><b>${TONE_MARKS[tone]}</b> ${sentence}</h1>
<ul class="facts">${project.files.map((file) => html`<li>${file}</li>`)}${masters}${version === null ? NOTHING : html`<li>Spark ${version}</li>`}${mode === 'offline' ? html`<li>files only</li>` : NOTHING}<li><time datetime="${takenAt}">${timeWords(takenAt)}</time></li></ul></header>
`;
}
