import type { ApplicationPage, MasterApplication, SparkMaster } from '#evidence/spark-master/schema.js';
import type { SparkDriver } from '#evidence/spark-drivers/schema.js';
import type { SparkWorkersEvidence } from '#evidence/spark-workers/schema.js';
import { bytes, mebibytes, type Bytes } from '#units/bytes.js';
import { millis, type Millis } from '#units/duration.js';

import { settingsOf, type SparkSettings } from './spark/settings.js';

/** One executor as the master's books have it. */
export interface PlacedExecutor {
  readonly id: string;
  readonly workerId: string;
  readonly cores: number;
  readonly memory: Bytes;
}

/** A live application of the ALIVE master: what it asked for and what it got. */
export interface Application {
  readonly id: string;
  readonly name: string;
  /** WAITING, RUNNING, UNKNOWN: Spark's own words. RUNNING never goes back to WAITING, also without a core. */
  readonly state: string;
  readonly coresGranted: number;
  readonly executors: readonly PlacedExecutor[] | undefined;
  /** Custom resources that each executor takes, by name. */
  readonly resources: ReadonlyMap<string, number>;
  /** Since it registered, by the master's own clock. */
  readonly age: Millis;
  readonly registeredAt: number;
  readonly requested: Requested;
  readonly driverHost: string | undefined;
  /** What its driver says itself; undefined: it was not found or did not answer in time. */
  readonly driver: SparkDriver | undefined;
  /** Its page on the master: executors with their states, ended ones too. */
  readonly page: ApplicationPage | undefined;
}

/** undefined: not visible. */
export interface Requested {
  readonly coresMax: number | 'unlimited' | undefined;
  readonly executorCores: number | 'all' | undefined;
  readonly executorMemory: Bytes;
  readonly executorLimit: number | 'unlimited' | undefined;
  /** Whole configuration, where the driver's own REST was read. */
  readonly settings: SparkSettings | undefined;
}

/**
 * Applications in the order in which the master serves them: registration, then the number in the id.
 * (The JSON's own order is that of a hash set; Spark 3.5 Master.scala `apps`.)
 */
export function applicationsOf(master: SparkMaster, drivers: readonly SparkDriver[], workers: SparkWorkersEvidence | undefined): readonly Application[] {
  const pages = new Map(master.applicationPages.map((page) => [page.appId, page]));
  return master.document.activeapps
    .map((raw) => application(raw, pages.get(raw.id), drivers.find(({ appId }) => appId === raw.id), workers))
    .sort((a, b) => a.registeredAt - b.registeredAt || numberOf(a.id) - numberOf(b.id) || (a.id < b.id ? -1 : 1));
}

const numberOf = (id: string) => Number(/(\d+)$/.exec(id)?.[1] ?? 0);

function application(raw: MasterApplication, page: ApplicationPage | undefined, driver: SparkDriver | undefined, workers: SparkWorkersEvidence | undefined): Application {
  const settings = driver === undefined ? undefined : settingsOf(confOf(driver));
  const atWorkers = workers?.workers.flatMap(({ executors }) => executors.filter(({ appId }) => appId === raw.id)) ?? [];
  const executors = page?.executors
    .filter(({ removed, state }) => !removed && (state === 'RUNNING' || state === 'LAUNCHING'))
    .map(({ id, worker, cores, memory }) => ({ id, workerId: worker, cores, memory: mebibytes(memory) }));
  return {
    id: raw.id,
    name: raw.name,
    state: raw.state,
    coresGranted: raw.cores ?? 0,
    executors,
    resources: new Map(raw.resourcesperexecutor?.map(({ name, amount }) => [name, amount])),
    age: millis(raw.duration),
    registeredAt: raw.starttime,
    requested: {
      coresMax: settings?.coresMax.value ?? page?.coresMax ?? atWorkers.map(({ coresMax }) => coresMax ?? ('unlimited' as const))[0],
      executorCores: settings?.executorCores.value,
      executorMemory: raw.memoryperexecutor === undefined && raw.memoryperslave === undefined ? bytes(0) : mebibytes(raw.memoryperexecutor ?? raw.memoryperslave ?? 0),
      executorLimit: page?.executorLimit,
      settings,
    },
    driverHost: page?.driverUi?.host ?? atWorkers.find((executor) => executor.driver !== undefined)?.driver?.host,
    driver,
    page,
  };
}

function confOf(driver: SparkDriver) {
  return new Map(Object.entries(driver.sparkProperties).map(([key, value]) => [key, { value, origin: 'code' as const }]));
}
