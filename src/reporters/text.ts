import type { Report } from '#diagnosis/report.js';

import { defineReporter } from './define-reporter.js';
import { safeReport } from './parts/safe-report.js';
import { pageFor, type Page } from './parts/page.js';
import { blindSpots, crashes, examined, verdictLine } from './text/closing.js';
import { cluster } from './text/cluster.js';
import { drift } from './text/drift.js';
import { findings, suppressed } from './text/findings.js';
import { fit } from './text/fit.js';
import { commandLines, fix } from './text/fix.js';
import { header } from './text/header.js';
import { jobs } from './text/jobs.js';
import { trace } from './text/trace.js';

/** In the order in which one reads at night: where am I, what is it, what do I type; the verdict last. */
const BLOCKS = [header, cluster, fit, jobs, trace, findings, suppressed, drift, fix, blindSpots, crashes];
const ENDING = [examined, verdictLine];

export default defineReporter({
  id: 'text',
  summary: 'For people at a terminal; the verdict is the last line.',

  render(report, surroundings) {
    // Everything foreign is made safe here, once; no block below can forget it.
    const safe = safeReport(report);
    const page = pageFor(surroundings);
    const lines = surroundings.verbosity < 0 ? quiet(safe, page) : full(safe, page);
    return lines.map((line) => `${line}\n`).join('');
  },
});

const quiet = (report: Report, page: Page): readonly string[] => [
  ...commandLines(report.fix?.commands ?? [], page),
  ...verdictLine(report, page),
];

function full(report: Report, page: Page): readonly string[] {
  const blocks = BLOCKS.map((block) => block(report, page)).filter((lines) => lines.length > 0);
  const ending = ENDING.flatMap((block) => block(report, page));
  return [...blocks, ending].flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}
