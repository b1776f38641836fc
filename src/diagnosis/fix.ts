import { forecast } from '#model/forecast.js';
import { healingOf } from '#model/healing.js';
import type { Model } from '#model/model.js';
import { commandsOf, type Action } from '#model/remedy.js';
import { observedState, type ObservedState } from '#model/scheduler-state.js';
import { grantedTo } from '#model/scheduler/cluster-state.js';
import { coresOf } from '#model/scheduler/headroom.js';
import { lessInterruptive } from '#model/scheduler/less-interruptive.js';

import type { Finding } from './diagnose.js';
import { effectOf } from './effect.js';
import { predictionPart } from './report-parts/prediction.js';
import type { ReportFix } from './report.js';

/** The fewest commands that do what all findings ask for, and the state after them; null when nothing is to be run. */
export function fixOf(findings: readonly Finding[], model: Model): ReportFix | null {
  const actions = inFileOrder(findings.flatMap(({ remedy }) => remedy.actions), model);
  const commands = commandsOf(actions, model.invocation);
  if (commands.length === 0) return null;
  const observed = observedState(model);
  const after = observed === undefined ? undefined : forecast(observed, (state) => healingOf(actions, model, observed, state));
  return {
    commands,
    effect: effectOf(actions, model) ?? 'interrupts nothing that runs',
    prediction: observed === undefined || after === undefined ? null : predictionPart(after, observed, model.jobs),
    alternative: observed === undefined || after === undefined ? null : alternativeOf(actions, model, observed),
  };
}

/** The order of the file reads better than that of the findings, and says nothing else. */
function inFileOrder(actions: readonly Action[], { services }: Model): readonly Action[] {
  const place = new Map(services.map(({ name }, at) => [name, at]));
  const placeOf = (action: Action) => ('service' in action ? (place.get(action.service) ?? services.length) : services.length);
  return [...actions].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Fewer interruptions, the same illness healed: only offered where it is another choice than the whole fix. */
function alternativeOf(actions: readonly Action[], model: Model, observed: ObservedState): ReportFix['alternative'] {
  const healing = healingOf(actions, model, observed);
  const waits = observed.state.applications.some((application) => application.executorLimit !== 0 && grantedTo(application) === 0);
  const interrupted = healing.restarts.some(({ leaves }) => observed.state.applications.some((application) => application.name === leaves && grantedTo(application) > 0));
  if (!waits || !interrupted || healing.workers.length > 0) return null;
  const less = lessInterruptive(observed.state, healing);
  if (less === undefined || less.remedy.restarts.length === 0) return null;
  const kept = new Set(less.remedy.restarts.map(({ leaves, joins }) => observed.jobs.get(leaves ?? joins?.name ?? '')?.service?.name));
  const chosen = actions.filter((action) => (action.kind === 'up' || action.kind === 'restart') && kept.has(action.service));
  if (chosen.length === 0) return null;
  const after = forecast(observed, (state) => healingOf(chosen, model, observed, state));
  // Where it hangs on chance, or on what was not seen, whether all run, it is no advice.
  if (after === undefined || after.running.least < less.prediction.state.applications.filter((application) => grantedTo(application) > 0).length) return null;
  const { total, used } = coresOf(less.prediction.state);
  return {
    commands: commandsOf(chosen, model.invocation),
    effect: effectOf(chosen, model) ?? 'interrupts nothing that runs',
    price: `${String(used)} of ${String(total)} cores used, ${String(Math.round((less.prediction.headroom ?? 0) * 100))} % headroom; the others stay as they are until they are recreated too`,
    prediction: predictionPart(after, observed, model.jobs),
  };
}
