import type { Amounts, ApplicationRequest, DriverRequest, SchedulingConf, WorkerSize } from './cluster-state.js';
import { inOrderOfAppearance, type Chance } from './chance.js';
import { interchangeableAmong, type Interchangeable, type Countable } from './interchangeable.js';
import { behaviourOf, type SparkBehaviour } from './spark-behaviour.js';

/**
 * The Master's books while a story is played. They change in place, and nobody
 * outside this folder sees them: stories go in as `ClusterState` and come out so.
 *
 * Names follow Spark's own: WorkerInfo, ApplicationInfo, ExecutorDesc, DriverInfo.
 */
export interface Master {
  readonly conf: SchedulingConf;
  readonly behaviour: SparkBehaviour;
  readonly chance: Chance;
  readonly interchangeable: Interchangeable<WorkerInfo>;
  /** ALIVE workers by id, in order of appearance. */
  readonly workers: Map<string, WorkerInfo>;
  /** The same workers in the order in which executors are offered to them; see worker-order.ts. */
  readonly order: WorkerInfo[];
  readonly queue: Set<ApplicationInfo>;
  /** Whom events mean by a name: the last to register under it. */
  readonly applications: Map<string, ApplicationInfo>;
  /** Those of the queue that would take another executor, in queue order; see hunger.ts. */
  readonly hungry: ApplicationInfo[];
  readonly shapes: Map<string, ExecutorShape>;
  readonly drivers: DriverInfo[];
  readonly waitingDrivers: Set<DriverInfo>;
  /** Drivers that neither wait nor ended. */
  runningDrivers: number;
  /** Free cores over all workers; an over-committed one counts as full. */
  coresFree: number;
  /** Grows whenever something is given back or added: what fitted nowhere may fit again. */
  era: number;
  /** Whom the next pass must look at. A pass over settled books changes nothing, so it need not look at all. */
  unsettled: 'everyone' | readonly ApplicationInfo[];
  /** How many applications ever registered. */
  registered: number;
  /** Workers that ever registered, lost ones included. */
  readonly appeared: WorkerInfo[];
}

export interface WorkerInfo extends WorkerSize, Countable {
  /** Place among equals, where the id does not decide. */
  readonly rank: number;
  readonly resourcesFree: Map<string, number>;
  readonly executors: Set<ExecutorDesc>;
  readonly drivers: Set<DriverInfo>;
  coresFree: number;
  memoryFreeMb: number;
}

export interface ApplicationInfo {
  readonly request: ApplicationRequest;
  readonly shape: ExecutorShape;
  /** The maximum that counts: its own, or else the Master's default, or else none. */
  readonly cap: number;
  readonly place: number;
  /** Alive, in launch order. */
  readonly executors: Set<ExecutorDesc>;
  state: 'WAITING' | 'RUNNING';
  coresGranted: number;
  executorLimit: number;
  /** Executors that ended badly since one last reached RUNNING. */
  failures: number;
}

/** What one executor takes from a worker. Applications that ask for the same share one shape. */
export interface ExecutorShape {
  /** The step in which cores are dealt: the executor's cores, or 1 where they are unset. */
  readonly unit: number;
  /** Cores unset: one executor a worker, which grows by one core as long as the dealing lasts. */
  readonly grows: boolean;
  readonly memoryMb: number;
  readonly resources: Amounts;
  /** The era in which this fitted on no worker. Within an era free room only shrinks. */
  exhaustedIn: number;
}

export interface ExecutorDesc {
  readonly application: ApplicationInfo;
  readonly worker: WorkerInfo;
  readonly cores: number;
  readonly memoryMb: number;
}

export interface DriverInfo {
  readonly request: DriverRequest;
  state: 'SUBMITTED' | 'RUNNING' | 'FINISHED' | 'ERROR';
  worker: WorkerInfo | undefined;
}

/** An elected Master that knows nobody yet. */
export function emptyMaster(conf: SchedulingConf, chance: Chance = inOrderOfAppearance): Master {
  const appeared: WorkerInfo[] = [];
  return {
    conf,
    behaviour: behaviourOf(conf.sparkVersion),
    chance,
    interchangeable: interchangeableAmong(appeared),
    workers: new Map(),
    order: [],
    queue: new Set(),
    applications: new Map(),
    hungry: [],
    shapes: new Map(),
    drivers: [],
    waitingDrivers: new Set(),
    runningDrivers: 0,
    coresFree: 0,
    era: 0,
    unsettled: [],
    registered: 0,
    appeared,
  };
}
