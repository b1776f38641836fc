import { defineReporter } from './define-reporter.js';
import { safeReport } from './parts/safe-report.js';
import { NOTIFICATIONS, notifications } from './sarif/notifications.js';
import { results } from './sarif/results.js';
import { descriptors } from './sarif/rules.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export default defineReporter({
  id: 'sarif',
  summary: 'SARIF 2.1.0, for code scanning.',

  render(report) {
    const safe = safeReport(report);
    const { k2doctor, project, takenAt, exitCode } = safe;
    const run = {
      tool: {
        driver: { name: 'k2doctor', version: k2doctor, semanticVersion: k2doctor, rules: descriptors(safe), notifications: NOTIFICATIONS },
      },
      // One category a project, so that one project's upload does not close another's alerts.
      automationDetails: { id: `k2doctor/${encodeURIComponent(project.name)}/` },
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder in which k2doctor was called.' } } },
      columnKind: 'utf16CodeUnits',
      invocations: [
        {
          executionSuccessful: exitCode === 0 || exitCode === 1,
          exitCode,
          startTimeUtc: takenAt,
          toolExecutionNotifications: notifications(safe),
        },
      ],
      results: results(safe),
    };
    return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
  },
});
