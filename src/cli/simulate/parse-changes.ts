import type { Change, JobKey } from '#model/what-if/change.js';
import { parseSparkMemory, wholeMebibytes } from '#model/spark/size.js';

import { UserError } from '../errors.js';
import { nearest } from '../nearest.js';

/** What may be named: jobs and outside applications, workers, masters. */
export interface Known {
  readonly jobs: readonly string[];
  readonly workers: readonly string[];
  readonly masters: readonly string[];
}

const JOB_SETTINGS: Readonly<Record<string, JobKey>> = {
  'cores-max': 'coresMax',
  'executor-cores': 'executorCores',
  'executor-memory': 'executorMemoryMb',
  'executor-limit': 'executorLimit',
  'total-executor-cores': 'coresMax',
  'spark.cores.max': 'coresMax',
  'spark.executor.cores': 'executorCores',
  'spark.executor.memory': 'executorMemoryMb',
  'spark.dynamicAllocation.maxExecutors': 'executorLimit',
};
const WORKER_SETTINGS: Readonly<Record<string, 'cores' | 'memoryMb'>> = { cores: 'cores', memory: 'memoryMb', SPARK_WORKER_CORES: 'cores', SPARK_WORKER_MEMORY: 'memoryMb' };
const MASTER_SETTINGS = ['default-cores', 'spark.deploy.defaultCores'];
const MOST = 1_000_000;

/** `SERVICE.SETTING=VALUE`. @throws UserError naming what is wrong and what was most likely meant */
export function parseSet(text: string, known: Known): Change {
  const at = text.indexOf('=');
  const dot = text.indexOf('.');
  if (at === -1 || dot === -1 || dot > at) throw new UserError(`--set takes SERVICE.SETTING=VALUE, not "${text}"`, { hint: 'such as --set silver.cores-max=2' });
  const [path, value] = [text.slice(0, at), text.slice(at + 1)];
  const names = [...known.jobs, ...known.workers, ...known.masters].filter((name) => path.startsWith(`${name}.`)).sort((a, b) => b.length - a.length);
  const [service] = names;
  if (service === undefined) throw unknownService(path.slice(0, dot), known);
  const setting = path.slice(service.length + 1);
  if (known.workers.includes(service)) return workerChange(service, setting, value);
  if (!known.jobs.includes(service)) {
    if (!MASTER_SETTINGS.includes(setting)) throw unknownSetting(setting, `the master ${service}`, MASTER_SETTINGS);
    return { kind: 'set-master', service, value: value === 'unset' ? undefined : wholeNumber(value, `--set ${path}`) };
  }
  const key = Object.hasOwn(JOB_SETTINGS, setting) ? JOB_SETTINGS[setting] : undefined;
  if (key === undefined) throw unknownSetting(setting, `the job ${service}`, Object.keys(JOB_SETTINGS));
  if (key === 'executorMemoryMb') return { kind: 'set-job', service, key, value: memory(value, `--set ${path}`) };
  return { kind: 'set-job', service, key, value: value === 'unset' || value === 'unlimited' ? undefined : wholeNumber(value, `--set ${path}`, key === 'executorLimit' ? 0 : 1) };
}

function workerChange(service: string, setting: string, value: string): Change {
  const key = Object.hasOwn(WORKER_SETTINGS, setting) ? WORKER_SETTINGS[setting] : undefined;
  if (key === undefined) throw unknownSetting(setting, `the worker ${service}`, Object.keys(WORKER_SETTINGS));
  const flag = `--set ${service}.${setting}`;
  return { kind: 'set-worker', service, key, value: key === 'cores' ? wholeNumber(value, flag) : memory(value, flag) };
}

/** `SERVICE=COUNT`. @throws UserError */
export function parseScale(text: string, known: Known): Change {
  const [, service = '', count = ''] = /^(.+)=(.*)$/.exec(text) ?? [];
  if (service === '') throw new UserError(`--scale takes SERVICE=COUNT, not "${text}"`, { hint: 'such as --scale spark-worker=3' });
  if (![...known.jobs, ...known.workers].includes(service)) throw unknownService(service, { ...known, masters: [] });
  const most = 10_000;
  const number = wholeNumber(count, `--scale ${service}`, 0);
  if (number > most) throw new UserError(`--scale ${service} takes at most ${String(most)}`);
  return { kind: 'scale', service, count: number };
}

/** `4c8g`, `4c8g x3` or `3x4c8g`: cores and memory of one worker, and how many of it. @throws UserError */
export function parseWorker(text: string): Change[] {
  const groups = /^(?:(?<before>\d+)\s*x\s*)?(?<cores>\d+)\s*c\s*(?<memory>\d+\s*[kmgt]b?)(?:\s*x\s*(?<behind>\d+))?$/i.exec(text.trim())?.groups;
  const size = parseSparkMemory((groups?.['memory'] ?? '').replace(/\s/g, ''));
  const megabytes = size === undefined ? 0 : wholeMebibytes(size);
  const [cores, count] = [Number(groups?.['cores'] ?? 0), Number(groups?.['before'] ?? groups?.['behind'] ?? 1)];
  if (cores < 1 || megabytes < 1 || count < 1 || cores > MOST || count > 1000) throw new UserError(`--add-worker takes cores and memory, not "${text}"`, { hint: 'such as --add-worker 4c8g, or 2x4c8g for two of them' });
  return Array.from({ length: count }, () => ({ kind: 'add-worker' as const, cores, memoryMb: megabytes }));
}

function wholeNumber(text: string, flag: string, least = 1): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) < least) throw new UserError(`${flag} takes a whole number of ${String(least)} or more, not "${text}"`);
  return Number(text);
}

function memory(text: string, flag: string): number {
  const amount = /[a-z]/i.test(text) ? parseSparkMemory(text) : undefined;
  if (amount === undefined || wholeMebibytes(amount) < 1) throw new UserError(`${flag} takes an amount of memory with its unit, not "${text}"`, { hint: 'such as 512m or 2g' });
  return wholeMebibytes(amount);
}

function unknownService(name: string, { jobs, workers, masters }: Known): UserError {
  const all = [...new Set([...jobs, ...workers, ...masters])];
  const near = nearest(name, all);
  return new UserError(`there is no job and no worker "${name}"`, { hint: near === undefined ? (all.length === 0 ? 'the project has none' : `known: ${all.join(', ')}`) : `did you mean ${near}?` });
}

function unknownSetting(setting: string, whose: string, known: readonly string[]): UserError {
  const near = nearest(setting, known);
  return new UserError(`${whose} has no setting "${setting}" that can be tried`, { hint: near === undefined ? `known: ${known.join(', ')}` : `did you mean ${near}?` });
}
