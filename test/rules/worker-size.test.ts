import { describe, expect, test } from 'vitest';

import { explained, findings, verdictOf } from './judge.js';
import { noFile, offline, placesAt } from './offline.js';
import { cluster, masterOf, snapshotOf, worker, type ServiceStory } from './stack.js';

const GIB = 1024 ** 3;
const limited = (memory: string, limit: number, story: ServiceStory = {}): Readonly<Record<string, ServiceStory>> => ({
  'spark-worker-1': worker(3, memory, { declared: { mem_limit: String(limit) }, container: { hostConfig: { Memory: limit, MemorySwap: 2 * limit } }, ...story }),
});

describe('memory/worker-memory-vs-container-limit', () => {
  const rule = 'memory/worker-memory-vs-container-limit';

  test('memory equal to the limit is critical, with the budget as a table and the line of the setting', () => {
    const places = placesAt({ 'services.spark-worker-1.environment.SPARK_WORKER_MEMORY': 12, 'services.spark-worker-1.mem_limit': 14 });
    const [finding] = findings(rule, offline(limited('4g', 4 * GIB), places));

    expect(finding?.severity).toBe('critical');
    expect(finding?.message).toContain('may hand out 4 GiB to executors, 100 % of the 4 GiB at which its container stops');
    expect(finding?.exhibits[0]).toEqual({ label: 'SPARK_WORKER_MEMORY lets it hand out 4 GiB', plane: 'declared', place: { file: 'docker-compose.yml', line: 12, column: 7 } });
    expect(finding?.exhibits.map(({ label }) => label.replace(/ +/g, ' ')).slice(2)).toEqual([
      "executors' heap 4 GiB",
      "worker's daemon heap (default) 1 GiB",
      'beside the heaps, 10 % (estimate) 409.6 MiB',
      'Python workers unbounded',
      'in all, at most 5.4 GiB of 4 GiB',
    ]);
    expect(finding?.remedy.summary).toBe('raise the limit to 5.5 GiB or more, or lower SPARK_WORKER_MEMORY to 2560m');
  });

  test('more than 85 % warns, less is healthy, no limit is healthy', () => {
    expect(findings(rule, offline(limited('3600m', 4 * GIB)))[0]?.severity).toBe('warning');
    expect(verdictOf(rule, offline(limited('3g', 4 * GIB))).kind).toBe('healthy');
    expect(verdictOf(rule, offline(cluster({}))).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });

  test('a worker without a size takes its container whole', () => {
    const unset = { 'spark-worker-1': { command: 'spark-class org.apache.spark.deploy.worker.Worker spark://m:7077', declared: { image: 'apache/spark:3.5.3', mem_limit: String(GIB) } } };

    expect(findings(rule, offline(unset))[0]).toMatchObject({ severity: 'warning', confidence: 'likely' });
  });

  test('where the file is right and the container is old, the drift is the headline', () => {
    const old = limited('3g', 4 * GIB, { container: { hostConfig: { Memory: 2 * GIB, MemorySwap: 4 * GIB } } });
    const told = explained(snapshotOf(old)).filter(({ finding }) => finding.rule.id === rule || finding.rule.id === 'drift/stale-limits');

    expect(told.map(({ finding, cause }) => [finding.rule.id, cause?.rule.id])).toEqual([['drift/stale-limits', undefined], [rule, 'drift/stale-limits']]);
  });

  test('heaps that were granted count with daemon and overhead', () => {
    const master = (memoryUsed: number) => masterOf([{ host: '172.19.0.2', cores: 3, used: 3, memoryUsed }], []);
    const stack = limited('3g', 4 * GIB);

    expect(findings(rule, snapshotOf(stack, master(3072)))[0]?.message).toBe('holds executors of 3 GiB; with its daemon and a tenth beside the heaps they may grow to 4.3 GiB, and its container stops at 4 GiB');
    expect(verdictOf(rule, snapshotOf(stack, master(2048))).kind).toBe('healthy');
  });
});

describe('cpu/worker-cores-exceed-cpu-limit', () => {
  const rule = 'cpu/worker-cores-exceed-cpu-limit';
  const on = (cores: number, declared: Readonly<Record<string, unknown>>) => offline({ 'spark-worker-1': worker(cores, '3g', { declared }) });

  test.each([[{ cpus: 2 }], [{ deploy: { resources: { limits: { cpus: 2 } } } }], [{ cpuset: '0-1' }], [{ cpu_quota: '200000' }]])('four cores under %j are told', (declared) => {
    expect(findings(rule, on(4, declared))[0]?.message).toBe('offers 4 cores in a container limited to 2 CPUs: tasks will be throttled');
  });

  test('equal sizes are healthy, a fraction is rounded up as Java does, no file is unknown', () => {
    expect(verdictOf(rule, on(2, { cpus: 2 })).kind).toBe('healthy');
    expect(verdictOf(rule, on(2, { cpus: 1.5 })).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});

describe('cpu/worker-size-autodetected', () => {
  const rule = 'cpu/worker-size-autodetected';
  const unset = (image: string): ServiceStory => ({ command: 'spark-class org.apache.spark.deploy.worker.Worker spark://m:7077', declared: { image } });

  test('two workers that each take the whole machine warn; one alone is information', () => {
    const [finding] = findings(rule, offline({ a: unset('apache/spark:3.5.3'), b: unset('spark:3.5.3') }));

    expect(finding).toMatchObject({ severity: 'warning', subject: { name: 'a' } });
    expect(finding?.message).toContain('sets no SPARK_WORKER_CORES and no SPARK_WORKER_MEMORY');
    expect(findings(rule, offline({ a: unset('apache/spark:3.5.3') }))[0]?.severity).toBe('info');
  });

  test('processors may be shared: where only cores are unset it is information', () => {
    const sized = (name: string): ServiceStory => ({ ...unset('apache/spark:3.5.3'), environment: { SPARK_WORKER_MEMORY: name } });

    expect(findings(rule, offline({ a: sized('1g'), b: sized('2g') })).map(({ severity }) => severity)).toEqual(['info', 'info']);
  });

  test('a size is healthy; an image that nobody knows may set one', () => {
    expect(verdictOf(rule, offline(cluster({}))).kind).toBe('healthy');
    expect(verdictOf(rule, offline({ a: unset('registry.example/own:1') })).kind).toBe('unknown');
  });

  test('what the worker offers stands beside it', () => {
    const live = snapshotOf({ a: { ...unset('apache/spark:3.5.3') } }, masterOf([{ host: '172.19.0.2', cores: 16, memory: 23_552 }], []));

    expect(findings(rule, live)[0]?.message).toContain('it offers 16 cores and 23 GiB');
  });
});

describe('cpu/worker-size-malformed', () => {
  const rule = 'cpu/worker-size-malformed';
  const sized = (environment: Readonly<Record<string, string>>) => offline({ a: worker(1, '1g', { environment }) });

  // Each was given to a worker of Spark 3.5.3, which ended at once.
  test.each([['SPARK_WORKER_CORES', ''], ['SPARK_WORKER_CORES', '2.0'], ['SPARK_WORKER_MEMORY', ''], ['SPARK_WORKER_MEMORY', '2048'], ['SPARK_WORKER_MEMORY', '1.5g'], ['SPARK_WORKER_MEMORY', '2GiB']])('%s=%s is refused', (key, value) => {
    expect(findings(rule, sized({ [key]: value }))[0]?.message).toBe(`does not start: ${key}=${value} is no size that Spark takes`);
  });

  test('no cores at all are offered as such', () => {
    expect(findings(rule, sized({ SPARK_WORKER_CORES: '0' }))[0]?.message).toBe('offers no core: SPARK_WORKER_CORES=0');
  });

  test('sizes that Spark takes are healthy; no file is unknown', () => {
    expect(verdictOf(rule, sized({ SPARK_WORKER_CORES: '2', SPARK_WORKER_MEMORY: '2G' })).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });

});

describe('memory/driver-memory-vs-container-limit', () => {
  const rule = 'memory/driver-memory-vs-container-limit';
  const driver = (flags: string, limit: number, story: ServiceStory = {}) => ({ a: { command: `spark-submit --master spark://m:7077 ${flags} /opt/app/job.py`, declared: { mem_limit: String(limit) }, ...story } });

  test('the default heap fills a container of 1 GiB', () => {
    expect(findings(rule, offline(driver('--verbose', GIB)))[0]?.message).toBe("may fill a driver's heap of 1 GiB, 100 % of the 1 GiB at which the container stops; the rest of the JVM and Python have to fit in too");
  });

  test('once it was killed for memory that is the headline', () => {
    const killed = snapshotOf(driver('--driver-memory 3g', GIB, { container: { hostConfig: { Memory: GIB, MemorySwap: 2 * GIB }, state: { Status: 'exited', Running: false, ExitCode: 137, OOMKilled: true } } }));

    expect(explained(killed).find(({ finding }) => finding.rule.id === rule)?.cause?.rule.id).toBe('memory/container-oom-killed');
  });

  test('half of it, no limit, and a driver on a worker are healthy; no file is unknown', () => {
    expect(verdictOf(rule, offline(driver('--driver-memory 512m', GIB))).kind).toBe('healthy');
    expect(verdictOf(rule, offline(driver('--deploy-mode cluster --driver-memory 8g', GIB))).kind).toBe('healthy');
    expect(verdictOf(rule, noFile).kind).toBe('unknown');
  });
});
