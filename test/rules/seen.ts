import type { ContainerLog } from '#evidence/container-logs/schema.js';
import type { ContainerStats } from '#evidence/container-stats/schema.js';
import type { EngineEvent } from '#evidence/engine-events/schema.js';
import { observed } from '#evidence/evidence.js';
import type { EvidenceBySource } from '#evidence/snapshot.js';
import type { SparkDriver } from '#evidence/spark-drivers/schema.js';
import type { SparkWorkerReport, SparkWorkersEvidence } from '#evidence/spark-workers/schema.js';

import { applicationId, shortId, workerId } from './stack.js';

/** Id of a container by its place in the stack: 0 is the master, 1 and 2 the workers, jobs from 3 on. */
export const containerId = (at: number): string => shortId(at).padEnd(64, 'f');

type Mark = ContainerLog['marks'][string];

/** A recognised line as the log's reader keeps it. */
export const mark = (line: string, captures: readonly string[] = [], more: Partial<Mark> = {}): Mark => ({ count: 1, first: '2026-01-19T09:50:00.000Z', last: '2026-01-19T09:50:00.000Z', captures: [...captures], line, ...more });

/** Logs by the place of their container. */
export const logs = (byPlace: Readonly<Record<number, Partial<ContainerLog>>>): EvidenceBySource => ({
  'container-logs': observed({ logs: Object.entries(byPlace).map(([at, log]) => ({ container: containerId(Number(at)), lines: 99, complete: true, marks: {}, progress: [], ...log })), gaps: [] }),
});

export const events = (...all: readonly (Omit<EngineEvent, 'container'> & { readonly at: number })[]): EvidenceBySource => ({
  'engine-events': observed({ events: all.map(({ at, ...event }) => ({ container: containerId(at), ...event })), since: '2026-01-18T00:00:00.000Z' }),
});

export const stats = (byPlace: Readonly<Record<number, Partial<ContainerStats>>>): EvidenceBySource => ({
  'container-stats': observed({ stats: Object.entries(byPlace).map(([at, one]) => ({ container: containerId(Number(at)), memoryUsed: 0, ...one })), gaps: [] }),
});

/** The first worker's own word. */
export const workersSay = (report: Partial<SparkWorkerReport>, more: Partial<SparkWorkersEvidence> = {}): EvidenceBySource => ({
  'spark-workers': observed({
    workers: [{ id: workerId(0), ui: 'http://172.19.0.3:8081', masterUrl: 'spark://spark-master:7077', cores: 3, coresUsed: 0, memory: 3072, memoryUsed: 0, executors: [], finishedExecutors: [], ...report }],
    executorLogs: [],
    gaps: [],
    ...more,
  }),
});

/** The driver of the first application. */
export const driverSays = (driver: Partial<SparkDriver>): EvidenceBySource => ({
  'spark-drivers': observed({ drivers: [{ appId: applicationId(0), appName: 'A', ui: 'http://172.19.0.5:4040', foundBy: 'container-address', sparkProperties: { 'spark.cores.max': '1', 'spark.executor.cores': '1' }, streams: [], ...driver }], gaps: [] }),
});
