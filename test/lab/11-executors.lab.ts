import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { examined, examinedUntil, headlines, saidBy, symptoms } from './findings.js';
import { heals } from './healing.js';
import { declare, ONE_CORE, takeOut } from './jobs.js';
import { SPARK_VERSIONS } from './machine/images.js';
import { running } from './master-state.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

/** The application is RUNNING and has its cores; its executors die, one after another, and the job does nothing. */
describe.skipIf(inject('noLab') !== undefined).each(SPARK_VERSIONS)('executors that die on Spark %s', (spark) => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'cluster', name: 'dying', spark });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('a driver that executors cannot reach, at an address that means another machine to them', async () => {
    const elsewhere = `${ONE_CORE} --conf spark.driver.host=localhost --conf spark.driver.bindAddress=0.0.0.0`;
    await declare(stack, { name: 'Elsewhere', program: 'idle.py', asks: elsewhere });
    await stack.start();
    await stack.until('the application is registered', (master) => running(master).length === 1);

    const report = await examinedUntil(stack, 'executors die', ({ findings }) => findings.some(({ rule }) => rule === 'network/executors-cannot-reach-driver'));
    expect(headlines(report)).toMatchObject([expect.stringMatching(/^network\/executors-cannot-reach-driver/)]);
    expect(saidBy(report, 'network/executors-cannot-reach-driver')).toMatch(/localhost/);

    await declare(stack, { name: 'Elsewhere', program: 'idle.py' });
    const healed = await heals(stack, await examined(stack));
    expect(headlines(healed)).toEqual([]);
  });

  test('executors that the kernel kills, for their worker’s container is smaller than what the worker hands out', async () => {
    const asks = '--total-executor-cores 1 --executor-cores 1 --executor-memory 1g --conf spark.task.maxFailures=1000';
    const workers = (memory: string, limit: string) =>
      stack.edit(COMPOSE_FILE, (text) => text.replaceAll(/SPARK_WORKER_MEMORY: \w+ \}([^]*?)mem_limit: \w+/g, `SPARK_WORKER_MEMORY: ${memory} }$1mem_limit: ${limit}`));
    await workers('1g', '800m');
    await declare(stack, { name: 'Cache', program: 'memory.py', asks });
    await takeOut(stack, 'Elsewhere');
    await stack.compose('up', '--detach', '--remove-orphans');

    const report = await examinedUntil(stack, 'executors are killed', (seen) => saidBy(seen, 'memory/executor-sigkilled') !== '');
    expect(headlines(report)).toEqual(['spark-worker-1', 'spark-worker-2'].map((worker) => `memory/worker-memory-vs-container-limit ${worker}`));
    expect(symptoms(report, 'memory/executor-sigkilled')).toMatch(/137|killed/);

    await workers('1g', '3g');
    await declare(stack, { name: 'Cache', program: 'memory.py', arguments: 'less', asks });
    const healed = await heals(stack, await examined(stack));
    expect(headlines(healed)).toEqual([]);
  });
});
