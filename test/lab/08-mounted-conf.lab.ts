import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { heals } from './healing.js';
import { running } from './master-state.js';
import { createStack, type Stack } from './stack.js';

const CONF = 'spark-defaults.conf';

/** The job's size stands in a mounted spark-defaults.conf. Compose never reads it; a restart is enough to apply it. */
describe.skipIf(inject('noLab') !== undefined)('a mounted spark-defaults.conf', () => {
  let stack: Stack;
  const replaced = async (text: string) => {
    await stack.write('replacement', text);
    await rename(join(stack.folder, 'replacement'), join(stack.folder, CONF));
  };
  const edits = [
    { how: 'edited in place', cores: 2, edit: (text: string) => stack.write(CONF, text) },
    { how: 'replaced by another file of its name', cores: 3, edit: replaced },
  ];

  beforeAll(async () => {
    const mounted = (composeFile: string) =>
      composeFile
        .replace('"./job.py:/opt/app/job.py:ro"', `$&, "./${CONF}:/opt/spark/conf/${CONF}:ro"`)
        .replace('--total-executor-cores 1 ', '');
    stack = await createStack({ incident: 'etl', name: 'mounted', edit: mounted });
    await stack.write(CONF, 'spark.cores.max 1\n');
    await stack.start();
    await stack.until('the job runs with 1 core', (master) => running(master)[0]?.cores === 1);
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('that is older than the driver is in step', async () => {
    const { code, report } = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'critical');

    expect(code).toBe(0);
    expect(report().services.flatMap(({ drift }) => drift)).toEqual([]);
    expect(report().jobs[0]?.settings['coresMax']).toMatchObject({ declared: 1, requested: 1 });
  });

  test.each(edits)('that was $how is newer than the driver, and a restart applies it', async ({ cores, edit }) => {
    await edit(`spark.cores.max ${cores}\n`);
    expect(await stack.wouldRecreate()).toEqual([]);

    const { code, report } = await stack.k2doctor('check', '--format', 'json', '--fail-on', 'info');
    expect(code).toBe(1);
    const { services, fix, jobs } = report();
    expect(services.find(({ service }) => service === 'etl')).toMatchObject({
      drift: [{ kind: 'mounted-file-newer-than-process' }],
      recreate: false,
      restartNeeded: true,
    });
    expect(jobs[0]?.settings['coresMax']).toMatchObject({ declared: cores, requested: cores - 1 });
    expect(fix?.commands).toEqual(['docker compose restart etl']);

    const healed = await heals(stack, report());
    expect(healed.jobs).toMatchObject([{ granted: { cores } }]);
  });
});
