import type { ComposeService } from '#evidence/compose/schema.js';
import { parseComposeBytes } from '#evidence/compose/grammar/bytes-size.js';
import { toMebibytes } from '#units/bytes.js';

import type { Model } from './model.js';
import { schedulingConf } from './scheduling-conf.js';
import type { Declared, DeclaredJob, DeclaredWorker } from './scheduler/declared.js';
import { fit, type Fit } from './scheduler/fit.js';
import type { SparkService } from './spark-service.js';

/** Whether the jobs of the file fit the workers of the file, before anyone starts them. */
export interface DeclaredFit {
  readonly fit: Fit;
  readonly declared: Declared;
  /** What the file does not say and the answer hangs on. */
  readonly unknown: readonly string[];
}

/** Undefined where the file declares no worker or no job whose size can be told. */
export function declaredFit(model: Model, wantedHeadroom: number): DeclaredFit | undefined {
  const services = model.services.filter(({ compose }) => compose !== undefined);
  const unknown: string[] = [];
  const workers = services.flatMap((service) => workersOf(service, unknown));
  const jobs = services.flatMap((service) => jobsOf(service, unknown));
  if (workers.length === 0 || jobs.length === 0) return undefined;
  const drivers = services.flatMap((service) => driversOf(service));
  const declared: Declared = { conf: schedulingConf(model, 'declared'), workers, drivers, jobs };
  return { fit: fit(declared, wantedHeadroom), declared, unknown };
}

function workersOf({ name, declared, compose }: SparkService, unknown: string[]): DeclaredWorker[] {
  const settings = declared?.worker;
  if (settings === undefined || compose === undefined) return [];
  const cores = settings.cores ?? coresSeenIn(compose);
  const memoryMb = settings.memory === undefined ? memorySeenIn(compose) : toMebibytes(settings.memory);
  if (cores === undefined) unknown.push(`how many cores ${name} offers: it sets none, and takes every core of its machine`);
  if (memoryMb === undefined) unknown.push(`how much memory ${name} offers: it sets none, and takes its machine's less 1 GiB`);
  if (cores === undefined) return [];
  // Memory that nobody tells is no reason for a job to wait: it is taken as plenty, and said to be unknown.
  return replicas(name, compose).map((id) => ({ id, cores, memoryMb: memoryMb ?? 1024 * 1024 }));
}

function jobsOf({ name, declared, compose }: SparkService, unknown: string[]): DeclaredJob[] {
  if (declared?.role !== 'job' || compose === undefined) return [];
  const settings = declared.submit;
  if (settings === undefined) {
    unknown.push(`what ${name} asks for: its command does not tell`);
    return [];
  }
  const { coresMax, executorCores, executorMemory, dynamicAllocation } = settings;
  if (declared.unseenConf !== undefined && coresMax.origin === 'default') {
    unknown.push(`what ${name} asks for: ${declared.unseenConf} was not seen`);
    return [];
  }
  return replicas(name, compose).map((id) => ({
    name: id,
    coresMax: coresMax.value === 'unlimited' ? undefined : coresMax.value,
    executorCores: executorCores.value === 'all' ? undefined : executorCores.value,
    executorMemoryMb: Math.floor(toMebibytes(executorMemory.value)),
    ...(dynamicAllocation ? { executorLimit: 0 } : {}),
  }));
}

function driversOf({ name, declared, compose }: SparkService) {
  const settings = declared?.submit;
  if (settings?.deployMode !== 'cluster' || compose === undefined) return [];
  return replicas(name, compose).map((id) => ({ name: `driver of ${id}`, cores: settings.driverCores.value, memoryMb: Math.floor(toMebibytes(settings.driverMemory.value)) }));
}

/** One name a replica: `job`, or `job-1`, `job-2` as Compose numbers them. */
function replicas(name: string, service: ComposeService): string[] {
  const count = replicasOf(service);
  return count === 1 ? [name] : Array.from({ length: count }, (_, at) => `${name}-${String(at + 1)}`);
}

/** `scale`, else `deploy.replicas`, else 1. */
export function replicasOf({ scale, deploy }: ComposeService): number {
  if (typeof scale === 'number') return scale;
  const replicas = inside(deploy, 'replicas');
  return typeof replicas === 'number' ? replicas : 1;
}

/** A processor limit, rounded up: what the JVM counts (OpenJDK 17, measured). */
function coresSeenIn(service: ComposeService): number | undefined {
  const cpus = Number(inside(inside(inside(service['deploy'], 'resources'), 'limits'), 'cpus') ?? service['cpus']);
  return Number.isFinite(cpus) && cpus > 0 ? Math.ceil(cpus) : undefined;
}

/** A memory limit less 1 GiB, at least 1 GiB: what a worker infers (Spark 3.5 WorkerArguments.inferDefaultMemory). */
function memorySeenIn(service: ComposeService): number | undefined {
  const limit = inside(inside(inside(service['deploy'], 'resources'), 'limits'), 'memory') ?? service['mem_limit'];
  if (typeof limit !== 'string' && typeof limit !== 'number') return undefined;
  const amount = Math.floor(toMebibytes(parseComposeBytes(String(limit))));
  return amount > 0 ? Math.max(amount - 1024, 1024) : undefined;
}

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
