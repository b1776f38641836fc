import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { headlines } from './findings.js';
import { running } from './master-state.js';
import { createStack, type Stack } from './stack.js';

const MASTERS = ['master-1', 'master-2'];

describe.skipIf(inject('noLab') !== undefined)('a master and its standby', () => {
  let stack: Stack;
  let leader: string;

  beforeAll(async () => {
    stack = await createStack({ incident: 'standby', masters: MASTERS });
    await stack.start();
    await stack.until('the job runs', (master) => running(master).length === 1);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('are healthy, and the one that is ALIVE counts', async () => {
    const { code, report } = await stack.k2doctor('check', '--format', 'json');

    const { cluster, jobs } = report();
    expect(headlines(report())).toEqual([]);
    expect(cluster?.masters.map(({ status }) => status).toSorted()).toEqual(['ALIVE', 'STANDBY']);
    expect(cluster?.cores).toEqual({ total: 3, used: 1, free: 2 });
    expect(jobs).toMatchObject([{ service: 'job', application: { state: 'RUNNING' } }]);
    expect(code).toBe(0);
    leader = cluster?.masters.find(({ status }) => status === 'ALIVE')?.url.match(/master-\d/)?.[0] ?? '';
    expect(MASTERS).toContain(leader);
  });

  test('while nobody leads, the examination says so, and what would bring the leader back', async () => {
    await stack.docker('kill', await stack.container(leader));
    const { code, report } = await stack.k2doctor('check', '--format', 'json');

    // On a busy machine the standby may have taken over by now.
    const leads = report().cluster?.masters.some(({ status }) => status === 'ALIVE') === true;
    expect(code).toBe(leads ? 1 : 3);
    if (!leads) expect(report().blindSpots.map(({ source }) => source)).toContain('spark-master');
    expect(headlines(report())).toEqual([`drift/service-not-running ${leader}`]);
    expect(report().fix?.commands).toEqual([`docker compose up -d ${leader}`]);
  });

  test('the standby takes over with worker and job, and the printed command makes them two again', async () => {
    await stack.until('the other one leads', (master) => running(master).length === 1);
    const { report } = await stack.k2doctor('check', '--format', 'json');
    expect(headlines(report())).toEqual([`drift/service-not-running ${leader}`]);
    expect(await stack.runPrinted(report().fix?.commands ?? [])).toMatchObject({ code: 0 });

    const two = async () => (await stack.k2doctor('check', '--format', 'json')).report().cluster?.masters.map(({ status }) => status).toSorted();
    await expect.poll(two, { timeout: 420_000, interval: 2000 }).toEqual(['ALIVE', 'STANDBY']);
    const after = await stack.k2doctor('check', '--format', 'json');
    expect(headlines(after.report())).toEqual([]);
    expect(after.code).toBe(0);
  });
});
