import { grantedTo, type ApplicationState, type ClusterState } from './cluster-state.js';
import { fitsOn } from './executor-shape.js';
import { freeAmong, freeRoom, type NamedRoom } from './free-room.js';
import { howManyMore, roomOfEmpty, shapeFor } from './headroom.js';
import type { ExecutorShape } from './master.js';
import { askOf, outsized } from './outsized.js';
import { holdersSeenFrom, mayHave, survey, type Survey } from './survey.js';
import type { Cap, FreeRoom, WaitReason } from './wait-reason.js';
import { sentenceFor } from './wait-sentence.js';

/** Why one application has fewer cores than it may have. */
export interface Wait {
  readonly reason: WaitReason;
  /** The reason in words, with the arithmetic; lower case, no full stop. */
  readonly sentence: string;
}

/** For each application of the queue, in its order; undefined for one that has all it may have. */
export function explainWaits(state: ClusterState): readonly (Wait | undefined)[] {
  const overview = survey(state);
  const views = new Map<string, ShapeView>();
  return state.applications.map((application, place) => {
    const granted = grantedTo(application);
    if (granted > 0 && granted >= mayHave(state, overview.cores, application)) return undefined;

    const { executorCores, executorMemoryMb, resources } = application;
    const key = JSON.stringify([executorCores ?? null, executorMemoryMb, ...(resources ?? [])]);
    const view = views.get(key) ?? viewOf(state, application);
    views.set(key, view);
    const reason = ownLimit(overview, application, view.shape) ?? view.outsized ?? crowdedOut(overview, application, place, view);
    return { reason, sentence: sentenceFor(reason) };
  });
}

/** What is the same for all applications that ask for the same executor: queues are long, shapes are few. */
interface ShapeView {
  readonly shape: ExecutorShape;
  readonly outsized: WaitReason | undefined;
  readonly free: FreeRoom;
  /** Executors that fit into what is free. */
  readonly fitting: number;
  /** Workers on which it fits while they are empty. */
  readonly wouldDo: number;
}

function viewOf(state: ClusterState, application: ApplicationState): ShapeView {
  const shape = shapeFor(application, state.conf);
  const wouldDo = state.workers.filter((worker) => fitsOn(shape, roomOfEmpty(worker))).length;
  const fitting = howManyMore(state, application).executors;
  return { shape, outsized: outsized(state, shape), free: freeRoom(state, shape), fitting, wouldDo };
}

/** What would hold it back in an empty cluster too: its own settings, or the Master's default for those who have none. */
function ownLimit({ state: { conf }, cores }: Survey, application: ApplicationState, { unit }: ExecutorShape): WaitReason | undefined {
  const { coresMax, executorLimit, executors } = application;
  if (executorLimit === 0) return { kind: 'idle' };
  if (executorLimit !== undefined && executors.length >= executorLimit) {
    return { kind: 'capped', by: 'executor limit', limit: executorLimit, executorCores: unit };
  }
  if (coresMax === undefined && conf.defaultCores === undefined) return undefined;

  const by: Cap = coresMax === undefined ? 'spark.deploy.defaultCores' : 'spark.cores.max';
  const limit = mayHave({ conf }, cores, application);
  const left = limit - grantedTo(application);
  if (limit < unit) return { kind: 'capped', by, limit, executorCores: unit };
  return left < unit ? { kind: 'remainder', by, limit, executorCores: unit, left } : undefined;
}

/** It would fit into this cluster, but not into what is free. */
function crowdedOut(overview: Survey, application: ApplicationState, place: number, { shape, free, fitting, wouldDo }: ShapeView): WaitReason {
  const asks = askOf(shape);
  if (fitting > 0) return { kind: 'fits-now', asks, executors: fitting };
  // More workers would do than it is on: then one of them does without it, and only others can be in its way.
  if (wouldDo <= application.executors.length) {
    const rooms = roomsLeftByItself(overview.state, application, shape);
    if (!rooms.some((room) => fitsOn(shape, room))) return { kind: 'stranded', asks, free: freeAmong(rooms, shape) };
  }
  const { demand } = overview;
  const unlimited = demand.unlimited.filter(({ application: name }) => name !== application.name);
  return { kind: 'not-now', asks, free, demand: { ...demand, unlimited }, holders: holdersSeenFrom(overview, place) };
}

/** What would be free if its own executors were all that the workers hold. */
function roomsLeftByItself({ workers }: ClusterState, { executors }: ApplicationState, shape: ExecutorShape): NamedRoom[] {
  return workers.map((worker) => {
    const own = executors.filter((executor) => executor.worker === worker.id);
    const empty = roomOfEmpty(worker);
    return {
      worker: worker.id,
      coresFree: own.reduce((left, { cores }) => left - cores, empty.coresFree),
      memoryFreeMb: own.reduce((left, { memoryMb }) => left - memoryMb, empty.memoryFreeMb),
      resourcesFree: new Map(
        [...empty.resourcesFree].map(([name, amount]) => [name, amount - own.length * (shape.resources.get(name) ?? 0)]),
      ),
    };
  });
}
