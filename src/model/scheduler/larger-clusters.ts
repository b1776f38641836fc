import type { ApplicationState, ClusterState } from './cluster-state.js';
import type { WaitReason } from './wait-reason.js';
import { countOf } from './wait-sentence.js';
import { withSettings, type Attempt } from './way-out.js';

const MOST = 8;

/** Where one worker of a usual size does not help: several, each for one executor of it, since those ahead take some. */
export function* largerClusters({ applications }: ClusterState, application: ApplicationState, reason: WaitReason): Iterable<Attempt> {
  if (reason.kind !== 'not-now' && reason.kind !== 'no-worker') return;
  const { executorCores = 1, executorMemoryMb, resources } = application;
  for (let count = 2; count <= Math.min(MOST, applications.length + 1); count += 1) {
    const parts = [countOf(executorCores, 'core'), `${String(executorMemoryMb)} MiB`, ...[...(resources ?? [])].map(([name, amount]) => `${String(amount)} ${name}`)];
    yield {
      set: { what: 'new-worker', cores: executorCores, memoryMb: executorMemoryMb },
      todo: `add ${String(count)} workers of ${parts.join(', ')}`,
      restarts: [],
      workers: Array.from({ length: count }, (_, at) => ({ joins: { id: `(new ${String(at + 1)})`, cores: executorCores, memoryMb: executorMemoryMb, resources } })),
    };
  }
  yield* capAndWorker(applications, executorCores);
}

/** Somebody without a maximum takes every worker that comes, so all get a default, and a worker holds one executor of each. */
function* capAndWorker(applications: ClusterState['applications'], unit: number): Iterable<Attempt> {
  if (!applications.some(({ coresMax }) => coresMax === undefined)) return;
  const sizes = applications.map(({ coresMax, executorCores = 1 }) => Math.max(executorCores, Math.min(coresMax ?? unit, unit)));
  const cores = sizes.reduce((sum, size) => sum + size, 0);
  const memoryMb = applications.reduce((sum, { executorMemoryMb }, at) => sum + executorMemoryMb * (sizes[at] ?? 1), 0);
  yield {
    set: { what: 'new-worker', cores, memoryMb },
    todo: `set spark.deploy.defaultCores=${String(unit)} on the master and add a worker of ${countOf(cores, 'core')}, ${String(memoryMb)} MiB`,
    restarts: applications.map((other) => ({ leaves: other.name, joins: withSettings(other, {}) })),
    workers: [{ joins: { id: '(new)', cores, memoryMb } }],
    defaultCores: unit,
  };
}
