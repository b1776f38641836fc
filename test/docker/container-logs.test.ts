import { afterEach, describe, expect, it } from 'vitest';

import { observeContainerLogs } from '#evidence/container-logs/sensor.js';
import type { ContainerLog } from '#evidence/container-logs/schema.js';
import { observeDocker } from '#evidence/docker/sensor.js';
import type { DockerContainer } from '#evidence/docker/schema.js';
import { valueOf } from '#evidence/evidence.js';

import { startFakeEngine, type FakeEngine, type FakeEngineOptions } from '../fakes/docker-engine.js';
import { readDockerRecording } from '../fakes/docker-recording.js';
import { frame } from '../fakes/multiplexed.js';
import { connect, contextFor } from './connecting.js';

const fakes: FakeEngine[] = [];
afterEach(() => Promise.all(fakes.splice(0).map((fake) => fake.close())));

async function logsOf(project: string, options: FakeEngineOptions, deadline = 10_000) {
  const fake = await startFakeEngine(options);
  fakes.push(fake);
  const context = contextFor(connect(fake.host));
  const containers = valueOf(await observeDocker(context, { project }))?.containers ?? [];
  const evidence = await observeContainerLogs({ ...context, deadline }, { containers, drivers: new Set(containers.map(({ Id }) => Id)) });
  const value = valueOf(evidence) ?? { logs: [], gaps: [] };
  const named = (name: string): ContainerLog | undefined => value.logs.find(({ container }) => container === idOf(containers, name));
  return { fake, value, named };
}

const idOf = (containers: readonly DockerContainer[], name: string) => containers.find(({ Name }) => Name === `/${name}`)?.Id;
const founding = readDockerRecording('3.5.3/02-founding');

describe('the logs of a project', () => {
  it('tell drivers their applications, and what masters and workers offer', async () => {
    const { named, value } = await logsOf('k2', { recording: founding });

    expect(value.gaps).toEqual([]);
    expect(named('k2-silver-kraken-transformation')).toMatchObject({ appId: 'app-20261122203532-0006', complete: true });
    expect(named('k2-bronze-binance-stream')?.appId).toBe('app-20261122203529-0004');
    expect(named('k2-spark-worker-1-1')?.marks['worker-start']).toMatchObject({ captures: [expect.any(String) as string, expect.any(String) as string, '3', '3.0 GiB'] });
    expect(named('k2-spark-master')?.marks['master-start']).toMatchObject({ captures: ['spark://spark-master:7077'] });
  });

  it.each([
    ['3.5.3/09-oom/1-python-worker', 'python-worker-crashed'],
    ['3.5.3/09-oom/2-driver', 'exit-code'],
    ['3.5.3/07-too-large/1-memory-and-cores', 'too-large'],
    ['3.5.3/08-crash-loop', 'executor-finished'],
    ['3.5.3/10b-recovery-filesystem', 'master-recovered'],
    ['3.5.3/11-master-restarted-none', 'falling-behind'],
    ['3.5.3/07-too-large/1-memory-and-cores', 'no-resources'],
    ['4.3.0/02-founding', 'app-registered'],
  ])('of %s hold %s', async (recording, mark) => {
    const list = readDockerRecording(recording).containers as { Labels: Record<string, string> }[];

    const { value } = await logsOf(list[0]?.Labels['com.docker.compose.project'] ?? '', { recording });

    expect(value.logs.flatMap(({ marks }) => Object.keys(marks))).toContain(mark);
  });

  it('are asked for with GET alone, from the start of the process', async () => {
    const { fake } = await logsOf('k2', { recording: founding });
    const asked = fake.requests.filter(({ path }) => path.includes('/logs?'));

    expect(new Set(fake.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(asked).toHaveLength(7);
    for (const { path } of asked) expect(path).toMatch(/since=\d{10}[.]\d{9}.*tail=2000/);
  });
});

describe('a log that is longer than its tail', () => {
  const line = (second: number, text: string) => frame(`2026-11-22T20:36:${String(second).padStart(2, '0')}.000000000Z ${text}\n`);
  const noise = Array.from({ length: 2500 }, () => line(30, '|table|'));
  const log = Buffer.concat([line(1, 'Connected to Spark cluster with app ID app-1'), ...noise, line(59, 'Command exited with code 137')]);
  const recording = { ...founding, container: (reference: string) => changed(founding.container(reference)) };
  const changed = (container: ReturnType<typeof founding.container>) => container && { ...container, log };

  it('is read at both ends when a driver may speak there', async () => {
    const { value, fake } = await logsOf('k2', { recording });

    expect(value.logs).toHaveLength(7);
    for (const found of value.logs) expect(found).toMatchObject({ appId: 'app-1', complete: false, marks: { 'app-id': { count: 1 }, 'exit-code': { count: 1 } } });
    expect(fake.requests.filter(({ path }) => /until=1795379789[.]999999999/.test(path))).toHaveLength(7);
  });

  it('keeps its newest lines even where they are very long', async () => {
    const long = Buffer.concat([...Array.from({ length: 300 }, () => line(30, 'x'.repeat(10_000))), line(59, 'Command exited with code 137')]);

    const { value } = await logsOf('k2', { recording: { ...founding, container: (reference) => { const found = founding.container(reference); return found && { ...found, log: long }; } } });

    for (const found of value.logs) expect(found.marks['exit-code']).toMatchObject({ count: 1 });
  });
});

describe('a log that cannot be read', () => {
  it.each([
    ['has a driver that does not keep it', { status: 501, body: '{"message":"configured logging driver does not support reading"}' }, 'HTTP 501: configured logging driver does not support reading'],
    ['hangs', 'hang', 'no answer in time'],
    ['breaks off', 'close', 'the engine closed the connection without an answer'],
  ] as const)('since it %s is a gap of its own', async (_, answer, detail) => {
    const id = founding.container('k2-spark-master')?.id ?? '';

    const { value } = await logsOf('k2', { recording: founding, answer: (path) => (path.startsWith(`/containers/${id}/logs`) ? answer : undefined) }, 2000);

    expect(value.logs).toHaveLength(6);
    expect(value.gaps).toEqual([{ subject: 'k2-spark-master', detail }]);
  });

  it('since it is garbage says nothing', async () => {
    const { value } = await logsOf('k2', { recording: founding, answer: (path) => (path.includes('/logs?') ? { body: Buffer.alloc(5000, 0xff) } : undefined) });

    for (const found of value.logs) expect(found).toMatchObject({ lines: 0, marks: {} });
  });
});
