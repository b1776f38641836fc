import { diagnose, type Finding, type Verdict } from '#diagnosis/diagnose.js';
import { explain, type Explained } from '#diagnosis/causes.js';
import { findingsOf } from '#diagnosis/diagnose.js';
import type { Snapshot } from '#evidence/snapshot.js';
import { compareProject } from '#model/drift/compare-project.js';
import { withRuntime } from '#model/drift/runtime/with-runtime.js';
import { buildModel, type Model } from '#model/model.js';
import { rules } from '#rules/index.js';
import { DEFAULT_THRESHOLDS } from '#rules/thresholds.js';

export const modelOf = (snapshot: Snapshot): Model =>
  buildModel(snapshot, { joins: new Map() }, ({ compose, docker, 'mounted-files': mountedFiles }, running) =>
    docker === undefined ? [] : withRuntime(compareProject({ compose, docker, mountedFiles }), running, compose),
  );

/** What one rule says of a snapshot. */
export function verdictOf(id: string, snapshot: Snapshot): Verdict {
  const [verdict] = diagnose(modelOf(snapshot), rules.filter((rule) => rule.id === id), DEFAULT_THRESHOLDS);
  if (verdict === undefined) throw new Error(`no rule ${id}`);
  return verdict;
}

export function findings(id: string, snapshot: Snapshot): readonly Finding[] {
  const verdict = verdictOf(id, snapshot);
  if (verdict.kind === 'crashed') throw verdict.error;
  return verdict.kind === 'ill' ? verdict.findings : [];
}

/** The whole catalogue, causes over symptoms. */
export const explained = (snapshot: Snapshot): readonly Explained[] => explain(findingsOf(diagnose(modelOf(snapshot), rules, DEFAULT_THRESHOLDS)));
