import { diagnose } from '#diagnosis/diagnose.js';
import { fitPart } from '#diagnosis/report-parts/fit.js';
import type { Report } from '#diagnosis/report.js';
import { toReport } from '#diagnosis/to-report.js';
import type { Snapshot } from '#evidence/snapshot.js';
import { compareProject } from '#model/drift/compare-project.js';
import { buildModel, type Model } from '#model/model.js';
import type { Rule } from '#rules/define-rule.js';
import { rules } from '#rules/index.js';
import { DEFAULT_THRESHOLDS } from '#rules/thresholds.js';

import { displayPath } from './display-path.js';
import { UserError } from './errors.js';
import { unknownRule } from './explain.js';
import { version } from './version.js';

export interface ExamineFlags {
  readonly failOn?: Report['failOn'];
  readonly require?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
}

/** A snapshot through the whole line: model, verdicts, report. */
export function examine(snapshot: Snapshot, flags: ExamineFlags, mode: Report['mode'], before?: { readonly name: string; readonly snapshot: Snapshot }): Report {
  const model = modelOf(snapshot);
  const verdicts = diagnose(model, judging(chosenRules(flags), mode), DEFAULT_THRESHOLDS);
  return toReport(model, verdicts, {
    k2doctor: version,
    mode,
    failOn: flags.failOn ?? 'warning',
    require: flags.require ?? [],
    displayPath: (path) => displayPath(path, snapshot.invocation.cwd),
    ...(mode === 'offline' ? { fit: fitPart(model, DEFAULT_THRESHOLDS.headroom, before === undefined ? undefined : { name: before.name, model: modelOf(before.snapshot) }) } : {}),
  });
}

const modelOf = (snapshot: Snapshot): Model =>
  buildModel(snapshot, { joins: new Map() }, ({ compose, docker, 'mounted-files': mountedFiles }) =>
    docker === undefined ? [] : compareProject({ compose, docker, mountedFiles }),
  );

/** Files alone are judged by the rules of files alone: the others would all say that they saw nothing. */
const judging = (chosen: readonly Rule[], mode: Report['mode']): readonly Rule[] =>
  mode === 'offline' ? chosen.filter(({ needs }) => needs.every((need) => need === 'compose')) : chosen;

/** @throws UserError for a rule that does not exist. */
export function chosenRules({ only = [], skip = [] }: ExamineFlags): readonly Rule[] {
  for (const id of [...only, ...skip]) if (!rules.some((rule) => rule.id === id)) throw unknownRule(id);
  const chosen = rules.filter(({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id));
  if (chosen.length === 0) throw new UserError('--only and --skip leave no rule to judge by');
  return chosen;
}
