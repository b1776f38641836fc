import * as z from 'zod/mini';

import type { Amounts } from './cluster-state.js';

/**
 * A story of one cluster, as `simulate --cluster` reads it: who is there from
 * the start, and what happens then. Keys we do not know are tolerated, absent
 * and null mean the same, memory is MiB.
 */
export type Scenario = z.output<typeof scenarioSchema>;

/** Beyond any real cluster, and far below where numbers lose their last digit. */
const MOST = 10_000_000;

const amount = z.int().check(z.gte(0), z.lte(MOST));
const atLeastOne = z.int().check(z.gte(1), z.lte(MOST));
const memory = z.int().check(z.gte(0), z.lte(2 ** 40));

/** Present, or absent or null: then undefined. */
const maybe = <T extends z.core.$ZodType>(schema: T) =>
  z.pipe(
    z.nullish(schema),
    z.transform((value): z.output<T> | undefined => value ?? undefined),
  );

/** Present, or absent or null: then the value that Spark would take. */
const otherwise = <T extends z.core.$ZodType>(schema: T, value: z.output<T>) =>
  z.pipe(
    z.nullish(schema),
    z.transform((given): z.output<T> => given ?? value),
  );

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A map, not an object: a resource may be called anything, `__proto__` included. */
const resources = z.pipe(
  z.nullish(z.custom<object>(isRecord, 'expected an object of amounts')),
  z.transform((given, context): Amounts => {
    const amounts = new Map<string, number>();
    for (const [name, value] of Object.entries(given ?? {})) {
      const { success, data } = amount.safeParse(value);
      if (success) amounts.set(name, data);
      else context.issues.push({ code: 'custom', path: [name], input: value, message: 'expected a whole number, 0 or more' });
    }
    return amounts;
  }),
);

const worker = z.object({
  id: z.string(),
  cores: amount,
  coresUsed: otherwise(amount, 0),
  memoryMb: memory,
  memoryUsedMb: otherwise(memory, 0),
  resources,
});

/** spark-submit's own defaults for a driver in cluster mode: 1 core, 1024 MiB. */
const driver = z.object({
  name: z.string(),
  cores: otherwise(amount, 1),
  memoryMb: otherwise(memory, 1024),
  resources,
});

const application = z.object({
  name: z.string(),
  coresMax: maybe(amount),
  executorCores: maybe(atLeastOne),
  executorMemoryMb: otherwise(memory, 1024),
  executorLimit: maybe(amount),
  resources,
  coresGranted: otherwise(amount, 0),
});

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('finish'), application: z.string() }),
  z.object({ type: z.literal('register'), application }),
  z.object({ type: z.literal('worker-lost'), worker: z.string() }),
  z.object({ type: z.literal('worker-joined'), worker }),
  z.object({ type: z.literal('executor-limit'), application: z.string(), limit: amount }),
  z.object({ type: z.literal('executor-exited'), application: z.string(), executor: otherwise(amount, 0) }),
  z.object({ type: z.literal('executor-killed'), application: z.string(), executor: otherwise(amount, 0) }),
  z.object({ type: z.literal('driver-submitted'), driver }),
  z.object({ type: z.literal('driver-finished'), driver: z.string() }),
]);

const policy = z.enum(['CORES_FREE_ASC', 'CORES_FREE_DESC', 'MEMORY_FREE_ASC', 'MEMORY_FREE_DESC', 'WORKER_ID']);

export const scenarioSchema = z.object({
  id: maybe(z.string()),
  sparkVersion: maybe(z.string()),
  spreadOut: otherwise(z.boolean(), true),
  spreadOutDrivers: otherwise(z.boolean(), true),
  maxDrivers: maybe(amount),
  defaultCores: maybe(amount),
  workerSelectionPolicy: maybe(policy),
  workers: otherwise(z.array(worker), []),
  drivers: otherwise(z.array(driver), []),
  applications: otherwise(z.array(application), []),
  events: otherwise(z.array(event), []),
});
