import { defineReporter } from './define-reporter.js';

export default defineReporter({
  id: 'json',
  summary: 'The whole report, schema version 1; read again by `k2doctor render --from`.',

  // The report is plain data in the order of its schema.
  render: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
});
