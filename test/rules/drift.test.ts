import { describe, expect, test } from 'vitest';

import { observed } from '#evidence/evidence.js';

import { findings, modelOf, verdictOf } from './judge.js';
import { applicationId, cluster, composeOf, dockerOf, masterOf, missing, shortId, snapshotOf, submit, worker, WORKER_HOSTS } from './stack.js';

const RESTARTED = { created: '2026-01-18T21:00:00.000Z', state: { StartedAt: '2026-01-19T09:46:00.000Z' } };
const healthy = snapshotOf(cluster({ job: { command: submit(1) } }));
const unseen = { ...healthy, evidence: { compose: observed(composeOf(cluster({}))), docker: missing('no engine') } };

describe('drift/stale-command', () => {
  test('names the options that changed and explains the restart', () => {
    const [finding] = findings('drift/stale-command', snapshotOf(cluster({ job: { command: submit(1), container: { command: submit(2), ...RESTARTED } } })));

    expect(finding?.subject).toEqual({ kind: 'service', name: 'job' });
    expect(finding?.message).toContain('--total-executor-cores 2 -> 1, --executor-cores 2 -> 1');
    expect(finding?.message).toContain('a restart keeps the old container');
    expect(finding?.remedy.actions).toEqual([{ kind: 'up', service: 'job' }]);
    expect(finding?.exhibits[0]).toMatchObject({ plane: 'declared', place: { file: 'docker-compose.yml', line: 40 } });
  });

  test('is silent when file and container agree', () => {
    expect(verdictOf('drift/stale-command', healthy)).toMatchObject({ kind: 'healthy', examined: 4 });
  });

  test('is unknown without the engine', () => {
    expect(verdictOf('drift/stale-command', unseen).kind).toBe('unknown');
  });
});

describe('drift/stale-environment', () => {
  const story = { 'spark-worker-1': worker(4, '3g', { container: { environment: { SPARK_WORKER_CORES: '3', SPARK_WORKER_MEMORY: '3g' }, created: '2026-01-18T21:00:00.000Z' } }) };

  test('names the variable with both values', () => {
    const [finding] = findings('drift/stale-environment', snapshotOf(story));

    expect(finding?.message).toContain('SPARK_WORKER_CORES 3 -> 4');
  });

  test('is silent when they agree, unknown without the engine', () => {
    expect(verdictOf('drift/stale-environment', healthy).kind).toBe('healthy');
    expect(verdictOf('drift/stale-environment', unseen).kind).toBe('unknown');
  });
});

describe('drift/stale-limits', () => {
  const declared = { mem_limit: String(2 * 1024 ** 3) };

  test('a limit that the container does not have is told in both forms', () => {
    const [finding] = findings('drift/stale-limits', snapshotOf({ job: { command: submit(1), declared, container: { hostConfig: { Memory: 1024 ** 3, MemorySwap: 2 * 1024 ** 3 } } } }));

    expect(finding?.message).toMatch(/mem_limit.*1.*2/);
  });

  test('the same limit is healthy, no engine is unknown', () => {
    const same = snapshotOf({ job: { command: submit(1), declared, container: { hostConfig: { Memory: 2 * 1024 ** 3, MemorySwap: 4 * 1024 ** 3 } } } });

    expect(verdictOf('drift/stale-limits', same).kind).toBe('healthy');
    expect(verdictOf('drift/stale-limits', unseen).kind).toBe('unknown');
  });
});

describe('drift/service-not-running', () => {
  test('a stopped worker is told with its exit code', () => {
    const [finding] = findings('drift/service-not-running', snapshotOf({ 'spark-worker-1': worker(3, '3g', { container: { state: { Status: 'exited', Running: false, ExitCode: 137 } } }) }));

    expect(finding?.message).toBe('is exited with code 137');
    expect(finding?.remedy.actions).toEqual([{ kind: 'up', service: 'spark-worker-1' }]);
  });

  test('a service without any container is missing', () => {
    expect(findings('drift/service-not-running', snapshotOf({ job: { command: submit(1), container: null } }))[0]?.message).toBe('is declared and has no container');
  });

  test('a batch job that ended well is not ill', () => {
    expect(verdictOf('drift/service-not-running', snapshotOf({ job: { command: submit(1), container: { state: { Status: 'exited', Running: false, ExitCode: 0 } } } })).kind).toBe('healthy');
  });

  test('is unknown without the engine', () => {
    expect(verdictOf('drift/service-not-running', unseen).kind).toBe('unknown');
  });
});

describe('drift/orphan-container', () => {
  test('a worker that the file no longer has still offers cores', () => {
    const [finding] = findings('drift/orphan-container', snapshotOf({ ...cluster({}), 'old-worker': worker(3, '3g', { undeclared: true }) }));

    expect(finding?.message).toContain('still offers its cores');
    expect(finding?.remedy.actions).toEqual([{ kind: 'remove-orphans' }]);
  });

  test('is healthy without orphans, unknown without the engine', () => {
    expect(verdictOf('drift/orphan-container', healthy).kind).toBe('healthy');
    expect(verdictOf('drift/orphan-container', unseen).kind).toBe('unknown');
  });
});

describe('drift/worker-size-stale', () => {
  const workers = (cores: number) => masterOf(WORKER_HOSTS.map((host) => ({ host, cores })), []);

  test('a worker that offers less than its container says wants a restart', () => {
    const [finding] = findings('drift/worker-size-stale', snapshotOf(cluster({}), workers(2)));

    expect(finding?.message).toBe('worker spark-worker-1 offers 2 cores where the file says 3 cores');
    expect(finding?.remedy.actions).toEqual([{ kind: 'restart', service: 'spark-worker-1' }]);
  });

  test('the size that was declared is healthy; without a master it is unknown', () => {
    expect(verdictOf('drift/worker-size-stale', snapshotOf(cluster({}), workers(3))).kind).toBe('healthy');
    expect(verdictOf('drift/worker-size-stale', healthy).kind).toBe('unknown');
  });
});

describe('drift/set-in-code', () => {
  const asks = (coresMax: number | 'unlimited', more: Readonly<Record<string, string>> = {}) =>
    snapshotOf(cluster({ job: { command: submit(1, 1) } }), {
      ...masterOf(
        WORKER_HOSTS.map((host) => ({ host, cores: 3 })),
        [{ name: 'job', coresMax, granted: 1, driverHost: shortId(3) }],
      ),
      ...(Object.keys(more).length === 0 ? {} : { 'spark-drivers': observed({ drivers: [{ appId: applicationId(0), appName: 'job', ui: 'http://172.19.0.5:4040', foundBy: 'address', sparkProperties: more, streams: [] }], gaps: [] }) }),
    });

  test('an application that asks for more than its container passes is told with both values, and no command is offered', () => {
    const [finding] = findings('drift/set-in-code', asks(4));

    expect(finding?.message).toBe('its code overrides what its container passes: spark.cores.max 1 -> 4');
    expect(finding?.remedy.actions).toEqual([]);
  });

  test('the drift of the service names the part that passes it', () => {
    const drift = modelOf(asks(4)).drift.get('job')?.drift;

    expect(drift).toMatchObject([{ kind: 'set-in-code', field: 'command', declared: 'spark.cores.max 1', deployed: 'spark.cores.max 4, set in code' }]);
  });

  test('the driver says of any key that it was set in code', () => {
    const snapshot = asks(1, { 'spark.cores.max': '1', 'spark.executor.cores': '1', 'spark.executor.memory': '1024m', 'spark.master': 'spark://elsewhere:7077' });

    expect(findings('drift/set-in-code', snapshot)[0]?.message).toBe('its code overrides what its container passes: spark.master spark://spark-master:7077 -> spark://elsewhere:7077');
  });

  test('the same in another spelling, and what the container leaves open, are the program’s own', () => {
    expect(verdictOf('drift/set-in-code', asks(1, { 'spark.cores.max': '1', 'spark.executor.cores': '1', 'spark.executor.memory': '1024m', 'spark.app.name': 'Own', 'spark.sql.shuffle.partitions': '8' })).kind).toBe('healthy');
  });

  test('is unknown without a master, and of a job without an application', () => {
    expect(verdictOf('drift/set-in-code', healthy).kind).toBe('unknown');
    expect(verdictOf('drift/set-in-code', snapshotOf(cluster({ job: { command: submit(1) } }), masterOf([], []))).kind).toBe('unknown');
  });
});

describe('a worker that registered before the change', () => {
  test('is drift of its service, healed by a restart', () => {
    const offers = masterOf(WORKER_HOSTS.map((host) => ({ host, cores: 2 })), []);
    const drift = modelOf(snapshotOf(cluster({}), offers)).drift.get('spark-worker-1');

    expect(drift?.drift.map(({ kind, field, declared, deployed }) => [kind, field, declared, deployed])).toEqual([
      ['stale-worker', 'environment.SPARK_WORKER_CORES', '3 cores', '2 cores registered at the master'],
    ]);
    expect(drift).toMatchObject({ remedy: { kind: 'restart' }, restartNeeded: true, recreate: false });
  });
});

describe('what else drifts', () => {
  test('a restart policy that the container does not have is told, an equal one is not', () => {
    const declared = { restart: 'unless-stopped' };
    const [finding] = findings('drift/stale-attribute', snapshotOf({ job: { command: submit(1), declared } }));

    expect(finding?.message).toContain('restart');
    expect(verdictOf('drift/stale-attribute', snapshotOf({ job: { command: submit(1), declared, container: { hostConfig: { RestartPolicy: { Name: 'unless-stopped' } } } } })).kind).toBe('healthy');
    expect(verdictOf('drift/stale-attribute', unseen).kind).toBe('unknown');
  });

  test('a tag that means another image now makes the container stale', () => {
    const snapshot = snapshotOf({ job: { command: submit(1) } });
    const docker = dockerOf({ job: { command: submit(1) } });
    const moved = { ...docker, images: { ...docker.images, 'lab/spark:3.5.3': { Id: `sha256:${'c'.repeat(64)}`, Config: {} } } };

    expect(verdictOf('drift/image-stale', { ...snapshot, evidence: { ...snapshot.evidence, docker: observed(moved) } }).kind).toBe('ill');
    expect(verdictOf('drift/image-stale', snapshot).kind).toBe('healthy');
    expect(verdictOf('drift/image-stale', unseen).kind).toBe('unknown');
  });

  test('a spark-defaults.conf newer than the process wants a restart, and only a restart', () => {
    const file = { container: 'k2-job-1', path: '/opt/spark/conf/spark-defaults.conf', source: '/srv/k2/spark-defaults.conf', size: 10 };
    const at = (modifiedAt: string) => snapshotOf({ job: { command: submit(1) } }, { 'mounted-files': observed({ files: [{ ...file, modifiedAt }], gaps: [] }) });
    const [finding] = findings('drift/mounted-file-newer-than-process', at('2026-01-19T09:00:00.000Z'));

    expect(finding?.remedy.actions).toEqual([{ kind: 'restart', service: 'job' }]);
    expect(verdictOf('drift/mounted-file-newer-than-process', at('2026-01-18T20:00:00.000Z')).kind).toBe('healthy');
    expect(verdictOf('drift/mounted-file-newer-than-process', healthy).kind).toBe('unknown');
  });

  test('a hash that differs without a difference is information', () => {
    const differing = { job: { command: submit(1) } };
    const snapshot = snapshotOf(differing);
    const compose = observed(composeOf(differing, { configHashes: { job: 'd'.repeat(64) } }));

    expect(findings('drift/recreate-without-difference', { ...snapshot, evidence: { ...snapshot.evidence, compose } })[0]?.severity).toBe('info');
    expect(verdictOf('drift/recreate-without-difference', snapshot).kind).toBe('healthy');
    expect(verdictOf('drift/recreate-without-difference', unseen).kind).toBe('unknown');
  });
});
