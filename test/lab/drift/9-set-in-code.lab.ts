import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { declare } from '../jobs.js';
import { running } from '../master-state.js';
import { createStack, type Stack } from '../stack.js';

const PROGRAM = `import sys, time
from pyspark.sql import SparkSession
spark = SparkSession.builder.appName(sys.argv[1]).config("spark.cores.max", "2").config("spark.executor.memory", "512m").getOrCreate()
while True:
    time.sleep(60)
`;

/** The program asks for two cores, whatever its command says; recreating its container changes nothing. */
describe.skipIf(inject('noLab') !== undefined)('a value set in code', () => {
  let stack: Stack;
  const drift = async () => {
    const { services, findings } = (await stack.k2doctor('check', '--format', 'json', '--fail-on', 'never')).report();
    const own = services.find(({ service }) => service === 'coded');
    return { drift: own?.drift, remedy: own?.remedy, recreate: own?.recreate, rules: findings.filter(({ subject }) => subject.name === 'coded').map(({ rule }) => rule) };
  };

  beforeAll(async () => {
    stack = await createStack({ incident: 'cluster', name: 'coded' });
    await stack.write('coded.py', PROGRAM);
    await declare(stack, { name: 'Coded', program: 'coded.py' });
    await stack.start();
    await stack.until('the job runs with 2 cores', (master) => running(master)[0]?.cores === 2);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('is told beside what the container passes, and no command is offered', async () => {
    expect(await drift()).toMatchObject({
      drift: [{ kind: 'set-in-code', field: 'command', declared: 'spark.cores.max 1', deployed: 'spark.cores.max 2, set in code' }],
      recreate: false,
      remedy: [],
    });
    expect((await drift()).rules).toContain('drift/set-in-code');
  });

  test('is still there when the container is created anew', async () => {
    await stack.compose('up', '--detach', '--force-recreate', '--no-deps', 'coded');
    await stack.until('the job runs again with 2 cores', (master) => master.completedapps.length === 1 && running(master)[0]?.cores === 2);

    expect((await drift()).drift).toMatchObject([{ kind: 'set-in-code' }]);
  });
});
