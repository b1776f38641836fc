import { cleanPath } from '../clean-path.js';
import { compareWithDefault, type Comparison } from '../comparison.js';
import { flagOf, textOf } from '../declared.js';
import type { Attribute, Pair } from '../pair.js';
import { showFlag } from '../show.js';

/** `user`, `working_dir`, `stop_signal`: the image's where the file is silent. `tty`, `stdin_open`: false. */
export const processAttributes: Attribute = (pair) => [
  ...inherited(pair, 'user', pair.image?.User, pair.container.Config.User),
  ...inherited(pair, 'working_dir', pair.image?.WorkingDir, pair.container.Config.WorkingDir, cleanPath),
  ...inherited(pair, 'stop_signal', pair.image?.StopSignal, pair.container.Config.StopSignal),
  ...flag(pair, 'tty', pair.container.Config.Tty),
  ...flag(pair, 'stdin_open', pair.container.Config.OpenStdin),
];

type Text = string | null | undefined;

function inherited(
  { service, image }: Pair,
  field: string,
  own: Text,
  deployed: Text,
  normal = (text: string) => text,
): readonly Comparison[] {
  const declared = textOf(service[field]);
  if (declared === undefined && image === undefined) return [];
  const shown = (text: Text) => (text === undefined || text === null || text === '' ? undefined : normal(text));
  return compareWithDefault(field, shown(declared), shown(own), shown(deployed));
}

function flag({ service }: Pair, field: string, deployed: boolean | null | undefined): readonly Comparison[] {
  const declared = flagOf(service[field]);
  return compareWithDefault(field, declared === undefined ? undefined : showFlag(declared), showFlag(false), showFlag(deployed ?? false));
}
