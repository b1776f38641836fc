import { describe, expect, test } from 'vitest';

import { explained, findings, verdictOf } from './judge.js';
import { driverSays, events, logs, mark, stats, workersSay } from './seen.js';
import { applicationId, cluster, masterOf, shortId, snapshotOf, submit, worker, workerId, WORKER_HOSTS, type ServiceStory } from './stack.js';

const GIB = 1024 ** 3;
const job: ServiceStory = { command: submit(1) };
const ended = (state: object): ServiceStory => ({ command: submit(1), declared: { mem_limit: String(700 * 1024 ** 2) }, container: { state: { Status: 'exited', Running: false, ExitCode: 137, FinishedAt: '2026-01-19T09:50:00.000Z', ...state }, hostConfig: { Memory: 700 * 1024 ** 2, MemorySwap: 1400 * 1024 ** 2 } } });
const master = masterOf(WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 0 })), []);
const limited = worker(3, '3g', { container: { hostConfig: { Memory: 1.5 * GIB } } });
const stack = (jobs: Readonly<Record<string, ServiceStory>>, more = {}) => snapshotOf(cluster(jobs), { ...master, ...more });
const noEngine = { ...stack({ a: job }), evidence: master };
const healthy = stack({ a: job }, { ...events(), ...stats({ 1: {}, 2: {} }), ...logs({ 1: {}, 2: {}, 3: {} }) });

describe('137: memory or not', () => {
  const killed = { at: 3, action: 'die', time: '2026-01-19T09:50:00.000Z', exitCode: 137 };

  test('OOMKilled is a kill for memory, and why the service does not run', () => {
    const [headline, symptom] = explained(stack({ a: ended({ OOMKilled: true }) })).filter(({ finding }) => finding.subject.name === 'a');

    expect(headline?.finding.message).toBe('was killed for memory at 09:50:00 UTC (limit 700 MiB)');
    expect(headline?.severity).toBe('critical');
    expect(symptom).toMatchObject({ finding: { rule: { id: 'drift/service-not-running' } }, cause: { rule: { id: 'memory/container-oom-killed' } } });
  });

  test('an oom event right before the end says the same of a container that was started again', () => {
    const again = stack({ a: job }, events({ at: 3, action: 'oom', time: '2026-01-19T09:49:59.000Z' }, killed));

    expect(findings('memory/container-oom-killed', again)[0]?.message).toContain('and runs again');
  });

  test('137 without out-of-memory was a kill from outside: exactly one of the two rules speaks', () => {
    const stopped = stack({ a: ended({ OOMKilled: false }) }, events({ at: 3, action: 'kill', time: '2026-01-19T09:49:50.000Z', signal: '15' }, { at: 3, action: 'kill', time: '2026-01-19T09:49:59.000Z', signal: '9' }, killed));

    expect(findings('memory/exit-137-not-oom', stopped)[0]).toMatchObject({ severity: 'info', confidence: 'seen', exhibits: [{}, { label: 'the engine sent it signal 15, then 9' }] });
    expect(findings('memory/container-oom-killed', stopped)).toEqual([]);
    expect(findings('memory/exit-137-not-oom', stack({ a: ended({ OOMKilled: true }) }))).toEqual([]);
  });

  test('without events it is likely, and the command that would tell is named', () => {
    const [finding] = findings('memory/exit-137-not-oom', stack({ a: ended({ OOMKilled: false }) }));

    expect(finding).toMatchObject({ confidence: 'likely', exhibits: [{}, { label: expect.stringContaining('docker events') as string }] });
  });

  test.each(['memory/container-oom-killed', 'memory/exit-137-not-oom'])('%s: a stack that runs is healthy, a death nobody explains or no engine is unknown', (rule) => {
    expect(verdictOf(rule, healthy).kind).toBe('healthy');
    expect(verdictOf(rule, stack({ a: ended({}) })).kind).toBe('unknown');
    expect(verdictOf(rule, noEngine).kind).toBe('unknown');
  });
});

describe('memory/executor-sigkilled', () => {
  const oom = (at: number) => ({ at, action: 'oom', time: '2026-01-19T09:45:00.000Z' });
  const story = { 'spark-worker-1': limited, a: job };

  test('out-of-memory events in a worker that lives on are its executors, whatever OOMKilled says', () => {
    const [finding] = findings('memory/executor-sigkilled', stack(story, { ...events(oom(1), oom(1)), ...logs({ 3: { marks: { 'exit-code': mark('Command exited with code 137', ['137']) } } }) }));

    expect(finding).toMatchObject({ subject: { kind: 'service', name: 'spark-worker-1' }, confidence: 'seen', message: 'had 2 processes killed for memory in its container, last at 09:45:00 UTC, and stayed up (limit 1.5 GiB)' });
    expect(finding?.exhibits.map(({ label }) => label).join('\n')).toContain('Command exited with code 137');
  });

  test('exit status 137 in the worker\'s log alone is likely', () => {
    const told = stack(story, logs({ 1: { marks: { 'executor-finished': mark('Executor app-1/0 finished with state KILLED exitStatus 137', ['app-1', '0', 'KILLED', '137']) } } }));

    expect(findings('memory/executor-sigkilled', told)[0]).toMatchObject({ confidence: 'likely', subject: { name: 'spark-worker-1' } });
  });

  test('a job that only its driver knows to have lost Python workers is told as the job', () => {
    const told = stack(story, logs({ 3: { marks: { 'python-worker-crashed': mark('Python worker exited unexpectedly (crashed)') } } }));

    expect(findings('memory/executor-sigkilled', told)[0]).toMatchObject({ confidence: 'likely', subject: { name: 'a' } });
  });

  test('where no executor ended and every driver was heard to lose none, nobody need ask the engine', () => {
    const master = masterOf(WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 1 })), [{ name: 'A', granted: 1, coresMax: 1, driverHost: shortId(3), executors: [{ worker: workerId(0), cores: 1 }] }]);

    expect(verdictOf('memory/executor-sigkilled', stack(story, { ...master, ...logs({ 3: { marks: {} } }) })).kind).toBe('healthy');
  });

  test('no kill is healthy; neither events nor logs is unknown, with the command', () => {
    expect(verdictOf('memory/executor-sigkilled', healthy).kind).toBe('healthy');
    expect(verdictOf('memory/executor-sigkilled', stack(story))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('docker events') as string });
  });
});

describe('memory/jvm-heap-exhausted', () => {
  const heap = (line: string) => stack({ a: job }, logs({ 1: {}, 2: {}, 3: { marks: { 'out-of-memory': mark(line, ['Java heap space']) } } }));

  test('the driver\'s own heap and that of its executors are told apart', () => {
    expect(findings('memory/jvm-heap-exhausted', heap('Exception in thread "main" java.lang.OutOfMemoryError: Java heap space'))[0]?.message).toContain('in its driver of 1 GiB');
    expect(findings('memory/jvm-heap-exhausted', heap('Lost task 0.0 in stage 0.0 (TID 0) (172.19.0.3 executor 0): java.lang.OutOfMemoryError: Java heap space'))[0]?.message).toContain('in its executor');
  });

  test('an executor says so in its stderr too', () => {
    const tail = 'ERROR Executor: Exception in task 0.0\njava.lang.OutOfMemoryError: GC overhead limit exceeded\n\tat x';
    const seen = snapshotOf(cluster({ a: job }), { ...masterOf(WORKER_HOSTS.map((host) => ({ host, cores: 3, used: 1 })), [{ name: 'A', granted: 1, coresMax: 1, driverHost: shortId(3) }]), ...workersSay({}, { executorLogs: [{ workerId: workerId(0), appId: applicationId(0), executorId: 3, tail }] }) });

    expect(findings('memory/jvm-heap-exhausted', seen)[0]?.message).toContain('in its executor of 1 GiB');
  });

  test('memory that the container could not give is not the heap; no log is unknown', () => {
    expect(verdictOf('memory/jvm-heap-exhausted', heap('Cannot allocate memory')).kind).toBe('healthy');
    expect(verdictOf('memory/jvm-heap-exhausted', stack({ a: job }))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('docker compose logs') as string });
  });
});

describe('memory/heap-below-minimum', () => {
  test('Spark\'s refusal is told in MiB', () => {
    const small = stack({ a: ended({ ExitCode: 1 }) }, logs({ 3: { marks: { 'memory-below-minimum': mark('System memory 259522560 must be at least 471859200.', ['System', '259522560', '471859200']) } } }));

    expect(findings('memory/heap-below-minimum', small)[0]?.message).toBe('does not start: system memory 247.5 MiB is below Spark\'s minimum of 450 MiB');
  });

  test('a job that runs is healthy, one that ended and whose log was not read is unknown', () => {
    expect(verdictOf('memory/heap-below-minimum', healthy).kind).toBe('healthy');
    expect(verdictOf('memory/heap-below-minimum', stack({ a: ended({ ExitCode: 1 }) })).kind).toBe('unknown');
  });
});

describe('worker resources', () => {
  const used = (share: number) => stack({ 'spark-worker-1': limited }, stats({ 1: { memoryUsed: share * GIB, memoryLimit: GIB }, 2: { memoryUsed: 1 } }));

  test.each([[0.75, 'healthy'], [0.76, 'warning'], [0.9, 'warning'], [0.91, 'critical']] as const)('%d of the memory limit is %s', (share, severity) => {
    expect(findings('memory/worker-memory-near-limit', used(share))[0]?.severity ?? 'healthy').toBe(severity);
  });

  test('a container without a limit is healthy, one without figures unknown', () => {
    expect(verdictOf('memory/worker-memory-near-limit', healthy).kind).toBe('healthy');
    expect(verdictOf('memory/worker-memory-near-limit', stack({}, stats({ 1: {} })))).toMatchObject({ kind: 'unknown', because: expect.stringContaining('docker stats') as string });
    expect(verdictOf('memory/worker-memory-near-limit', stack({})).kind).toBe('unknown');
  });

  test('steady processor use above half of the cores offered is told; the window counts before the average', () => {
    const busy = (one: object) => stack({}, stats({ 1: one, 2: { cpuAverage: 0.1 } }));

    expect(findings('cpu/worker-cpu-busy', busy({ cpuAverage: 1.6 }))[0]?.message).toBe('keeps 1.6 processors busy since it started, 53 % of the 3 cores it offers, more than 50 %');
    expect(verdictOf('cpu/worker-cpu-busy', busy({ cpuAverage: 1.6, cpuWindow: { cores: 0.2, seconds: 30 } })).kind).toBe('healthy');
    expect(verdictOf('cpu/worker-cpu-busy', stack({}, stats({ 2: { cpuAverage: 0.1 } }))).kind).toBe('unknown');
  });
});

test('what the driver says of its own executors does not make a healthy stack ill', () => {
  expect(explained(stack({ a: job }, { ...driverSays({}), ...events(), ...stats({ 1: {}, 2: {} }) })).filter(({ finding }) => finding.rule.id.startsWith('memory/'))).toEqual([]);
});
