import { describe, expect, test } from 'vitest';

import { readScenarios } from '#model/scheduler/read-scenarios.js';

const WORKER = '{"id":"w1","cores":1,"memoryMb":1024}';

describe('a scenario file', () => {
  test('is one scenario over several lines, or one a line', () => {
    expect(readScenarios(`{\n  "id": "x",\n  "workers": [${WORKER}]\n}\n`)).toHaveLength(1);
    expect(readScenarios(`{"id":"x"}\n\n{"id":"y"}\r\n`).map(({ id }) => id)).toEqual(['x', 'y']);
  });

  test('may leave out what Spark has a default for, and may say more than we know', () => {
    const [scenario] = readScenarios('{"applications":[{"name":"A","colour":"blue"}],"drivers":[{"name":"d"}],"maxDrivers":null,"note":1}');

    expect(scenario?.applications[0]).toMatchObject({ name: 'A', executorMemoryMb: 1024, coresGranted: 0 });
    expect(scenario?.drivers[0]).toMatchObject({ cores: 1, memoryMb: 1024 });
    expect(scenario?.spreadOut).toBe(true);
    expect(scenario?.maxDrivers).toBeUndefined();
  });

  test('may call a resource anything', () => {
    const [scenario] = readScenarios('{"workers":[{"id":"w","cores":1,"memoryMb":1,"resources":{"__proto__":2,"gpu":1}}]}');

    expect([...(scenario?.workers[0]?.resources ?? [])]).toEqual([['__proto__', 2], ['gpu', 1]]);
  });
});

test.each([
  ['', 'the scenario file is empty'],
  ['{"id":', 'not JSON'],
  ['{"id":"a"}\n{"id":', 'line 2: not JSON'],
  ['{"id":"a",}\n{"id":"b"}', 'line 1: not JSON'],
  ['{"id":"a"}\n\n{"workers":[{"id":"w1"}]}', 'line 3: workers[0].cores: expected a whole number, found nothing'],
  ['{"applications":[{"name":"A"},{"name":"B","coresMax":"2"}]}', 'applications[1].coresMax: expected a whole number, found the text "2"'],
  ['{"applications":[{"name":"A","coresMax":1.5}]}', 'applications[0].coresMax: expected a whole number, found 1.5'],
  ['{"applications":[{"name":"A","executorCores":0}]}', 'applications[0].executorCores: must be at least 1'],
  ['{"workerSelectionPolicy":"RANDOM"}', 'workerSelectionPolicy: expected one of CORES_FREE_ASC'],
  ['{"events":[{"type":"explode"}]}', 'events[0].type: "explode" is none of the known ones'],
  ['{"events":[{"type":"finish"}]}', 'events[0].application: expected a text, found nothing'],
  [`{"workers":[{"id":"w","cores":1,"memoryMb":1,"resources":{"gpu":-1}}]}`, 'workers[0].resources.gpu: expected a whole number, 0 or more'],
  [`{"workers":[${WORKER},${WORKER}]}`, 'workers: two of them are called "w1"'],
  ['{"workers":[{"id":"w","cores":2000000,"memoryMb":1}]}', 'more than 1000000 cores in all'],
  ['[]', 'the scenario: expected an object, found a list'],
])('%j is refused: %s', (text, message) => {
  expect(() => readScenarios(text)).toThrow(message);
});
