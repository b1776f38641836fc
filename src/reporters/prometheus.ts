import { defineReporter } from './define-reporter.js';
import { exposition } from './parts/exposition.js';
import { safeReport } from './parts/safe-report.js';
import { clusterMetrics } from './prometheus/cluster.js';
import { judgement } from './prometheus/judgement.js';

export default defineReporter({
  id: 'prometheus',
  summary: 'Metrics for the textfile collector of node_exporter.',

  render(report) {
    const safe = safeReport(report);
    return exposition([...judgement(safe), ...clusterMetrics(safe)]);
  },
});
