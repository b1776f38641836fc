import type { Report, ReportJob, ReportRule, ReportService, ReportWorker, RuleVerdict } from '#diagnosis/report.js';

const GIB = 2 ** 30;

/** A project of which nothing is known yet; samples name what they are about. */
export const EMPTY: Report = {
  schemaVersion: 1,
  k2doctor: '0.1.0',
  takenAt: '2026-11-22T20:36:33.000Z',
  mode: 'live',
  project: { name: 'k2', files: ['docker-compose.yml'] },
  exitCode: 0,
  failOn: 'warning',
  cluster: null,
  jobs: [],
  services: [],
  findings: [],
  suppressed: [],
  fix: null,
  coverage: { compared: 0, inStep: 0, unknown: 0 },
  blindSpots: [],
  verdicts: [],
  rules: [],
  fit: null,
};

export const amounts = (total: number, used: number) => ({ total, used, free: total - used });

export function worker(service: string, id: string, used: number, over: Partial<ReportWorker> = {}): ReportWorker {
  return {
    id,
    service,
    container: `k2-${service}-1`,
    state: 'ALIVE',
    cores: amounts(3, used),
    memoryBytes: amounts(3 * GIB, GIB),
    executors: [],
    provenance: [],
    ...over,
  };
}

export function job(service: string, asked: number, over: Partial<ReportJob> = {}): ReportJob {
  return {
    service,
    container: `k2-${service}`,
    label: service,
    application: null,
    settings: {
      coresMax: { declared: asked, deployed: asked, requested: asked },
      executorCores: { declared: asked, deployed: asked, requested: asked },
      executorMemoryBytes: { declared: GIB, deployed: GIB, requested: GIB },
    },
    granted: { cores: asked, executors: 1, memoryBytes: GIB },
    divergence: null,
    wait: null,
    provenance: [],
    ...over,
  };
}

export const service = (name: string, role: ReportService['role'], over: Partial<ReportService> = {}): ReportService => ({
  service: name,
  containers: [`k2-${name}`],
  role,
  drift: [],
  recreate: false,
  restartNeeded: false,
  remedy: [],
  ...over,
});

export const RULES: readonly ReportRule[] = [
  rule('capacity/executor-larger-than-any-worker', 'critical', 'An executor is larger than every worker.'),
  rule('capacity/low-headroom', 'warning', 'The cluster has less room than its jobs may need.'),
  rule('capacity/waiting-application', 'critical', 'An application waits for cores or memory.'),
  rule('drift/stale-command', 'warning', 'A container runs an older command than the compose file declares.'),
  rule('drift/stale-environment', 'warning', 'A container runs with other environment variables than the compose file declares.'),
  rule('memory/worker-over-limit', 'critical', 'A worker offers more memory than its container may use.'),
  rule('streaming/backlog-growing', 'warning', 'A streaming query reads slower than its source writes.'),
];

function rule(id: string, severity: ReportRule['severity'], summary: string): ReportRule {
  return {
    id,
    severity,
    summary,
    why: `Why "${id}" matters: \`docker restart\` keeps the old container.\nA second line.`,
    remedy: '`docker compose up -d SERVICE` creates the container anew.',
    helpUri: null,
  };
}

/** Every rule healthy but those named. */
export const verdicts = (others: Readonly<Record<string, Partial<RuleVerdict>>> = {}): readonly RuleVerdict[] =>
  RULES.map(({ id }) => ({ rule: id, verdict: 'healthy', examined: 4, detail: null, ...others[id] }));
