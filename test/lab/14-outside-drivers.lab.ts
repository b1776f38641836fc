import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { alive, running } from './master-state.js';
import { createStack, type Stack } from './stack.js';

const SUBMIT = ['spark-submit', '--master', 'spark://spark-master:7077', '--total-executor-cores', '1', '--executor-memory', '512m', '--driver-memory', '512m'];

/** Two drivers of one name in a notebook's container and one in a worker's, all by `docker exec`, beside a job that is a service. */
describe.skipIf(inject('noLab') !== undefined)('drivers that are no service', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'etl', name: 'outside' });
    await stack.start('notebook', 'spark-worker-1', 'spark-worker-2');
    await stack.until('2 workers are there', (master) => alive(master).length === 2);
    await stack.docker('cp', `${stack.folder}/idle.py`, `${await stack.container('notebook')}:/tmp/idle.py`);
    await stack.docker('cp', `${stack.folder}/idle.py`, `${await stack.container('spark-worker-1')}:/tmp/idle.py`);
    for (const at of [1, 2]) {
      await stack.docker('exec', '-d', await stack.container('notebook'), ...SUBMIT, '--conf', `spark.order=${String(at)}`, '/tmp/idle.py', 'Same-Name');
      await stack.until(`${String(at)} of one name`, (master) => running(master).filter(({ name }) => name === 'Same-Name').length === at);
    }
    await stack.docker('exec', '-d', await stack.container('spark-worker-1'), ...SUBMIT, '/tmp/idle.py', 'In-Worker');
    await stack.docker('exec', '-d', await stack.container('notebook'), 'spark-submit', '--master', 'local[1]', '--driver-memory', '512m', '/tmp/idle.py', 'Alone');
    await stack.up('etl');
    await stack.until('four applications run', (master) => running(master).length === 4);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('each have a row with container, arguments and what started them; those of one name are not mixed up', async () => {
    const { report } = await stack.k2doctor('check', '--format', 'json', '--patient', '--timeout', '120');
    const { jobs } = report();

    const ids = (await stack.master())?.activeapps.filter(({ name }) => name === 'Same-Name').map(({ id }) => id).sort() ?? [];
    const orders = ids.map((id) => jobs.find(({ application }) => application?.id === id)?.driver?.command?.match(/spark[.]order=(\d)/)?.[1]);
    expect(orders).toEqual(['1', '2']);
    const outside = jobs.filter(({ service }) => service === null);
    expect(outside.map(({ application }) => application?.name).sort()).toEqual(['In-Worker', 'Same-Name', 'Same-Name']);
    expect(outside.every(({ driver }) => driver?.startedBy === 'exec')).toBe(true);
    expect(outside.find(({ application }) => application?.name === 'In-Worker')?.container).toContain('spark-worker-1');
    expect(jobs.find(({ service }) => service === 'etl')).toMatchObject({ application: { name: 'Nightly-ETL', matchedBy: 'log' }, driver: { startedBy: 'container' } });
    for (const { application } of jobs) expect(application?.matchedBy).not.toBe('name');
  });

  test('are known without being waited for, too: by the address that the master tells', async () => {
    const { report } = await stack.k2doctor('check', '--format', 'json');

    const outside = report().jobs.filter(({ service }) => service === null);
    expect(outside).toHaveLength(3);
    for (const { container } of outside) expect(container).not.toBeNull();
  });
});
