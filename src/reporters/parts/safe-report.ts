import type { Report } from '#diagnosis/report.js';

import { mapText } from './map-text.js';
import { namedSubjects } from './named-subjects.js';
import { terminalText } from './terminal-text.js';

/**
 * The report with every foreign text on one line and without characters that act on a terminal or on the eye. The
 * descriptions of rules keep their lines. Applications go by the name of their job. Markup is left to each format.
 */
export function safeReport(report: Report): Report {
  return { ...mapText(namedSubjects(report), terminalText), rules: mapText(report.rules, linesOfText) };
}

const linesOfText = (text: string) => text.split('\n').map(terminalText).join('\n');
