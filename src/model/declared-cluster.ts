import { toMebibytes } from '#units/bytes.js';
import { parseComposeBytes } from '#evidence/compose/grammar/bytes-size.js';
import type { ComposeService } from '#evidence/compose/schema.js';

import { at, numberOf } from './drift/declared.js';
import { replicasOf } from './drift/recreate/replicas.js';
import type { Model } from './model.js';
import type { Declared, DeclaredJob, DeclaredWorker } from './scheduler/declared.js';
import type { OneOf } from './scheduler/uncertain.js';
import { schedulingConf } from './scheduling-conf.js';
import type { SparkService } from './spark-service.js';
import { inStartOrder } from './start-order.js';

/** The workers and jobs of the file, by replica, with what it leaves open. */
export interface DeclaredCluster {
  readonly declared: Declared;
  /** What the file does not say and the answer may hang on. */
  readonly unknown: readonly string[];
  /** Jobs whose command does not tell what they ask for. */
  readonly open: ReadonlySet<string>;
  /** The service of each worker and job, by its replica's name. */
  readonly services: ReadonlyMap<string, SparkService>;
}

/** A worker without a size takes its machine's, and all workers that do so take the same one's: the likeliest first. */
const MACHINE_CORES: OneOf<number> = { oneOf: [8, 1, 2, 4, 16, 64, 256] };
const MACHINE_MEMORY: OneOf<number> = { oneOf: [1024 ** 2, 1024] };
/** `python app.py` may set anything in its code, and may never ask the master at all. */
const ANY_MAXIMUM: OneOf<number | undefined> = { oneOf: [1, undefined, 0] };

export function declaredCluster(model: Model): DeclaredCluster {
  const unknown: string[] = [];
  const open = new Set<string>();
  const owners = new Map<string, SparkService>();
  const services = inStartOrder(model.services.filter(({ compose }) => compose !== undefined));
  // A job that others wait for to end has ended when they ask.
  const ended = new Set(services.flatMap(({ compose }) => Object.entries(compose?.depends_on ?? {}).flatMap(([name, { condition }]) => (condition === 'service_completed_successfully' ? [name] : []))));
  const named = (service: SparkService) => replicaNames(service).map((name) => (owners.set(name, service), name));
  const workers = services.flatMap((service) => workersOf(service, named, unknown));
  const jobs = services.filter(({ name }) => !ended.has(name)).flatMap((service) => jobsOf(service, named, unknown, open));
  const drivers = services.filter(({ name }) => !ended.has(name)).flatMap(driversOf);
  return { declared: { conf: schedulingConf(model, 'declared'), workers, drivers, jobs }, unknown, open, services: owners };
}

type Named = (service: SparkService) => readonly string[];

function workersOf(service: SparkService, named: Named, unknown: string[]): DeclaredWorker[] {
  const { name, declared, compose } = service;
  const settings = declared?.worker;
  if (settings === undefined || compose === undefined) return [];
  const cores = settings.cores ?? coresSeenIn(compose);
  const memoryMb = settings.memory === undefined ? memorySeenIn(compose) : Math.floor(toMebibytes(settings.memory));
  if (cores === undefined) unknown.push(`how many cores ${name} offers: it sets none, and takes every core of its machine`);
  if (memoryMb === undefined) unknown.push(`how much memory ${name} offers: it sets none, and takes its machine's less 1 GiB`);
  return named(service).map((id) => ({ id, cores: cores ?? MACHINE_CORES, memoryMb: memoryMb ?? MACHINE_MEMORY }));
}

function jobsOf(service: SparkService, named: Named, unknown: string[], open: Set<string>): DeclaredJob[] {
  const { name, declared, compose } = service;
  if (declared?.role !== 'job' || compose === undefined) return [];
  const settings = declared.submit;
  // `local[*]` runs in its own process and asks no master.
  if (settings?.master !== undefined && !settings.master.value.startsWith('spark')) return [];
  if (settings === undefined) {
    unknown.push(`what ${name} asks for: its command does not tell`);
    return named(service).map((id) => (open.add(id), { name: id, coresMax: ANY_MAXIMUM, executorMemoryMb: 1024 }));
  }
  const { coresMax, executorCores, executorMemory, dynamicAllocation } = settings;
  if (declared.unseenConf !== undefined && coresMax.origin === 'default') {
    unknown.push(`what ${name} asks for: ${declared.unseenConf} was not seen`);
    return named(service).map((id) => (open.add(id), { name: id, coresMax: ANY_MAXIMUM, executorMemoryMb: 1024 }));
  }
  return named(service).map((id) => ({
    name: id,
    coresMax: coresMax.value === 'unlimited' ? undefined : coresMax.value,
    executorCores: executorCores.value === 'all' ? undefined : executorCores.value,
    executorMemoryMb: Math.floor(toMebibytes(executorMemory.value)),
    ...(dynamicAllocation ? { executorLimit: 0 } : {}),
  }));
}

function driversOf(service: SparkService) {
  const settings = service.declared?.submit;
  if (settings?.deployMode !== 'cluster' || service.declared?.role !== 'job') return [];
  return replicaNames(service).map((id) => ({ name: `driver of ${id}`, cores: settings.driverCores.value, memoryMb: Math.floor(toMebibytes(settings.driverMemory.value)) }));
}

/** One name a replica: `job`, or `job-1`, `job-2` as Compose numbers them. start-worker.sh starts SPARK_WORKER_INSTANCES in each. */
function replicaNames({ name, compose, declared }: SparkService): string[] {
  const inEach = declared?.view.argv.some((word) => word.includes('start-worker.sh') || word.includes('start-slave.sh')) === true ? Number(declared.view.environment.get('SPARK_WORKER_INSTANCES') ?? 1) : 1;
  const count = (compose === undefined ? 1 : replicasOf(compose)) * (Number.isInteger(inEach) && inEach > 0 ? Math.min(inEach, 64) : 1);
  return count === 1 ? [name] : Array.from({ length: Math.max(0, count) }, (_, index) => `${name}-${String(index + 1)}`);
}

/** A processor limit, rounded up, and never more than the processors it may run on: what the JVM counts (OpenJDK 17, measured). */
function coresSeenIn(service: ComposeService): number | undefined {
  const quota = numberOf(at(service, 'cpu_quota'));
  const period = numberOf(at(service, 'cpu_period')) ?? 100_000;
  const cpus = Number(at(service, 'deploy', 'resources', 'limits', 'cpus') ?? at(service, 'cpus') ?? (quota === undefined ? Number.NaN : quota / period));
  const limit = cpus > 0 ? Math.ceil(cpus) : Infinity;
  const least = Math.min(limit, processorsIn(at(service, 'cpuset')));
  return Number.isFinite(least) ? least : undefined;
}

/** "0-3,6" are five. */
function processorsIn(cpuset: unknown): number {
  if (typeof cpuset !== 'string' || !/^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(cpuset.trim())) return Infinity;
  return cpuset.trim().split(',').reduce((sum, part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return sum + Math.max(0, to - from) + 1;
  }, 0);
}

/** A memory limit less 1 GiB, at least 1 GiB: what a worker infers (Spark 3.5 WorkerArguments.inferDefaultMemory). */
function memorySeenIn(service: ComposeService): number | undefined {
  const limit = at(service, 'deploy', 'resources', 'limits', 'memory') ?? at(service, 'mem_limit');
  if (typeof limit !== 'string' && typeof limit !== 'number') return undefined;
  const amount = Math.floor(toMebibytes(parseComposeBytes(String(limit))));
  return amount > 0 ? Math.max(amount - 1024, 1024) : undefined;
}
