import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { alive, running } from './master-state.js';
import { createStack, type Stack } from './stack.js';

describe.skipIf(inject('noLab') !== undefined)('a killed worker', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'k2', name: 'killed' });
    await stack.start();
    await stack.until('4 jobs run', (master) => running(master).length === 4);
    await stack.docker('kill', await stack.container('spark-worker-1'));
    await stack.until('the master has noticed', (master) => alive(master).length === 1);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('is found as a container that ended and a worker that is dead; its cores count no more', async () => {
    const { code, report } = await stack.k2doctor('check', '--format', 'json');
    expect(code).toBe(1);

    const { services, cluster, findings } = report();
    expect(services.find(({ service }) => service === 'spark-worker-1')?.drift).toMatchObject([{ kind: 'stopped' }]);
    expect(cluster?.cores.total).toBe(3);
    expect(cluster?.workers.map(({ service, state }) => `${service ?? '-'} ${state}`).toSorted()).toEqual([
      'spark-worker-1 DEAD',
      'spark-worker-2 ALIVE',
    ]);
    expect(findings.some(({ message }) => message.includes('137'))).toBe(true);
  });

  test('the printed command brings it back, and its dead twin in the master’s list is no illness', async () => {
    const { report } = await stack.k2doctor('check', '--format', 'json');
    const commands = report().fix?.commands ?? [];
    expect(commands.join('\n')).toContain('spark-worker-1');
    expect((await stack.runPrinted(commands)).code).toBe(0);
    await stack.until('2 workers, 4 jobs', (master) => alive(master).length === 2 && running(master).length === 4);

    const after = await stack.k2doctor('check', '--format', 'json');
    expect(after.code).toBe(0);
    expect(after.report().cluster?.cores).toEqual({ total: 6, used: 4, free: 2 });
  });
});
