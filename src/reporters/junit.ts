import type { Report } from '#diagnosis/report.js';

import { defineReporter } from './define-reporter.js';
import { testcases, type Testcase } from './junit/testcases.js';
import { examinedWords, headline } from './parts/headline.js';
import { safeReport } from './parts/safe-report.js';
import { xmlElement, xmlTextElement } from './parts/xml-text.js';

/** The document keeps to what both Ant's schema and Jenkins' one allow, which is why the root has no counts. */
export default defineReporter({
  id: 'junit',
  summary: 'JUnit XML: one test case a rule, under the same name in every run.',

  render(report) {
    const safe = safeReport(report);
    const cases = testcases(safe);
    const families = [...new Set(cases.map(({ family }) => family))];
    const suites = families.map((family, id) => suite(id, family, cases.filter((one) => one.family === family), safe));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', {}, suites)}\n`;
  },
});

function suite(id: number, family: string, cases: readonly Testcase[], report: Report): string {
  const { project, takenAt, k2doctor, mode } = report;
  const attributes = {
    name: `${project.name}.${family}`,
    package: 'k2doctor',
    id,
    timestamp: takenAt.replace(/(?:\.\d+)?Z$/, ''),
    hostname: 'localhost',
    ...countsOf(cases),
    time: 0,
  };
  const properties = { version: k2doctor, mode, verdict: headline(report).sentence, examined: examinedWords(report).join('; ') };
  return xmlElement('testsuite', attributes, [
    xmlElement('properties', {}, Object.entries(properties).map(([name, value]) => xmlElement('property', { name, value }))),
    ...cases.map((one) => testcase(one, project.name)),
    xmlElement('system-out', {}),
    xmlElement('system-err', {}),
  ]);
}

function testcase({ family, name, outcome }: Testcase, project: string): string {
  const attributes = { name, classname: `${project}.${family}`, time: 0 };
  if (outcome === undefined) return xmlElement('testcase', attributes);
  const { element, message, type, body } = outcome;
  return xmlElement('testcase', attributes, [xmlTextElement(element, { message, ...(element === 'skipped' ? {} : { type }) }, body)]);
}

function countsOf(cases: readonly Testcase[]) {
  const number = (element: string) => cases.filter(({ outcome }) => outcome?.element === element).length;
  return { tests: cases.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
}
