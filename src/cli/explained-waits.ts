import type { EvidenceBySource } from '#evidence/snapshot.js';
import { buildModel } from '#model/model.js';
import { unseenOf } from '#model/possible-states.js';
import { explainWaits } from '#model/scheduler/explain.js';
import { observedState } from '#model/scheduler-state.js';

const NOWHERE = { files: [], profiles: [], envFiles: [], services: [], offline: false, cwd: '' };

/**
 * Of what engine and master say alone: the applications whose wait the scheduler's arithmetic explains, with nothing
 * unseen of what they ask for. Not one that would fit, and none where no worker is there to fit on: those are riddles.
 */
export function explainedWaits(evidence: EvidenceBySource, now: Date): ReadonlySet<string> {
  const model = buildModel({ snapshotVersion: 1, k2doctor: '', takenAt: now.toISOString(), invocation: NOWHERE, evidence }, { joins: new Map() }, () => []);
  const observed = observedState(model);
  if (observed === undefined) return new Set();
  const waits = explainWaits(observed.state);
  const explained = [...observed.jobs.values()].filter((job, place) => {
    const wait = waits[place];
    return wait !== undefined && wait.reason.kind !== 'fits-now' && wait.reason.kind !== 'no-worker' && unseenOf(job).length === 0;
  });
  return new Set(explained.flatMap(({ application }) => application?.id ?? []));
}
