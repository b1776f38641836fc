import type { Prediction, Report } from '#diagnosis/report.js';

import { predictionWords } from '../parts/prediction.js';
import { hang, title, type Page } from '../parts/page.js';
import { count } from '../parts/words.js';

/** Commands to copy, each on one line however long; then what they lead to, and the gentler way with its price. */
export function fix({ fix }: Report, page: Page): readonly string[] {
  if (fix === null) return [];
  const { commands, effect, prediction, alternative } = fix;
  const lines = [
    ...hang(page, { prefix: title('Fix'), prefixStyle: page.paint.bold }, effect),
    ...commandLines(commands, page),
    ...(prediction === null ? [] : after(prediction, page)),
  ];
  if (alternative === null) return lines;
  const words = `with less interruption: ${alternative.effect}; the price: ${alternative.price}`;
  return [
    ...lines,
    '',
    ...hang(page, { prefix: title('Or'), prefixStyle: page.paint.bold }, words),
    ...commandLines(alternative.commands, page),
    ...after(alternative.prediction, page),
  ];
}

/** Never wrapped: a broken line would not be the command. */
export const commandLines = (commands: readonly string[], { paint }: Page): readonly string[] =>
  commands.map((command) => `  ${paint.cyan(command)}`);

function after(prediction: Prediction, page: Page): readonly string[] {
  const lines = hang(page, { prefix: title('After'), prefixStyle: page.paint.bold }, `${predictionWords(prediction)} (simulated)`);
  if (page.verbosity < 1) return lines;
  const each = prediction.applications.map(({ service, name, state, coresRange: { least, most } }) => `${service ?? name} ${state} with ${least === most ? count(least, 'core') : `${least} to ${most} cores`}`);
  return [...lines, ...each.flatMap((words) => hang(page, { prefix: title('') }, words))];
}
