import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { grantedTo, type ClusterState } from '#model/scheduler/cluster-state.js';

const shared = process.env['K2DOCTOR_SHARED'] ?? join(import.meta.dirname, '../../../shared');

/** What Spark's own Master made of a scenario; the rule of comparison is in the oracle's README. */
export interface OracleLine {
  readonly group: 'random' | 'named' | 'ties';
  readonly title?: string;
  readonly scenario: { readonly id: string; readonly workers: readonly unknown[] };
  readonly answers: readonly OracleAnswer[];
  readonly exhaustive: boolean;
  readonly invariant?: OracleInvariant;
}

export interface OracleAnswer {
  readonly applications: readonly { readonly name: string; readonly state: string; readonly cores: number; readonly executors: readonly { readonly worker: string; readonly cores: number; readonly memoryMb: number }[] }[];
  readonly drivers: readonly { readonly name: string; readonly state: string; readonly worker: string | null }[];
  readonly workers: readonly { readonly id: string; readonly coresUsed: number; readonly memoryUsedMb: number }[];
}

export interface OracleInvariant {
  readonly applications: readonly { readonly name: string; readonly state: string | null; readonly cores: number | null; readonly executors: number | null; readonly executorCores: readonly number[] | null }[];
  readonly drivers: readonly { readonly name: string; readonly state: string | null }[];
  readonly coresUsed: number | null;
  readonly memoryUsedMb: number | null;
  readonly workerCoresUsed: readonly number[] | null;
}

const pathOf = (version: string) => join(shared, 'oracle/scheduler', `visible-${version}.jsonl`);
export const hasOracle = (version: string): boolean => existsSync(pathOf(version));

export function oracleLines(version: string): OracleLine[] {
  const lines = readFileSync(pathOf(version), 'utf8').split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as OracleLine);
}

/** A state in the oracle's own form, key for key. */
export function inOracleForm({ applications, drivers, workers }: ClusterState): OracleAnswer {
  return {
    applications: applications.map((application) => ({
      name: application.name,
      state: application.state,
      cores: grantedTo(application),
      executors: application.executors.map(({ worker, cores, memoryMb }) => ({ worker, cores, memoryMb })),
    })),
    drivers: drivers.map(({ name, state, worker }) => ({ name, state, worker: worker ?? null })),
    workers: workers.map(({ id, coresUsed, memoryUsedMb }) => ({ id, coresUsed, memoryUsedMb })),
  };
}

const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** What of an answer must hold whatever chance did, as far as the oracle is sure of it. */
export function invariantOf(answer: OracleAnswer, sure: OracleInvariant): OracleInvariant {
  const ifSure = <T>(known: T | null, value: T) => (known === null ? null : value);
  return {
    applications: answer.applications.map(({ name, state, cores, executors }, at) => {
      const known = sure.applications[at];
      return {
        name,
        state: ifSure(known?.state ?? null, state),
        cores: ifSure(known?.cores ?? null, cores),
        executors: ifSure(known?.executors ?? null, executors.length),
        executorCores: ifSure(known?.executorCores ?? null, ascending(executors.map((executor) => executor.cores))),
      };
    }),
    drivers: answer.drivers.map(({ name, state }, at) => ({ name, state: ifSure(sure.drivers[at]?.state ?? null, state) })),
    coresUsed: ifSure(sure.coresUsed, sum(answer.workers.map(({ coresUsed }) => coresUsed))),
    memoryUsedMb: ifSure(sure.memoryUsedMb, sum(answer.workers.map(({ memoryUsedMb }) => memoryUsedMb))),
    workerCoresUsed: ifSure(sure.workerCoresUsed, ascending(answer.workers.map(({ coresUsed }) => coresUsed))),
  };
}
