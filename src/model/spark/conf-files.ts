import type { MountedFile } from '#evidence/mounted-files/schema.js';

import type { PropertyLine } from './settings.js';
import type { SubmitCommand } from './submit.js';

/** What configures a job beside its command and variables. */
export interface ConfFiles {
  readonly sparkDefaults: readonly PropertyLine[];
  readonly propertiesFile?: readonly PropertyLine[];
  /** A file that is mounted, or named, and was not read: what only it may say is unknown. */
  readonly unseen?: string;
}

const NAME = 'spark-defaults.conf';
const MAY_HOLD_IT = /(spark-defaults\.conf|spark[^/]*\/conf)\/?$/i;

/**
 * `--properties-file` replaces spark-defaults.conf (Spark 3.5 SparkSubmitArguments).
 *
 * @param read files of this container or service
 * @param targets where something is mounted
 */
export function confFiles(submit: SubmitCommand | undefined, read: readonly MountedFile[], targets: readonly string[]): ConfFiles {
  const defaults = read.find(({ path, sparkDefaults }) => sparkDefaults !== undefined && path.endsWith(`/${NAME}`))?.sparkDefaults;
  const named = submit?.propertiesFile;
  if (named !== undefined) {
    const own = read.find(({ path, sparkDefaults }) => sparkDefaults !== undefined && path === named)?.sparkDefaults;
    return { sparkDefaults: defaults ?? [], ...(own === undefined ? { unseen: named } : { propertiesFile: own }) };
  }
  const hidden = defaults === undefined ? targets.find((target) => target.toLowerCase().includes('conf') && MAY_HOLD_IT.test(target)) : undefined;
  return { sparkDefaults: defaults ?? [], ...(hidden === undefined ? {} : { unseen: hidden }) };
}
