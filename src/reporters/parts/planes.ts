import type { Plane, PlaneValues, ReportJob } from '#diagnosis/report.js';

import { bytesWords } from './words.js';

export const PLANES = ['declared', 'deployed', 'requested', 'granted'] as const satisfies readonly Plane[];

/** The words of people for the settings of the report; others are shown as they are spelled. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['coresMax', 'cores'],
  ['executorCores', 'cores per executor'],
  ['executorMemoryBytes', 'memory per executor'],
  ['driverMemoryBytes', 'driver memory'],
  ['driverCores', 'driver cores'],
  ['deployMode', 'deploy mode'],
  ['workerCores', 'worker cores'],
  ['workerMemoryBytes', 'worker memory'],
  ['daemonMemoryBytes', 'daemon memory'],
  ['cpuLimit', 'CPU limit'],
  ['memoryLimitBytes', 'memory limit'],
]);

export const settingName = (setting: string): string => NAMES.get(setting) ?? setting;

export function settingValue(setting: string, value: number | string): string {
  return typeof value === 'number' && setting.endsWith('Bytes') ? bytesWords(value) : String(value);
}

export interface PlaneCell {
  readonly plane: Plane;
  /** undefined: nothing is known on this plane. */
  readonly value: string | undefined;
  /** Here the value changes for the first time. */
  readonly diverges: boolean;
}

export interface PlaneRow {
  readonly setting: string;
  readonly cells: readonly PlaneCell[];
}

/** What a table shows of a job: its cores, and beside them the setting that diverges where it is another one. */
export function planeRows(job: ReportJob): readonly PlaneRow[] {
  const other = job.divergence?.setting;
  const settings = other === undefined || other === 'coresMax' ? ['coresMax'] : ['coresMax', other];
  return settings.map((setting) => ({ setting, cells: PLANES.map((plane) => cellOf(job, setting, plane)) }));
}

function cellOf(job: ReportJob, setting: string, plane: Plane): PlaneCell {
  const values = Object.hasOwn(job.settings, setting) ? job.settings[setting] : undefined;
  const granted = setting === 'coresMax' ? job.granted?.cores : undefined;
  const value = plane === 'granted' ? (granted ?? values?.granted) : knownOn(values, plane);
  return {
    plane,
    value: value === undefined || value === null ? undefined : settingValue(setting, value),
    diverges: job.divergence?.setting === setting && job.divergence.to === plane,
  };
}

const knownOn = (values: PlaneValues<number | string> | undefined, plane: Plane) => values?.[plane];

/** The index of the first item whose value differs from the one before it, in order; -1 when all agree. */
export const firstDifference = (values: readonly string[]): number =>
  values.findIndex((value, at) => at > 0 && value !== values[at - 1]);
