/** Where the Masters of two releases would decide differently. The loop over cores and memory never changed. */
export interface SparkBehaviour {
  /** 3.0: executors and drivers may ask for custom resources. Before, such wishes are not heard. */
  readonly countsResources: boolean;
  /** 3.1: losing a worker is a reason to look at the queue again. Before, the next event was. */
  readonly passesAfterWorkerLoss: boolean;
  /** 4.0: selection policies, workers of equal key by id, drivers packed and limited on request. */
  readonly ordersWorkersById: boolean;
}

/**
 * Master.scala of 2.4.5 to 4.1.1, answers checked against 3.5.3, 4.0.1 and 4.3.0.
 * A version that cannot be read counts as 3.5: it leaves the most to chance, so nothing is promised too much.
 */
export function behaviourOf(version: string | undefined): SparkBehaviour {
  const [, major = '3', minor = '5'] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  const since = (wantedMajor: number, wantedMinor: number) =>
    Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
  return {
    countsResources: since(3, 0),
    passesAfterWorkerLoss: since(3, 1),
    ordersWorkersById: since(4, 0),
  };
}
