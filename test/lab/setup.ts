import type {} from 'vitest';
import type { TestProject } from 'vitest/node';

import { prepareMachine } from './machine/machine.js';
import { NoLab } from './machine/step.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there is no lab here; undefined where there is one. */
    readonly noLab: string | undefined;
  }
}

/**
 * Makes the machine a lab before the first incident. A machine that cannot be one fails the suite: nothing that was
 * not run may look as if it had passed. K2DOCTOR_LAB_OPTIONAL lets it be skipped, except in CI.
 */
export default async function setup(project: TestProject): Promise<void> {
  try {
    await prepareMachine();
    project.provide('noLab', undefined);
  } catch (error) {
    const optional = process.env['K2DOCTOR_LAB_OPTIONAL'] !== undefined && process.env['CI'] === undefined;
    if (!(error instanceof NoLab) || !optional) throw error;
    process.stderr.write(`lab: skipped: ${error.message}\n`);
    project.provide('noLab', error.message);
  }
}
