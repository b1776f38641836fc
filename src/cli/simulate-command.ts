import { ExitCode } from '#diagnosis/exit-code.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { simulateCluster } from './simulate.js';
import { whyNot } from './why-not.js';

/** `simulate --cluster FILE|-`: answers line for line; it answered, so it ends well. */
export function simulate({ cluster, format }: { readonly cluster: string; readonly format: 'text' | 'json' }, io: Io): ExitCode {
  io.stdout.write(simulateCluster(cluster === '-' ? io.readStdin() : readScenario(cluster, io), format));
  return ExitCode.Healthy;
}

function readScenario(path: string, io: Io): string {
  try {
    return io.readFile(path);
  } catch (error) {
    throw new UserError(`the scenario ${path} cannot be read: ${whyNot(error)}`, { cause: error });
  }
}
