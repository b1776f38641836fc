import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { examined, examinedUntil, headlines, saidBy } from './findings.js';
import { heals } from './healing.js';
import { declare } from './jobs.js';
import { SPARK_VERSIONS } from './machine/images.js';
import { running } from './master-state.js';
import { createStack, type Stack } from './stack.js';

const SENSORS = { name: 'Sensors', program: 'streams.py' };
const ARCHIVE = { name: 'Archive', program: 'streams.py' };
const ILL = ['streaming/falling-behind', 'streaming/no-rows-out', 'streaming/task-failures'];

/** Three streams, each ill in its own way while containers, master and applications look well. */
describe.skipIf(inject('noLab') !== undefined).each(SPARK_VERSIONS)('streams that run and are ill on Spark %s', (spark) => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'cluster', name: 'streams', spark });
    await declare(stack, { ...SENSORS, arguments: 'readings:failing alarms:nowhere' });
    await declare(stack, { ...ARCHIVE, arguments: 'copies:drowning' });
    await stack.start();
    await stack.until('the jobs run', (master) => running(master).length === 2);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('failing tasks, rows that go nowhere and a growing backlog are told apart, each by its job and query', async () => {
    const report = await examinedUntil(stack, 'all three are told', (seen) => ILL.every((rule) => headlines(seen).some((headline) => headline.startsWith(rule))));

    expect(headlines(report).map((headline) => headline.split(' ')[0]).toSorted()).toEqual(ILL);
    expect(saidBy(report, 'streaming/falling-behind')).toMatch(/copies of archive falls behind/);
    expect(saidBy(report, 'streaming/no-rows-out')).toMatch(/alarms of sensors[^]*wrote none/);
    expect(saidBy(report, 'streaming/task-failures')).toMatch(/tasks of sensors failed/);
  });

  test('once the programs are mended and Compose applied it, they are well', async () => {
    await declare(stack, { ...SENSORS, arguments: 'readings alarms' });
    await declare(stack, { ...ARCHIVE, arguments: 'copies' });
    await heals(stack, await examined(stack));

    await expect.poll(() => stack.compose('logs', 'archive', 'sensors'), { timeout: 420_000, interval: 2000 }).toMatch(/Streaming query made progress/);
    expect(headlines(await examined(stack))).toEqual([]);
  });
});
