import { expect } from 'vitest';

import { PATIENT } from './findings.js';
import type { MasterState } from './master-state.js';
import type { Report } from './report.js';
import type { Stack } from './stack.js';

type Prediction = NonNullable<NonNullable<Report['fix']>['prediction']>;

/**
 * Runs the printed commands as they stand, waits until the master says what was predicted, and looks again: exit 0
 * with `--fail-on critical`, no drift left, and every job as it was predicted. Answers the report after it.
 */
export async function heals(stack: Stack, report: Report): Promise<Report> {
  const { commands, prediction } = report.fix ?? { commands: [], prediction: null };
  expect(commands).not.toEqual([]);
  if (prediction === null) throw new Error(`nothing is predicted of ${commands.join('; ')}`);

  expect(await stack.runPrinted(commands)).toMatchObject({ code: 0 });
  await stack.until(`as predicted: ${spelled(prediction)}`, (master) => isAsPredicted(master, prediction));

  const after = await stack.k2doctor(...PATIENT, '--fail-on', 'critical');
  const seen = after.report();
  expect(seen.findings.filter(({ severity }) => severity === 'critical')).toEqual([]);
  expect(after.code).toBe(0);
  expect(seen.services.flatMap(({ drift }) => drift)).toEqual([]);
  expect(seen.fix?.commands ?? []).toEqual([]);
  expect(seen.cluster?.cores).toEqual(prediction.cores);
  expect(seen.cluster?.headroom).toBe(prediction.headroom);
  expect(seen.jobs.map(observed).toSorted()).toEqual(prediction.applications.map(predicted).toSorted());
  return seen;
}

/** By numbers alone: the name of an application that does not run yet is known to its program only. */
function isAsPredicted({ cores, coresused, activeapps }: MasterState, prediction: Prediction): boolean {
  const numbers = (applications: readonly { state: string; cores: number }[]) =>
    applications.map(({ state, cores: granted }) => `${state} ${granted}`).toSorted().join();
  return (
    cores === prediction.cores.total &&
    coresused === prediction.cores.used &&
    numbers(activeapps) === numbers(prediction.applications)
  );
}

const spelled = ({ cores, applications }: Prediction) =>
  `${cores.used} of ${cores.total} cores used; ${applications.map(predicted).join(', ')}`;

const predicted = ({ service, state, cores }: Prediction['applications'][number]) => `${service ?? '-'} ${state} ${cores}`;

const observed = ({ service, application, granted }: Report['jobs'][number]) =>
  `${service ?? '-'} ${application?.state ?? '-'} ${granted?.cores ?? '-'}`;
