import { compareTexts, unknown } from '../comparison.js';
import type { Attribute, Pair } from '../pair.js';
import { showWords } from '../show.js';

/**
 * `command`, with what the engine adds: an image's CMD counts only where neither entrypoint nor command is given
 * (moby daemon/commit.go `merge`; reference 3.1). An empty command does not clear it.
 */
export const command: Attribute = (pair) => {
  const expected = expectedCommand(pair);
  if (expected === undefined) return [unknown('command')];
  return compareTexts('command', showWords(expected), showWords(pair.container.Config.Cmd ?? []));
};

function expectedCommand({ service, image }: Pair): readonly string[] | undefined {
  const command = service.command ?? [];
  const replacesEntrypoint = (service.entrypoint ?? []).length > 0;
  if (command.length > 0 || replacesEntrypoint) return command;
  return image === undefined ? undefined : (image.Cmd ?? []);
}
