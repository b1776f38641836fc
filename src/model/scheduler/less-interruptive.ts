import { grantedTo, type ClusterState } from './cluster-state.js';
import { predict, type Prediction, type Remedy } from './predict.js';

/** A part of a remedy after which every application runs all the same, and its price. */
export interface LessInterruptive {
  readonly remedy: Remedy;
  /** Applications that hold cores now and would be interrupted by this part. */
  readonly interrupts: readonly string[];
  readonly prediction: Prediction;
  /** Headroom that the whole remedy would leave and this part does not, 0 to 1. Negative: this one leaves more. */
  readonly headroomLost: number;
}

/** Up to so many restarts every choice among them is tried. */
const TRIED_EXHAUSTIVELY = 12;

/**
 * The part of a remedy's restarts that interrupts the fewest running
 * applications, then restarts the fewest at all, then leaves the most headroom,
 * after which all are RUNNING and hold cores. Undefined when only the whole
 * remedy, or not even that, achieves it.
 */
export function lessInterruptive(state: ClusterState, remedy: Remedy): LessInterruptive | undefined {
  const whole = predict(state, remedy);
  const busy = new Set(state.applications.filter((application) => grantedTo(application) > 0).map(({ name }) => name));

  let best: LessInterruptive | undefined;
  for (const restarts of partsOf(remedy, busy)) {
    const part = { ...remedy, restarts };
    const prediction = predict(state, part);
    if (!everyoneRuns(prediction.state)) continue;
    const interrupts = restarts.flatMap(({ leaves }) => (leaves !== undefined && busy.has(leaves) ? [leaves] : []));
    const headroomLost = (whole.headroom ?? 0) - (prediction.headroom ?? 0);
    const candidate = { remedy: part, interrupts, prediction, headroomLost };
    if (best === undefined || isBetter(candidate, best)) best = candidate;
  }
  return best;
}

/** Idle ones (executor limit 0) want nothing, and that is well. */
const everyoneRuns = ({ applications }: ClusterState): boolean =>
  applications.every((application) => application.executorLimit === 0 || grantedTo(application) > 0);

function isBetter(a: LessInterruptive, b: LessInterruptive): boolean {
  const order =
    a.interrupts.length - b.interrupts.length ||
    a.remedy.restarts.length - b.remedy.restarts.length ||
    a.headroomLost - b.headroomLost;
  return order < 0;
}

/** Every proper part, or for long lists a chain of them: the waiting ones first, then one running one more at a time. */
function* partsOf({ restarts }: Remedy, busy: ReadonlySet<string>): Iterable<Remedy['restarts']> {
  if (restarts.length <= TRIED_EXHAUSTIVELY) {
    for (let chosen = 0; chosen < 2 ** restarts.length - 1; chosen += 1) {
      yield restarts.filter((_, at) => (chosen & (1 << at)) !== 0);
    }
    return;
  }
  const isBusy = ({ leaves }: Remedy['restarts'][number]) => leaves !== undefined && busy.has(leaves);
  const inOrder = [...restarts.filter((restart) => !isBusy(restart)), ...restarts.filter(isBusy)];
  for (let count = 0; count < restarts.length; count += 1) {
    const chosen = new Set(inOrder.slice(0, count));
    yield restarts.filter((restart) => chosen.has(restart));
  }
}
