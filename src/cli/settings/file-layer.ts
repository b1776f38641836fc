import { displayPath } from '../display-path.js';
import { UserError } from '../errors.js';
import type { Io } from '../io.js';
import { checkSettings } from './check-settings.js';
import { checkNames } from './known-names.js';
import type { Layer } from './layers.js';
import { readSettings } from './read-settings.js';
import { whyNot } from '../why-not.js';

/** Settings are written by hand: what is larger than this is another file. */
const LARGEST = 1024 ** 2;

/** What a `.k2doctor.yml` says. @throws UserError with file, line and column for what it may not say. */
export function fileLayer(path: string, io: Io): Layer {
  const shown = displayPath(path, io.cwd);
  const text = textOf(path, shown, io);
  if (text.length > LARGEST) throw new UserError(`the settings file ${shown} is larger than 1 MiB`);
  const said = readSettings(text, shown);
  const says = checkSettings(said);
  checkNames(said, says);
  return { kind: 'file', says, nameOf: said.nameOf, placeOf: said.placeOf };
}

function textOf(path: string, shown: string, io: Io): string {
  try {
    return io.readFile(path);
  } catch (error) {
    throw new UserError(`the settings file ${shown} cannot be read: ${whyNot(error)}`, { cause: error });
  }
}
