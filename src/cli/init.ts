import { join } from 'node:path';

import { ExitCode } from '#diagnosis/exit-code.js';

import { displayPath } from './display-path.js';
import { UserError } from './errors.js';
import type { Io } from './io.js';
import type { ProjectFlags } from './project-options.js';
import { isFile, projectFolder } from './settings/find-settings.js';
import { TEMPLATE } from './settings/template.js';
import { whyNot } from './why-not.js';

/** Writes a commented settings file for the project. @throws UserError where there is one already: it is never written over. */
export function init(flags: Partial<ProjectFlags>, io: Io): ExitCode {
  const path = join(projectFolder(flags, io), '.k2doctor.yml');
  const shown = displayPath(path, io.cwd);
  if (isFile(path)) throw new UserError(`${shown} is there already; nothing was written`, { hint: 'delete it first to begin anew' });
  try {
    io.writeFile(path, TEMPLATE);
  } catch (error) {
    throw new UserError(`${shown} cannot be written: ${whyNot(error)}`, { cause: error });
  }
  io.stderr.write(`k2doctor: wrote ${shown}; everything in it is commented out\n`);
  return ExitCode.Healthy;
}
