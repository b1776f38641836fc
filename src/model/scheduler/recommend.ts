import { grantedTo, type ApplicationRequest, type ClusterState, type SchedulingConf, type WorkerSize } from './cluster-state.js';
import { startAll, type Declared } from './declared.js';
import { explainWaits } from './explain.js';
import { coresOf, headroomOf, type CoreCount } from './headroom.js';
import { strandedFor } from './stranded.js';

/** What there is to be sized: sizes known, everything in start order. */
export interface Workload extends Declared {
  readonly conf: SchedulingConf;
  readonly workers: readonly WorkerSize[];
  readonly jobs: readonly ApplicationRequest[];
}

/** How a cluster should be cut, and what each way of cutting would give. */
export interface Recommendation {
  /** 1 core a job, 2 cores a job, ... up to the cores of the largest worker: one executor each, memory as it is. */
  readonly alternatives: readonly Alternative[];
  /** The largest of them with which everyone runs and the wanted headroom stays. */
  readonly largestUniform: Alternative | undefined;
  /** The fewest workers like the largest one with which all jobs as they are run fully and the headroom stays. */
  readonly fewestWorkers: WorkerCount | undefined;
}

export interface Alternative {
  readonly coresPerJob: number;
  readonly running: readonly string[];
  readonly waiting: readonly string[];
  readonly cores: CoreCount;
  readonly headroom: number;
  /** Free cores that no further executor of this size could use. */
  readonly strandedCores: number;
  readonly keepsHeadroom: boolean;
}

export interface WorkerCount {
  readonly workers: number;
  readonly like: Pick<WorkerSize, 'cores' | 'memoryMb'>;
  readonly cores: CoreCount;
  readonly headroom: number;
}

const MOST_ALTERNATIVES = 64;
const MOST_WORKERS = 1_000;

/** @param wantedHeadroom share of cores that is to stay free, 0 to 1 */
export function recommend(workload: Workload, wantedHeadroom: number): Recommendation {
  const largestCores = workload.workers.reduce((most, { cores }) => Math.max(most, cores), 0);
  const alternatives: Alternative[] = [];
  for (let cores = 1; cores <= Math.min(largestCores, MOST_ALTERNATIVES); cores += 1) {
    alternatives.push(alternative(workload, cores, wantedHeadroom));
  }
  return {
    alternatives,
    largestUniform: alternatives.findLast(({ waiting, keepsHeadroom }) => waiting.length === 0 && keepsHeadroom),
    fewestWorkers: fewestWorkers(workload, wantedHeadroom),
  };
}

function alternative(workload: Workload, coresPerJob: number, wantedHeadroom: number): Alternative {
  const jobs = workload.jobs.map((job) => ({ ...job, coresMax: coresPerJob, executorCores: coresPerJob }));
  const state = start({ ...workload, jobs });
  const headroom = headroomOf(state) ?? 0;
  const runs = (application: ClusterState['applications'][number]) => grantedTo(application) > 0;
  return {
    coresPerJob,
    running: state.applications.filter(runs).map(({ name }) => name),
    waiting: state.applications.filter((application) => !runs(application)).map(({ name }) => name),
    cores: coresOf(state),
    headroom,
    strandedCores: strandedFor(state, jobs).reduce((most, { cores }) => Math.max(most, cores), 0),
    keepsHeadroom: headroom >= wantedHeadroom,
  };
}

/** All inputs are known here, so there is nothing to choose. */
const start = (workload: Workload): ClusterState => startAll(workload, (known) => (typeof known === 'object' ? known.oneOf[0] : known));

function fewestWorkers(workload: Workload, wantedHeadroom: number): WorkerCount | undefined {
  const [first, ...others] = workload.workers;
  if (first === undefined) return undefined;
  const like = others.reduce((best, worker) => (isLarger(worker, best) ? worker : best), first);
  // Without a maximum the first job takes every core, however many there are.
  if (workload.conf.defaultCores === undefined && workload.jobs.some(({ coresMax }) => coresMax === undefined)) return undefined;

  for (let count = leastThinkable(workload, like, wantedHeadroom); count <= MOST_WORKERS; count += 1) {
    const workers = Array.from({ length: count }, (_, at) => ({ ...like, id: `worker ${at + 1}` }));
    const state = start({ ...workload, workers });
    const headroom = headroomOf(state) ?? 0;
    const { cores, memoryMb } = like;
    if (everyoneRuns(state) && headroom >= wantedHeadroom) return { workers: count, like: { cores, memoryMb }, cores: coresOf(state), headroom };
    if (isHopeless(state)) return undefined;
  }
  return undefined;
}

const isLarger = (a: WorkerSize, b: WorkerSize): boolean => a.cores > b.cores || (a.cores === b.cores && a.memoryMb > b.memoryMb);

function leastThinkable({ jobs, drivers, conf }: Workload, like: WorkerSize, wantedHeadroom: number): number {
  const asked = jobs.reduce((sum, job) => sum + wanted(job, conf), drivers.reduce((sum, { cores }) => sum + cores, 0));
  return Math.max(1, Math.ceil(asked / Math.max(1, like.cores) / Math.max(0.01, 1 - wantedHeadroom)));
}

/** Cores that a job takes where there is room for all it may have. */
function wanted({ coresMax, executorCores = 1, executorLimit = Infinity }: ApplicationRequest, { defaultCores }: SchedulingConf): number {
  const executors = Math.floor((coresMax ?? defaultCores ?? 0) / executorCores);
  return Math.min(executors, executorLimit) * executorCores;
}

/** A remainder that is never used, or a limit of its own, no worker can help. */
const everyoneRuns = (state: ClusterState): boolean =>
  state.drivers.every((driver) => driver.state === 'RUNNING') &&
  explainWaits(state).every((wait, at) => {
    const application = state.applications[at];
    if (wait === undefined || wait.reason.kind === 'idle') return true;
    const isItsOwnLimit = wait.reason.kind === 'remainder' || wait.reason.kind === 'capped';
    return isItsOwnLimit && application !== undefined && grantedTo(application) > 0;
  });

/** Nobody will ever run on workers of this size whose executor is larger than one. */
function isHopeless(state: ClusterState): boolean {
  return explainWaits(state).some((wait) => wait?.reason.kind === 'never' || (wait?.reason.kind === 'capped' && wait.reason.by !== 'executor limit'));
}
