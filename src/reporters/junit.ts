import type { Report } from '#diagnosis/report.js';

import { defineReporter } from './define-reporter.js';
import { testcases, type Testcase } from './junit/testcases.js';
import { safeReport } from './parts/safe-report.js';
import { xmlElement, xmlTextElement } from './parts/xml-text.js';

export default defineReporter({
  id: 'junit',
  summary: 'JUnit XML: one test case a rule, under the same name in every run.',

  render(report) {
    const safe = safeReport(report);
    const cases = testcases(safe);
    const families = [...new Set(cases.map(({ family }) => family))];
    const suites = families.map((family) => suite(family, cases.filter((one) => one.family === family), safe));
    const { tests, failures, errors } = countsOf(cases);
    const root = xmlElement('testsuites', { name: `k2doctor ${safe.project.name}`, tests, failures, errors, time: 0 }, suites);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
  },
});

function suite(family: string, cases: readonly Testcase[], { project, takenAt }: Report): string {
  const attributes = { name: `${project.name}.${family}`, ...countsOf(cases), time: 0, timestamp: takenAt.replace(/(?:\.\d+)?Z$/, '') };
  return xmlElement('testsuite', attributes, cases.map((one) => testcase(one, project.name)));
}

function testcase({ family, name, file, outcome, output }: Testcase, project: string): string {
  const attributes = { name, classname: `${project}.${family}`, time: 0, ...(file === undefined ? {} : { file }) };
  return xmlElement('testcase', attributes, [
    ...(outcome === undefined ? [] : [xmlTextElement(outcome.element, { message: outcome.message, ...(outcome.element === 'skipped' ? {} : { type: outcome.type }) }, outcome.body)]),
    ...(output === undefined ? [] : [xmlTextElement('system-out', {}, output)]),
  ]);
}

function countsOf(cases: readonly Testcase[]) {
  const number = (element: string) => cases.filter(({ outcome }) => outcome?.element === element).length;
  return { tests: cases.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
}
