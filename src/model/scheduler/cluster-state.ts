/**
 * What Spark's standalone Master knows of a cluster, as plain data.
 *
 * Memory is a whole number of MiB everywhere in this folder, because the Master
 * itself counts so and rounds nothing afterwards; `toMebibytes` and `mebibytes`
 * of `#units/bytes.js` stand at the border. Cores are whole numbers.
 */
export interface ClusterState {
  readonly conf: SchedulingConf;
  /** The ALIVE ones, in order of appearance. */
  readonly workers: readonly WorkerState[];
  /** Everyone registered and not ended, in the order in which they registered: the queue. */
  readonly applications: readonly ApplicationState[];
  /** Drivers submitted in cluster mode, in order of submission. */
  readonly drivers: readonly DriverState[];
}

/** The Master's own configuration, as far as it decides who gets what. */
export interface SchedulingConf {
  /** "3.5.3". Unknown versions count as the last before 4.0, where Spark leaves the most to chance. */
  readonly sparkVersion?: string | undefined;
  /** `spark.deploy.spreadOut`, from 4.0 `spark.deploy.spreadOutApps`. */
  readonly spreadOut: boolean;
  /** `spark.deploy.spreadOutDrivers` (4.0). Before, drivers are always spread. */
  readonly spreadOutDrivers?: boolean | undefined;
  /** `spark.deploy.maxDrivers` (4.0). Absent: no limit. */
  readonly maxDrivers?: number | undefined;
  /** `spark.deploy.defaultCores`: the maximum of an application that sets none. Absent: every core there is. */
  readonly defaultCores?: number | undefined;
  /** `spark.deploy.workerSelectionPolicy` (4.0). Absent: CORES_FREE_DESC. */
  readonly workerSelectionPolicy?: WorkerSelectionPolicy | undefined;
}

export type WorkerSelectionPolicy =
  'CORES_FREE_ASC' | 'CORES_FREE_DESC' | 'MEMORY_FREE_ASC' | 'MEMORY_FREE_DESC' | 'WORKER_ID';

/** Whole addresses of custom resources, such as graphics cards, by name. */
export type Amounts = ReadonlyMap<string, number>;

/** What a worker offers. */
export interface WorkerSize {
  readonly id: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly resources?: Amounts | undefined;
}

export interface WorkerState extends WorkerSize {
  /** Held by executors, drivers, and by whatever else the Master counts but this state does not name. */
  readonly coresUsed: number;
  readonly memoryUsedMb: number;
  /** Absent: what the named executors and drivers hold. */
  readonly resourcesUsed?: Amounts | undefined;
}

/** What an application asks for when it registers. */
export interface ApplicationRequest {
  /** Events and remedies speak of it by this name. The caller may put an id here: Spark's names repeat. */
  readonly name: string;
  /** `spark.cores.max`. Absent: the Master's defaultCores. */
  readonly coresMax?: number | undefined;
  /** `spark.executor.cores`. Absent: one executor a worker, of as many cores as it is dealt. */
  readonly executorCores?: number | undefined;
  /** `spark.executor.memory`, the only memory that the Master counts. */
  readonly executorMemoryMb: number;
  /** The most executors it wants now; dynamic allocation moves it. Absent: no limit. */
  readonly executorLimit?: number | undefined;
  /** `spark.executor.resource.*.amount`. */
  readonly resources?: Amounts | undefined;
}

export interface ApplicationState extends ApplicationRequest {
  /** RUNNING from the first executor ever launched, even after the last one is gone. */
  readonly state: 'WAITING' | 'RUNNING';
  /** Those alive, in launch order. */
  readonly executors: readonly PlacedExecutor[];
  /** Granted, but on workers that nobody could tell. They count against the maximum and are never given back. */
  readonly coresElsewhere?: number | undefined;
}

export interface PlacedExecutor {
  readonly worker: string;
  readonly cores: number;
  readonly memoryMb: number;
}

/** A driver submitted with `--deploy-mode cluster`: it runs on a worker and takes cores and memory there. */
export interface DriverRequest {
  readonly name: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly resources?: Amounts | undefined;
}

export interface DriverState extends DriverRequest {
  readonly state: 'SUBMITTED' | 'RUNNING' | 'FINISHED' | 'ERROR';
  readonly worker?: string | undefined;
}

/** Cores that an application holds now. */
export const grantedTo = ({ executors, coresElsewhere = 0 }: ApplicationState): number =>
  executors.reduce((sum, { cores }) => sum + cores, coresElsewhere);
