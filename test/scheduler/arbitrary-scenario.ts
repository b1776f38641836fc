import fc from 'fast-check';

/** Scenarios as they may come from outside: any mixture of sizes, limits, policies and events. */
const orAbsent = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const name = (letter: string, count: number) => fc.integer({ min: 1, max: count }).map((n) => `${letter}${n}`);
const resources = fc.option(fc.record({ gpu: fc.integer({ min: 0, max: 3 }) }), { nil: undefined });
const memoryMb = fc.constantFrom(256, 512, 1000, 1024, 2048, 3072, 4096);

const worker = fc.record({ cores: fc.integer({ min: 0, max: 9 }), memoryMb: fc.integer({ min: 0, max: 9 }).map((gib) => gib * 1024), resources });
const application = fc.record({
  name: name('A', 12),
  coresMax: orAbsent(fc.integer({ min: 0, max: 12 })),
  executorCores: orAbsent(fc.integer({ min: 1, max: 5 })),
  executorMemoryMb: memoryMb,
  executorLimit: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null, freq: 2 }),
  resources,
});
const driver = fc.record({ name: name('d', 9), cores: fc.integer({ min: 1, max: 3 }), memoryMb });

const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('finish'), application: name('A', 12) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('register'), application }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('worker-lost'), worker: name('w', 9) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('worker-joined'), worker: fc.tuple(worker, name('w', 12)).map(([size, id]) => ({ ...size, id })) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('executor-limit'), application: name('A', 12), limit: fc.integer({ min: 0, max: 6 }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('executor-exited', 'executor-killed'), application: name('A', 12), executor: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('driver-submitted'), driver }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('driver-finished'), driver: name('d', 9) }) },
);

export const arbitraryScenario = fc.record({
  sparkVersion: fc.constantFrom('2.4.5', '3.0.1', '3.5.3', '4.0.1'),
  spreadOut: fc.boolean(),
  spreadOutDrivers: fc.boolean(),
  maxDrivers: orAbsent(fc.integer({ min: 0, max: 3 })),
  defaultCores: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null, freq: 2 }),
  workerSelectionPolicy: orAbsent(fc.constantFrom('CORES_FREE_ASC', 'CORES_FREE_DESC', 'MEMORY_FREE_ASC', 'MEMORY_FREE_DESC', 'WORKER_ID')),
  workers: fc.array(worker, { maxLength: 8 }).map((sizes) => sizes.map((size, at) => ({ ...size, id: `w${at + 1}` }))),
  drivers: fc.array(driver, { maxLength: 3 }),
  applications: fc.uniqueArray(application, { maxLength: 8, selector: (one) => one.name }),
  events: fc.array(event, { maxLength: 14 }),
});
