import type { Prediction, Report } from '#diagnosis/report.js';

import { html, NOTHING, type Html } from '../parts/html-text.js';
import { predictionWords } from '../parts/prediction.js';

/** Commands that one click or tap selects whole, and what they lead to. */
export function fix({ fix }: Report): Html {
  if (fix === null) return NOTHING;
  const { commands, effect, prediction, alternative } = fix;
  return html`<section aria-labelledby="fix"><h2 id="fix">Fix</h2>
<p>${effect}</p>${block(commands)}${prediction === null ? NOTHING : after(prediction)}
${alternative === null ? NOTHING : html`<h3>Or, with less interruption</h3><p>${alternative.effect}; the price: ${alternative.price}</p>${block(alternative.commands)}${after(alternative.prediction)}`}</section>
`;
}

const block = (commands: readonly string[]) => (commands.length === 0 ? NOTHING : html`<pre tabindex="0"><code>${commands.join('\n')}</code></pre>`);

const after = (prediction: Prediction) => html`<p><b>After:</b> ${predictionWords(prediction)} <span class="soft">(simulated)</span></p>`;
