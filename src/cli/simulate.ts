import { answerOf, answerScenario } from '#model/scheduler/answer.js';
import { drawPlain, pictureOf } from '#model/scheduler/picture.js';
import { play } from '#model/scheduler/play.js';
import { readScenarios, ScenarioError } from '#model/scheduler/read-scenarios.js';
import type { Scenario } from '#model/scheduler/scenario.js';
import { mapText } from '#reporters/parts/map-text.js';
import { terminalText } from '#reporters/parts/terminal-text.js';

import { UserError } from './errors.js';
import { scenarioText } from './simulate/scenario-text.js';

/**
 * `simulate --cluster FILE`: plays one scenario, or many as JSON lines, and
 * answers each: as JSON line for line, or as text for people.
 * @throws UserError for a file that is no scenario; the message names line and path.
 */
export function simulateCluster(text: string, format: 'json' | 'text'): string {
  const scenarios = readable(text);
  return format === 'json' ? scenarios.map(inJson).join('') : scenarios.map(inText).join('\n');
}

function readable(text: string): Scenario[] {
  try {
    return readScenarios(text);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    // V8 quotes the offending text in its messages, and the text is foreign.
    throw new UserError(`the scenario cannot be read: ${terminalText(error.message)}`, {
      hint: 'one JSON object, or one a line: workers, applications, events',
      cause: error,
    });
  }
}

/** Absent values are null in what we print. */
const inJson = (scenario: Scenario): string =>
  `${JSON.stringify(answerScenario(scenario), (_, value: unknown) => (value === undefined ? null : value))}\n`;

function inText(scenario: Scenario): string {
  const ending = play(scenario);
  const safe = mapText({ answer: answerOf(scenario.id, ending), picture: pictureOf(ending.state) }, terminalText);
  return scenarioText(safe.answer, safe.picture, drawPlain(safe.picture));
}
