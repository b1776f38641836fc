import type { ComposeEvidence } from './compose/schema.js';
import type { ContainerLogsEvidence } from './container-logs/schema.js';
import type { ContainerProcessesEvidence } from './container-processes/schema.js';
import type { ContainerStatsEvidence } from './container-stats/schema.js';
import type { DockerEvidence } from './docker/schema.js';
import type { EngineEventsEvidence } from './engine-events/schema.js';
import type { Evidence } from './evidence.js';
import type { MountedFilesEvidence } from './mounted-files/schema.js';
import type { SparkDriversEvidence } from './spark-drivers/schema.js';
import type { SparkMasterEvidence } from './spark-master/schema.js';
import type { SparkWorkersEvidence } from './spark-workers/schema.js';

/** What each source holds once it was read. A source is a folder of this one. */
export interface Facts {
  readonly compose: ComposeEvidence;
  readonly docker: DockerEvidence;
  readonly 'container-processes': ContainerProcessesEvidence;
  readonly 'container-logs': ContainerLogsEvidence;
  readonly 'container-stats': ContainerStatsEvidence;
  readonly 'engine-events': EngineEventsEvidence;
  readonly 'mounted-files': MountedFilesEvidence;
  readonly 'spark-master': SparkMasterEvidence;
  readonly 'spark-workers': SparkWorkersEvidence;
  readonly 'spark-drivers': SparkDriversEvidence;
}

export type Source = keyof Facts;

export type EvidenceBySource = { readonly [S in Source]?: Evidence<Facts[S]> };

/** How the project was named on the command line: what every printed command must repeat. */
export interface Invocation {
  readonly files: readonly string[];
  readonly projectName?: string;
  readonly projectDirectory?: string;
  readonly profiles: readonly string[];
  readonly envFiles: readonly string[];
  readonly host?: string;
  readonly context?: string;
  /** Services named as arguments: the report is about these. */
  readonly services: readonly string[];
  readonly offline: boolean;
  /** The caller's folder: places are shown relative to it. */
  readonly cwd: string;
}

/** All evidence of one moment, redacted, as it is saved and replayed. */
export interface Snapshot {
  readonly snapshotVersion: 1;
  readonly k2doctor: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly invocation: Invocation;
  readonly evidence: EvidenceBySource;
}
