import { readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { Report } from '#diagnosis/report.js';

import { recordings } from '../fakes/docker-recording.js';
import { examine, type Stack } from '../fakes/recorded-stack.js';

interface Expected extends Omit<Stack, 'situation'> {
  /** Unexplained findings that must be there, `rule subject`, the first of them at the top. */
  readonly headlines: readonly string[];
  /** What else may be critical, because it truly is: a cluster without a free core, a worker that promises more than it has. */
  readonly beside?: readonly string[];
}

const FULL = ['capacity/cores-used'];
const BUDGET = ['memory/worker-memory-vs-container-limit'];
const STALE = ['drift/stale-command bronze-binance-stream', 'drift/stale-command bronze-kraken-stream', 'drift/stale-command silver-binance-transformation', 'drift/stale-command silver-kraken-transformation'];
const KILLED = ['drift/service-not-running spark-worker-1'];
const HEALTHY: Expected = { headlines: [] };
const MASTERS = { master: ['master-master-2', 'master-master-1'] };

/** Every situation that was recorded with its containers. */
const SITUATIONS: Readonly<Record<string, Expected>> = {
  '3.3.4/01-healthy': HEALTHY,
  '3.3.4/02-founding': { headlines: STALE },
  '3.3.4/03-edited-only': { headlines: STALE },
  '3.5.3/01-healthy': HEALTHY,
  '3.5.3/02-founding': { headlines: STALE },
  '3.5.3/03-edited-only': { headlines: STALE },
  '3.5.3/04-worker-killed/0-right-after': { headlines: KILLED },
  '3.5.3/04-worker-killed/1-after-70s': { headlines: KILLED },
  '3.5.3/04b-worker-paused/0-dead': { headlines: KILLED },
  '3.5.3/04b-worker-paused/1-unpaused': HEALTHY,
  '3.5.3/05-worker-restarted': HEALTHY,
  '3.5.3/06-greedy': { headlines: ['scheduling/greedy-application app-20261122210405-0000'] },
  '3.5.3/07-too-large/0-memory': { headlines: ['scheduling/executor-larger-than-any-worker app-20261122210558-0000'] },
  '3.5.3/07-too-large/1-memory-and-cores': { headlines: ['scheduling/executor-larger-than-any-worker app-20261122210558-0000', 'scheduling/executor-larger-than-any-worker app-20261122210647-0001'] },
  '3.5.3/08-crash-loop': { headlines: ['network/executors-cannot-reach-driver app-20261122211708-0000', 'network/executors-cannot-reach-driver app-20261122211708-0001'] },
  '3.5.3/09-oom/0-executor-jvm': { headlines: ['memory/worker-memory-vs-container-limit spark-worker-1'] },
  '3.5.3/09-oom/1-python-worker': { headlines: ['memory/worker-memory-vs-container-limit spark-worker-1'], profiles: ['second'] },
  '3.5.3/09-oom/2-driver': { headlines: ['memory/container-oom-killed driver-oom'], profiles: ['third'], beside: BUDGET },
  '3.5.3/10-ha/0-alive-and-standby': { ...HEALTHY, ...MASTERS },
  '3.5.3/10-ha/1-after-failover': { headlines: ['drift/service-not-running master-1'] },
  '3.5.3/10b-recovery-filesystem': HEALTHY,
  '3.5.3/11-master-restarted-none': { headlines: ['cluster/driver-orphaned job-a', 'cluster/driver-orphaned job-b'] },
  '3.5.3/12-cluster-mode/0-driver-failed': { headlines: ['scheduling/cluster-driver-failed driver-20261122212001-0000', 'scheduling/driver-cannot-be-placed driver-20261122212004-0001'] },
  '3.5.3/12-cluster-mode/1-running': { headlines: ['scheduling/cluster-driver-failed driver-20261122214230-0002', 'scheduling/driver-cannot-be-placed driver-20261122214226-0001'] },
  '3.5.3/13-dynamic-allocation-idle': HEALTHY,
  '3.5.3/14-docker-update/0-updated': { headlines: ['drift/stale-limits spark-worker-1'] },
  '3.5.3/14-docker-update/1-restarted': { headlines: ['drift/stale-limits spark-worker-1'] },
  '3.5.3/15-mounted-conf/1-edited': { headlines: ['drift/mounted-file-newer-than-process edited-in-place', 'drift/mounted-file-newer-than-process replaced-by-rename'], beside: FULL },
  '3.5.3/15-mounted-conf/2-restarted': { headlines: [], beside: FULL },
  '3.5.3/16-streaming': { headlines: ['streaming/task-failures app-20261122214326-0000', 'streaming/falling-behind streams'], beside: FULL },
  '3.5.3/17-reverse-proxy': HEALTHY,
  '3.5.3/19-scaled/0-three': { headlines: ['drift/stale-attribute spark-worker'] },
  '3.5.3/19-scaled/1-after-plain-up': { headlines: [], beside: FULL },
  '3.5.3/20-compose-v1': HEALTHY,
  '4.3.0/01-healthy': HEALTHY,
  '4.3.0/02-founding': { headlines: STALE },
  '4.3.0/03-edited-only': { headlines: STALE },
  '4.3.0/04-worker-killed/0-right-after': { headlines: KILLED },
  '4.3.0/04-worker-killed/1-after-70s': { headlines: KILLED },
  '4.3.0/05-worker-restarted': HEALTHY,
  '4.3.0/10-ha/0-alive-and-standby': { ...HEALTHY, ...MASTERS },
  '4.3.0/10-ha/1-after-failover': { headlines: ['drift/service-not-running master-2'] },
  '4.3.0/13-dynamic-allocation-idle': HEALTHY,
};

/** Not what the situation is about, and a warning at most: sizes that nobody set, services of a profile that had not run yet. */
const ASIDE = /^(memory\/worker-memory-vs-container-limit|cpu\/worker-size-autodetected|capacity\/over-subscribed|drift\/service-not-running|memory\/executor-sigkilled) /;

const identity = ({ rule, subject }: Report['findings'][number]) => `${rule} ${subject.name}`;

test('every recording of containers is examined', () => {
  const recorded = readdirSync(recordings, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('/docker')).map((path) => path.slice(0, -'/docker'.length)).sort();

  expect(Object.keys(SITUATIONS).sort()).toEqual(recorded);
});

describe('a recorded situation', () => {
  test.each(Object.entries(SITUATIONS))('%s has its headline, and nothing critical beside it', async (situation, { headlines, beside = [], ...stack }) => {
    const { report } = await examine({ situation, ...stack });

    const unexplained = report.findings.filter(({ explainedBy }) => explainedBy === null);
    const told = new Set(unexplained.map(identity));
    const critical = unexplained.filter(({ severity, rule }) => severity === 'critical' && !beside.includes(rule)).map(identity);
    const others = unexplained.filter(({ severity, rule }) => severity !== 'info' && !beside.includes(rule)).map(identity).filter((one) => !headlines.includes(one) && !ASIDE.test(one));

    expect(headlines.filter((headline) => !told.has(headline))).toEqual([]);
    expect(critical.filter((one) => !headlines.includes(one))).toEqual([]);
    expect(others).toEqual([]);
    expect(report.verdicts.filter(({ verdict }) => verdict === 'crashed')).toEqual([]);
    const [first] = unexplained.filter(({ rule }) => !beside.includes(rule)).map(identity).filter((one) => headlines.includes(one) || !ASIDE.test(one));
    expect(headlines.length === 0 || headlines.includes(first ?? '')).toBe(true);
  }, 120_000);
});
