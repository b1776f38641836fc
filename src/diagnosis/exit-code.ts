/** What a shell should know; the same for every format. Precedence: 70 > 2 > 3 > 1 > 0. */
export const ExitCode = {
  /** Examined, and nothing at or above `--fail-on`. */
  Healthy: 0,
  /** At least one finding at or above `--fail-on`. */
  Ill: 1,
  /** Usage or input error; stdout stays empty. */
  Usage: 2,
  /** Required evidence is missing; what was found is reported all the same. */
  NotExamined: 3,
  /** k2doctor itself is broken. */
  Bug: 70,
  Interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export function exitCodeFor(outcome: { readonly crashed: boolean; readonly requiredMissing: boolean; readonly failing: boolean }): ExitCode {
  if (outcome.crashed) return ExitCode.Bug;
  if (outcome.requiredMissing) return ExitCode.NotExamined;
  return outcome.failing ? ExitCode.Ill : ExitCode.Healthy;
}
