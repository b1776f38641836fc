import { describe, expect, test } from 'vitest';

import type { DockerEvidence } from '#evidence/docker/schema.js';
import { observed } from '#evidence/evidence.js';

import { explained, findings, verdictOf } from './judge.js';
import { offline } from './offline.js';
import { cluster, dockerOf, snapshotOf, submit, worker, type ServiceStory } from './stack.js';

const GIB = 1024 ** 3;
const on = (stories: Readonly<Record<string, ServiceStory>>, engine: Partial<DockerEvidence['engine']>, more: Partial<DockerEvidence> = {}) => {
  const snapshot = snapshotOf(stories);
  const docker = dockerOf(stories, more);
  return { ...snapshot, evidence: { ...snapshot.evidence, docker: observed({ ...docker, engine: { ...docker.engine, ...engine } }) } };
};
const workers = { a: worker(4, '6g'), b: worker(4, '6g') };

describe('memory/engine-vm-too-small', () => {
  const rule = 'memory/engine-vm-too-small';

  test('workers and drivers together are held against the machine', () => {
    const [finding] = findings(rule, on({ ...workers, job: { command: submit(1) } }, { NCPU: 8, MemTotal: 8 * GIB, OperatingSystem: 'Docker Desktop' }));

    expect(finding?.message).toBe("workers and drivers may use 13 GiB, and the engine's machine has 8 GiB");
    expect(finding?.exhibits.map(({ label }) => label)).toContain('Docker Desktop: 8 CPUs, 8 GiB');
  });

  test('enough is healthy, a machine that does not tell is unknown', () => {
    expect(verdictOf(rule, on(workers, { NCPU: 8, MemTotal: 16 * GIB })).kind).toBe('healthy');
    expect(verdictOf(rule, on(workers, {})).kind).toBe('unknown');
    expect(verdictOf(rule, offline(workers)).kind).toBe('unknown');
  });
});

describe('capacity/host-overcommitted', () => {
  const rule = 'capacity/host-overcommitted';

  test('one illness is one headline: too much memory explains it', () => {
    const told = explained(on(workers, { NCPU: 8, MemTotal: 8 * GIB })).filter(({ finding }) => [rule, 'memory/engine-vm-too-small'].includes(finding.rule.id));

    expect(told.map(({ finding, cause }) => [finding.rule.id, cause?.rule.id])).toEqual([['memory/engine-vm-too-small', undefined], [rule, 'memory/engine-vm-too-small']]);
  });

  test('more than four tasks a processor are told', () => {
    expect(findings(rule, on(workers, { NCPU: 1, MemTotal: 32 * GIB }))[0]?.message).toBe('the workers offer 8 cores and 12 GiB together; their machine has 1 CPU and 32 GiB');
  });

  test('fewer are healthy, a machine that does not tell is unknown', () => {
    expect(verdictOf(rule, on(workers, { NCPU: 2, MemTotal: 32 * GIB })).kind).toBe('healthy');
    expect(verdictOf(rule, on(workers, {})).kind).toBe('unknown');
  });
});

describe('cpu/image-emulated-architecture', () => {
  const rule = 'cpu/image-emulated-architecture';
  const image = (Architecture: string | undefined) => ({ images: { [`sha256:${'a'.repeat(64)}`]: { Id: 'sha256:a', Config: {}, ...(Architecture === undefined ? {} : { Architecture }) } } });

  test('an amd64 image on an arm64 engine is emulated', () => {
    expect(findings(rule, on({ a: worker() }, { Architecture: 'aarch64' }, image('amd64')))[0]?.message).toBe('runs an amd64 image on an arm64 engine, under emulation');
  });

  test('the same under two names is healthy; what is not told is unknown', () => {
    expect(verdictOf(rule, on({ a: worker() }, { Architecture: 'x86_64' }, image('amd64'))).kind).toBe('healthy');
    expect(verdictOf(rule, on({ a: worker() }, { Architecture: 'x86_64' }, image(undefined))).kind).toBe('unknown');
    expect(verdictOf(rule, offline(cluster({}))).kind).toBe('unknown');
  });
});
