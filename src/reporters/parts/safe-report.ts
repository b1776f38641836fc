import type { Report } from '#diagnosis/report.js';

import { mapText } from './map-text.js';
import { namedSubjects } from './named-subjects.js';
import { terminalText } from './terminal-text.js';

/**
 * The report with every foreign text on one line and without characters that act on a terminal or on the eye. The
 * descriptions of rules keep their lines. Applications go by the name of their job. Markup is left to each format.
 */
export function safeReport(report: Report): Report {
  const { rules, ...rest } = namedSubjects(report);
  return {
    ...(isSafe(rest) ? rest : mapText(rest, terminalText)),
    // Most formats never look at them, and they are read from a file of their own.
    get rules() {
      return mapText(rules, linesOfText);
    },
  };
}

const linesOfText = (text: string) => text.split('\n').map(terminalText).join('\n');

/** One look at all texts at once, which most reports pass. What JSON writes with a backslash, quotes aside, is looked at closely. */
const isSafe = (report: object) => !/[^ -~]|\\[^"\\]/.test(JSON.stringify(report));
