import { ExitCode } from '#diagnosis/exit-code.js';

import type { Io } from './io.js';
import { invocationOf, type ProjectFlags } from './project-options.js';
import { resolveFiles } from './resolve-files.js';
import type { Parsed } from './settings/settle.js';

interface ConfigFlags extends ProjectFlags {
  readonly services?: boolean;
  readonly explain?: boolean;
}

/** Prints the resolved project as Compose does. The one command that shows values. */
export async function config(command: Parsed, io: Io): Promise<ExitCode> {
  // commander types its options as any; these are the ones that the command declares.
  const flags = command.optsWithGlobals() as ConfigFlags;
  if (flags.explain === true) {
    const { explainSettings } = await import('./settings/explain-settings.js');
    return explainSettings(command, io);
  }
  const [project, { renderConfig }] = await Promise.all([resolveFiles(invocationOf(flags, [], true, io.cwd), io), import('#evidence/compose/config-json.js')]);
  if (flags.services === true) for (const { name } of project.services) io.stdout.write(`${name}\n`);
  else io.stdout.write(renderConfig(project));
  return ExitCode.Healthy;
}
