import { unavailable, type Evidence } from '#evidence/evidence.js';
import type { Facts, Invocation, Snapshot } from '#evidence/snapshot.js';

import type { Io } from './io.js';
import { version } from './version.js';

export interface LookFlags {
  readonly master: readonly string[];
  /** Seconds for the whole run. */
  readonly timeout: number;
  readonly sample?: number;
}

/** Everything that can be seen now, redacted. */
export async function collectSnapshot(invocation: Invocation, _flags: LookFlags, io: Io): Promise<Snapshot> {
  const compose: Evidence<Facts['compose']> = unavailable({ kind: 'not-collected' });
  return Promise.resolve({ snapshotVersion: 1, k2doctor: version, takenAt: io.now().toISOString(), invocation, evidence: { compose } });
}
