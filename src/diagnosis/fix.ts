import type { Model } from '#model/model.js';
import { commandsOf } from '#model/remedy.js';

import type { Finding } from './diagnose.js';
import { effectOf } from './effect.js';
import type { ReportFix } from './report.js';

/** The fewest commands that do what all findings ask for; null when nothing is to be run. */
export function fixOf(findings: readonly Finding[], model: Model): ReportFix | null {
  const actions = findings.flatMap(({ remedy }) => remedy.actions);
  const commands = commandsOf(actions, model.invocation);
  if (commands.length === 0) return null;
  return { commands, effect: effectOf(actions, model) ?? 'interrupts nothing that runs', prediction: null, alternative: null };
}
