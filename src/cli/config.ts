import { ExitCode } from '#diagnosis/exit-code.js';

import type { Io } from './io.js';
import { invocationOf, type ProjectFlags } from './project-options.js';
import { resolveFiles } from './resolve-files.js';

/** Prints the resolved project as Compose does. The one command that shows values. */
export async function config(flags: ProjectFlags, io: Io): Promise<ExitCode> {
  const [project, { renderConfig }] = await Promise.all([resolveFiles(invocationOf(flags, [], true, io.cwd), io), import('#evidence/compose/config-json.js')]);
  io.stdout.write(renderConfig(project));
  return ExitCode.Healthy;
}
