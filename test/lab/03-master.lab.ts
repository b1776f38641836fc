import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { running } from './master-state.js';
import { COMPOSE_FILE, createStack, type Stack } from './stack.js';

describe.skipIf(inject('noLab') !== undefined)('a master that is hard to see', () => {
  let stack: Stack;

  beforeAll(async () => {
    const unpublished = (composeFile: string) => composeFile.replace(/^ *ports:.*MASTER_PORT.*\n/m, '');
    stack = await createStack({ incident: 'k2', name: 'unseen', edit: unpublished });
    await stack.start();
    await stack.until('4 jobs run', (master) => running(master).length === 4);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('without a published port it is found at its container’s address', async () => {
    const { code, report } = await stack.k2doctor('check', '--format', 'json');

    expect(code).toBe(0);
    expect(report().cluster?.masters).toMatchObject([{ url: 'spark://spark-master:7077', status: 'ALIVE' }]);
    expect(report().jobs.map(({ application }) => application?.state)).toEqual(Array(4).fill('RUNNING'));
  });

  test('one that is down makes exit 3, and drift is reported all the same', async () => {
    await stack.edit(COMPOSE_FILE, (text) => text.replace('--executor-memory 1g', '--executor-memory 2g'));
    await stack.docker('stop', '--time', '1', await stack.container('spark-master'));

    const { code, report } = await stack.k2doctor('check', '--format', 'json');
    expect(code).toBe(3);
    const { exitCode, blindSpots, services, fix } = report();
    expect(exitCode).toBe(3);
    expect(blindSpots.map(({ source }) => source)).toContain('spark-master');
    const drifted = services.filter(({ drift }) => drift.some(({ field }) => field === 'command'));
    expect(drifted.map(({ service }) => service)).toEqual(['bronze-binance-stream']);
    expect(services.find(({ service }) => service === 'spark-master')?.drift).toMatchObject([{ kind: 'stopped' }]);
    expect(fix?.commands.join('\n')).toContain('spark-master');
  });

  test('the printed commands bring it and the edited job back', async () => {
    const { report } = await stack.k2doctor('check', '--format', 'json');
    const outcome = await stack.runPrinted(report().fix?.commands ?? []);
    expect(outcome.code).toBe(0);
    await stack.until('the edited job runs', (master) => running(master).length > 0);

    const { code } = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'never');
    expect(code).toBe(0);
  });
});
