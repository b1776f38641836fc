import { ExitCode } from '#diagnosis/exit-code.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { simulateCluster } from './simulate.js';
import type { ProjectSimulationFlags } from './simulate/project.js';
import { whyNot } from './why-not.js';

export type SimulateFlags = ProjectSimulationFlags & { readonly cluster?: string };

/** `simulate --cluster FILE|-`: answers line for line; without it, what-if on a project. It answered, so it ends well. */
export async function simulate(flags: SimulateFlags, io: Io): Promise<ExitCode> {
  const { cluster, format, set, scale, addWorker, recommend } = flags;
  if (cluster === undefined) return (await import('./simulate/project.js')).simulateProject(flags, io);
  if (set.length + scale.length + addWorker.length > 0 || recommend === true) throw new UserError('--cluster plays a scenario file; --set, --scale, --add-worker and --recommend are about a project', { hint: 'change the scenario file, or leave --cluster out' });
  if (format === 'markdown') throw new UserError('a scenario is answered as text or json');
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
