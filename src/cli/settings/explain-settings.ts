import { ExitCode } from '#diagnosis/exit-code.js';

import type { Io } from '../io.js';
import { invocationOf } from '../project-options.js';
import { ProjectError, resolveFiles } from '../resolve-files.js';
import { explainedSettings } from './explained-settings.js';
import { table } from '../table.js';
import type { Layer } from './layers.js';
import { settle, type Parsed, type SettingsFlags } from './settle.js';

/** `config --explain`: every setting, its value, and where that comes from. */
export async function explainSettings(command: Parsed, io: Io): Promise<ExitCode> {
  const flags = await settle<SettingsFlags>(command, io);
  const own = await composeLayer(flags, io);
  // --format is that of this answer, not the one explained.
  const given = new Set([...flags.chosen.given].filter((name) => name !== 'format'));
  const settings = explainedSettings({ flags: new Map(Object.entries(flags)), given, layers: [...flags.chosen.layers, ...own] });
  if (flags.chosen.given.has('format')) io.stdout.write(`${JSON.stringify(settings, undefined, 2)}\n`);
  else io.stdout.write(table(settings.map(({ setting, value, from }) => [setting, value, from])));
  return ExitCode.Healthy;
}

/** The compose file's part, where there is one; a project without a file has settings all the same. */
async function composeLayer(flags: SettingsFlags, io: Io): Promise<readonly Layer[]> {
  try {
    const project = await resolveFiles(invocationOf(flags, [], true, io.cwd), io);
    const { projectLayer } = await import('./compose-layer.js');
    return [projectLayer(project)].filter((layer) => layer !== undefined);
  } catch (error) {
    if (error instanceof ProjectError && error.noFile) return [];
    throw error;
  }
}
