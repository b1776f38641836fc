import { diagnose } from '#diagnosis/diagnose.js';
import { fitPart } from '#diagnosis/report-parts/fit.js';
import type { Report } from '#diagnosis/report.js';
import { weigh } from '#diagnosis/severities.js';
import { suppress } from '#diagnosis/suppress.js';
import { toReport } from '#diagnosis/to-report.js';
import type { Snapshot } from '#evidence/snapshot.js';
import { compareProject } from '#model/drift/compare-project.js';
import { expectedByLabel } from '#model/drift/expected-by-label.js';
import { withoutExpected } from '#model/drift/expected.js';
import { withRuntime } from '#model/drift/runtime/with-runtime.js';
import { buildModel, type Model } from '#model/model.js';
import type { Rule } from '#rules/define-rule.js';
import { rules } from '#rules/index.js';

import { displayPath } from './display-path.js';
import { UserError } from './errors.js';
import { unknownRule } from './explain.js';
import { DEFAULT_SETTINGS, type Settings } from './settings/settings.js';
import { version } from './version.js';

export interface ExamineFlags {
  readonly failOn?: Report['failOn'];
  readonly require?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly settings?: Settings;
  /** Fingerprints of findings that are known already. */
  readonly known?: ReadonlySet<string>;
}

/** A snapshot through the whole line: model, verdicts, report. */
export function examine(snapshot: Snapshot, flags: ExamineFlags, mode: Report['mode'], before?: { readonly name: string; readonly snapshot: Snapshot }): Report {
  const { settings = DEFAULT_SETTINGS, failOn = 'warning', require = [] } = flags;
  const model = modelOf(snapshot, settings);
  const { verdicts, silenced } = judge(model, judging(chosenRules(flags), mode), flags);
  return toReport(model, verdicts, {
    k2doctor: version,
    mode,
    failOn,
    require,
    silenced,
    displayPath: (path) => displayPath(path, snapshot.invocation.cwd),
    ...(mode === 'offline' ? { fit: fitPart(model, settings.thresholds.headroom, before === undefined ? undefined : { name: before.name, model: modelOf(before.snapshot, settings) }) } : {}),
  });
}

const modelOf = (snapshot: Snapshot, { joins, silences, expected }: Settings): Model =>
  buildModel(snapshot, { joins, silences }, ({ compose, docker, 'mounted-files': mountedFiles }, running) =>
    docker === undefined ? [] : withoutExpected(withRuntime(compareProject({ compose, docker, mountedFiles }), running, compose), [...expected, ...expectedByLabel(compose, docker)]),
  );

/** Files alone are judged by the rules of files alone: the others would all say that they saw nothing. */
const judging = (chosen: readonly Rule[], mode: Report['mode']): readonly Rule[] =>
  mode === 'offline' ? chosen.filter(({ needs }) => needs.every((need) => need === 'compose')) : chosen;

/** Twice over what silences nothing: whether it does is known when all others have judged, and then it is a finding too. */
function judge(model: Model, chosen: readonly Rule[], { settings = DEFAULT_SETTINGS, known = new Set<string>() }: ExamineFlags) {
  const { thresholds, severities } = settings;
  const options = { severities, baseline: known };
  const others = diagnose(model, chosen.filter(({ id }) => id !== UNUSED), thresholds);
  const { unused } = suppress(others, model, options);
  // A report about some services says nothing about what the others are silenced for.
  const told = model.invocation.services.length === 0 ? { ...model.told, unused } : model.told;
  const last = diagnose({ ...model, told }, chosen.filter(({ id }) => id === UNUSED), thresholds);
  const verdicts = weigh([...others, ...last], severities, model);
  return { verdicts, silenced: suppress(verdicts, model, options).silenced };
}

const UNUSED = 'config/suppression-unused';

/** @throws UserError for a rule that does not exist. */
export function chosenRules({ only = [], skip = [], settings }: ExamineFlags): readonly Rule[] {
  for (const id of [...only, ...skip]) if (!rules.some((rule) => rule.id === id)) throw unknownRule(id);
  const off = settings?.off ?? [];
  const chosen = rules.filter(({ id }) => (only.length === 0 ? !off.includes(id) : only.includes(id)) && !skip.includes(id));
  if (chosen.length === 0) throw new UserError('--only and --skip leave no rule to judge by');
  return chosen;
}
