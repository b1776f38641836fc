import { compareTexts, unknown } from '../comparison.js';
import type { Attribute, Pair } from '../pair.js';
import { showWords } from '../show.js';

/** `entrypoint`: absent takes the image's, an empty list or `[""]` clears it (reference 3.1). */
export const entrypoint: Attribute = (pair) => {
  const expected = expectedEntrypoint(pair);
  if (expected === undefined) return [unknown('entrypoint')];
  return compareTexts('entrypoint', showWords(withoutBlank(expected)), showWords(withoutBlank(pair.container.Config.Entrypoint ?? [])));
};

function expectedEntrypoint({ service, image }: Pair): readonly string[] | undefined {
  if (service.entrypoint !== undefined && service.entrypoint !== null) return service.entrypoint;
  return image === undefined ? undefined : (image.Entrypoint ?? []);
}

const withoutBlank = (words: readonly string[]) => (words.length === 1 && words[0] === '' ? [] : words);
