import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';

import { answerOf } from '#model/scheduler/answer.js';
import { play } from '#model/scheduler/play.js';
import { scenarioSchema } from '#model/scheduler/scenario.js';

import { inOracleForm } from './oracle.js';
import { scaleScenario } from './scale-scenario.js';

const hashOf = (version: string, workers: number, applications: number) => {
  const { state } = play(scenarioSchema.parse(scaleScenario(workers, applications, version)));
  return createHash('sha256').update(JSON.stringify(inOracleForm(state))).digest('hex');
};

test('100 workers and 1,000 applications end as in Spark 4.0.1, to the last byte', () => {
  expect(hashOf('4.0.1', 100, 1_000)).toBe('10482cfaa7d42f21b075db768df65d4f580313dcb82f0ba480e3a9a331422d30');
});

test('1,000 workers and 10,000 applications are played and explained in a fraction of the time that Spark needs', () => {
  const before = process.cpuUsage();
  const ending = play(scenarioSchema.parse(scaleScenario(1_000, 10_000, '3.5.3')));
  const answer = answerOf(undefined, ending);
  const { user, system } = process.cpuUsage(before);

  expect(answer.applications.filter(({ state }) => state === 'RUNNING')).toHaveLength(5_003);
  // Spark 3.5.3: 64 seconds for the pass alone. Ours is a tenth of what is allowed here, on a quiet machine.
  expect((user + system) / 1e6).toBeLessThan(4);
});
