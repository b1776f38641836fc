import type { Engine } from './docker/engine.js';
import type { Http } from './http.js';
import type { Redactor } from './redact.js';
import type { EvidenceBySource } from './snapshot.js';

/** What a sensor may use. Everything of the world comes through here. */
export interface SensorContext {
  /** Aborted when the run's `--timeout` is over. */
  readonly signal: AbortSignal;
  /** Milliseconds left for one source; a late answer is cut and named. */
  readonly deadline: number;
  readonly redactor: Redactor;
  readonly http: Http;
  /** Absent with `--offline`. */
  readonly engine?: Engine;
  /** `--master`, in order; `http://host:8080` or `spark://host:7077`. */
  readonly masters: readonly string[];
  /** Only what the user's environment says about Spark: `SPARK_MASTER_URL` ... */
  readonly env: ReadonlyMap<string, string>;
  readonly now: () => Date;
  /** `--sample`, seconds. */
  readonly sample?: number;
}

/** What was seen before this sensor's turn. */
export type Earlier = EvidenceBySource;
