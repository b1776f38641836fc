// Runs the import law, and refuses a run that saw suspiciously little: a cruiser that
// cannot parse TypeScript reports success over no modules.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

import config from '../.dependency-cruiser.mjs';

const FEWEST_MODULES = 30;

const { output } = await cruise(
  ['src'],
  { ruleSet: { forbidden: config.forbidden }, validate: true, ...config.options },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') },
);
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} -> ${to}`);
if (totalCruised < FEWEST_MODULES) console.error(`only ${totalCruised} modules were read`);
process.exitCode = violations.length > 0 || totalCruised < FEWEST_MODULES ? 1 : 0;
if (process.exitCode === 0) console.log(`import law: ${totalCruised} modules, no violation`);
