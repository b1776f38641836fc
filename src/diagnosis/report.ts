import type { Place } from '#evidence/place.js';

/** What `--fail-on` takes. */
export const FAIL_LEVELS = ['critical', 'warning', 'info', 'never'] as const;

/**
 * The report, schema version 1: what every format is rendered from, and what `--format json` prints.
 * Fields are added, never changed. Absent is null. Memory is bytes everywhere, times are ISO 8601 in UTC.
 * Text is redacted and may still hold anything a name may hold: each format escapes for itself.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly k2doctor: string;
  readonly takenAt: string;
  readonly mode: 'live' | 'offline' | 'snapshot';
  readonly project: ReportProject;
  readonly exitCode: number;
  /** The level at and above which findings make exit code 1. */
  readonly failOn: (typeof FAIL_LEVELS)[number];
  readonly cluster: ReportCluster | null;
  readonly jobs: readonly ReportJob[];
  readonly services: readonly ReportService[];
  /** Headline first: unexplained ones by severity, each followed by what it explains. */
  readonly findings: readonly ReportFinding[];
  /** Silenced by comment, configuration or baseline; shown with `--show-suppressed`, never counted. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly fix: ReportFix | null;
  readonly coverage: { readonly compared: number; readonly inStep: number; readonly unknown: number };
  /** What could not be seen. Nothing that depends on it is called healthy. */
  readonly blindSpots: readonly BlindSpot[];
  /** How every rule of the catalogue ended, sorted by id. */
  readonly verdicts: readonly RuleVerdict[];
  /** What formats that describe rules need (SARIF, JUnit); every rule of the catalogue, sorted by id. */
  readonly rules: readonly ReportRule[];
  /** Table of capacity against demand; null unless computed (`--offline`). */
  readonly fit: ReportFit | null;
}

export type Severity = 'critical' | 'warning' | 'info';
export type Plane = 'declared' | 'deployed' | 'requested' | 'granted';

export interface ReportProject {
  readonly name: string;
  /** As shown to the user: relative to the caller's folder where they lie below it. */
  readonly files: readonly string[];
}

export interface Amounts {
  readonly total: number;
  readonly used: number;
  readonly free: number;
}

export interface ReportCluster {
  readonly masters: readonly { readonly url: string; readonly status: string; readonly ui: string; readonly service: string | null }[];
  readonly sparkVersion: string | null;
  /** Over ALIVE workers. */
  readonly cores: Amounts;
  readonly memoryBytes: Amounts;
  /** Free cores divided by cores, 0 to 1; null without cores. */
  readonly headroom: number | null;
  readonly workers: readonly ReportWorker[];
  /** False when nothing was seen of a running master: the figures are what the files declare. */
  readonly seen: boolean;
}

export interface ReportWorker {
  readonly id: string;
  readonly service: string | null;
  readonly container: string | null;
  readonly state: string;
  readonly cores: Amounts;
  readonly memoryBytes: Amounts;
  /** Executors in order of launch; `job` is the application's name or service, for the picture. */
  readonly executors: readonly { readonly application: string; readonly job: string; readonly cores: number | null; readonly memoryBytes: number | null }[];
  /** Where its size comes from, by setting and plane; shown by `-v`. */
  readonly provenance: readonly WorkerTrace[];
}

export interface WorkerTrace {
  readonly setting: string;
  /** advertised: what the worker told the master. */
  readonly plane: 'declared' | 'deployed' | 'advertised' | 'granted';
  readonly value: string;
  readonly place: Place | null;
  readonly via: readonly string[];
}

/** One value on the planes where it is known; null: nothing known there. */
export interface PlaneValues<T> {
  readonly declared: T | null;
  readonly deployed: T | null;
  readonly requested: T | null;
  readonly granted?: T | null;
}

export interface ReportJob {
  /** null: an outside driver. */
  readonly service: string | null;
  /** null: the driver runs in no container that is seen. */
  readonly container: string | null;
  /** What to call it in a table: service, else application name. */
  readonly label: string;
  readonly application: {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly waitingSeconds: number | null;
    readonly runningSeconds: number | null;
    readonly matchedBy: string;
  } | null;
  /** coresMax, executorCores, executorMemoryBytes always; more where they are known. */
  readonly settings: Readonly<Record<string, PlaneValues<number | string>>>;
  readonly granted: { readonly cores: number; readonly executors: number; readonly memoryBytes: number } | null;
  /** Its process, as far as Docker's `top` and the master tell of it; null: nothing is known. */
  readonly driver?: ReportDriver | null;
  readonly divergence: { readonly setting: string; readonly from: Plane; readonly to: Plane } | null;
  /** Why it has fewer cores than it may have; null when it has all, or is not registered. */
  readonly wait: ReportWait | null;
  /** Where each value comes from, by setting and plane; shown by `-v`. */
  readonly provenance: readonly { readonly setting: string; readonly plane: Plane; readonly value: string; readonly place: Place | null; readonly via: readonly string[] }[];
}

export interface ReportDriver {
  /** Where executors and the master reach it: by default the short id of its container. */
  readonly host: string | null;
  /** `container`: as what the container runs; `exec`: by `docker exec`. */
  readonly startedBy: 'container' | 'exec' | null;
  readonly user: string | null;
  readonly runningSeconds: number | null;
  /** What it was started with, redacted; null: `top` was not read, or does not tell which process it is. */
  readonly command: string | null;
}

export interface ReportWait {
  /** never: no worker is large enough; not-now: others hold what it needs; stranded: its own executors do; fits-now: the next pass gives it. */
  readonly kind: 'idle' | 'capped' | 'remainder' | 'no-worker' | 'never' | 'fits-now' | 'not-now' | 'stranded';
  /** With the arithmetic; lower case, no full stop. */
  readonly sentence: string;
  /** Sizes that were not visible: with one the reason is likely, not proven. */
  readonly unknown: readonly string[];
  /** Each played and found to work; `cores`: what it then holds. */
  readonly waysOut: readonly { readonly changes: 'job' | 'cluster'; readonly sentence: string; readonly cores: number }[];
}

export type DriftKind =
  | 'recreate-without-difference'
  | 'edited-not-applied'
  | 'restarted-not-recreated'
  | 'changed-by-hand'
  | 'mounted-file-newer-than-process'
  | 'image-moved'
  | 'orphan'
  | 'missing'
  | 'stopped'
  | 'unhealthy'
  | 'set-in-code'
  | 'stale-worker';

export interface ReportDrift {
  /** Path in the resolved model: `command`, `environment.KEY`, `mem_limit`; null when nothing differs in meaning. */
  readonly field: string | null;
  readonly declared: string | null;
  readonly deployed: string | null;
  readonly place: Place | null;
  readonly via: readonly string[];
  readonly kind: DriftKind;
  /** Expected to differ, by configuration or label; with the reason. */
  readonly ignored: string | null;
}

export interface ReportService {
  readonly service: string;
  readonly containers: readonly string[];
  readonly role: 'master' | 'worker' | 'job' | 'other';
  readonly drift: readonly ReportDrift[];
  /** Would `docker compose up -d` recreate it? false for missing and orphan services; null when that cannot be told. */
  readonly recreate: boolean | null;
  readonly restartNeeded: boolean | null;
  readonly remedy: readonly string[];
}

export interface Subject {
  readonly kind: 'service' | 'container' | 'application' | 'worker' | 'master' | 'driver' | 'file' | 'cluster' | 'project';
  readonly name: string;
}

export interface ReportExhibit {
  readonly label: string;
  readonly plane: Plane | null;
  readonly place: Place | null;
}

export interface ReportRemedy {
  readonly summary: string;
  /** Shell-safe, one command each. */
  readonly commands: readonly string[];
  /** What it interrupts, in words: "restarts 1 streaming job". */
  readonly effect: string | null;
}

export interface ReportFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: Subject;
  /** One sentence with numbers. */
  readonly message: string;
  readonly explainedBy: { readonly rule: string; readonly subject: Subject } | null;
  readonly exhibits: readonly ReportExhibit[];
  readonly remedy: ReportRemedy;
  /** Stable over runs and machines: rule and subject, not message or line. */
  readonly fingerprint: string;
  /** seen: read from the systems; likely: inferred, evidence is missing. */
  readonly confidence: 'seen' | 'likely';
}

export interface SuppressedFinding {
  readonly finding: ReportFinding;
  readonly by: 'comment' | 'configuration' | 'baseline';
  readonly reason: string | null;
  readonly place: Place | null;
}

export interface PredictedApplication {
  readonly service: string | null;
  readonly name: string;
  readonly state: 'RUNNING' | 'WAITING';
  readonly cores: number;
  /** Both ends equal `cores` where nothing is open. */
  readonly coresRange: Range;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** The likeliest outcome, and how far it may be another. */
export interface Prediction {
  readonly cores: Amounts;
  readonly headroom: number | null;
  readonly applications: readonly PredictedApplication[];
  /** Over everything that was not visible and that nobody decides; `running`: applications that hold cores. */
  readonly range: { readonly coresUsed: Range; readonly running: Range };
  /** What the outcome hangs on, in words; empty where it is certain. */
  readonly dependsOn: readonly string[];
}

export interface ReportFix {
  readonly commands: readonly string[];
  readonly effect: string;
  /** null when the cluster's state is not known well enough to simulate. */
  readonly prediction: Prediction | null;
  /** Heals with less interruption, at a price. */
  readonly alternative: { readonly commands: readonly string[]; readonly effect: string; readonly price: string; readonly prediction: Prediction } | null;
}

export interface BlindSpot {
  /** A folder of evidence/. */
  readonly source: string;
  readonly subject: string | null;
  readonly reason: string;
  /** What would supply it: a command or flag. */
  readonly remedy: string | null;
  /** Missing it is why the exit code is 3. */
  readonly required: boolean;
}

/** A rule as its documentation describes it. */
export interface ReportRule {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly remedy: string;
  readonly helpUri: string | null;
}

export interface RuleVerdict {
  readonly rule: string;
  readonly verdict: 'healthy' | 'ill' | 'unknown' | 'not-applicable' | 'crashed';
  /** How many subjects were examined. */
  readonly examined: number;
  readonly detail: string | null;
}

export interface ReportFit {
  readonly capacity: { readonly cores: number | null; readonly memoryBytes: number | null };
  readonly demand: { readonly cores: number | null };
  /** Free cores of all once everything runs, 0 to 1; the least where it is not certain. */
  readonly headroom: number | null;
  /** The headroom that is wanted, and whether it stays. */
  readonly wantedHeadroom: number;
  readonly keepsHeadroom: 'yes' | 'no' | 'depends' | null;
  readonly jobs: readonly ReportFitJob[];
  /** What the files leave open. */
  readonly unknown: readonly string[];
  /** Before and after, with `--compare`. */
  readonly compared: { readonly with: string; readonly lines: readonly string[] } | null;
}

export interface ReportFitJob {
  readonly service: string;
  readonly verdict: 'runs' | 'partly' | 'waits' | 'unknown';
  readonly cores: number | null;
  /** Over what the files leave open. */
  readonly coresRange: Range;
  readonly reason: string | null;
  readonly waysOut: ReportWait['waysOut'];
}
