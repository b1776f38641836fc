import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { criticals, examined, examinedUntil, headlines, saidBy } from './findings.js';
import { heals } from './healing.js';
import { declare, ONE_CORE } from './jobs.js';
import { running } from './master-state.js';
import { createStack, type Stack } from './stack.js';

const STREAMS = { name: 'Streams', program: 'streams.py', asks: `${ONE_CORE} --conf spark.task.maxFailures=100` };
const ILL = ['streaming/falling-behind', 'streaming/no-rows-out', 'streaming/task-failures'];

/** Three streams of one application, each ill in its own way while containers, master and application look well. */
describe.skipIf(inject('noLab') !== undefined)('streams that run and are ill', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await createStack({ incident: 'cluster', name: 'streams' });
    await declare(stack, { ...STREAMS, arguments: 'failing nowhere drowning' });
    await stack.start();
    await stack.until('the job runs', (master) => running(master).length === 1);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('failing tasks, rows that go nowhere and a growing backlog are told apart, each by its query', async () => {
    const found = ({ findings }: { findings: readonly { rule: string; severity: string }[] }) =>
      ILL.every((rule) => findings.some((finding) => finding.rule === rule && finding.severity !== 'info'));
    const report = await examinedUntil(stack, 'all three are told', found);

    expect(headlines(report).map((headline) => headline.split(' ')[0]).toSorted()).toEqual(ILL);
    expect(criticals(report).filter((headline) => !headline.startsWith('streaming/task-failures'))).toEqual([]);
    expect(saidBy(report, 'streaming/falling-behind')).toMatch(/copies/);
    expect(saidBy(report, 'streaming/no-rows-out')).toMatch(/alarms[^]*wrote none/);
    expect(saidBy(report, 'streaming/task-failures')).toMatch(/tasks of streams failed/);
  });

  test('once the program is mended and Compose applied it, they are well', async () => {
    await declare(stack, STREAMS);
    await heals(stack, await examined(stack));

    const after = await examinedUntil(stack, 'batches are seen', ({ jobs }) => jobs.some(({ application }) => application?.state === 'RUNNING'));
    expect(headlines(after)).toEqual([]);
  });
});
