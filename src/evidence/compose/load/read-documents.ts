import { ComposeError } from '../compose-error.js';
import { expand } from '../decode/expand.js';
import { interpolating } from '../decode/interpolated.js';
import { placeOf, type SourceFile } from '../origin.js';
import { isMap, type MapNode } from '../tree.js';
import type { Loading } from './loading.js';
import { documentsOf } from './session.js';

export interface Document {
  readonly root: MapNode;
  readonly resets: readonly (readonly string[])[];
}

/** The documents of a file with aliases followed and variables put in. */
export function readDocuments({ session, environment }: Loading, source: SourceFile): readonly Document[] {
  const readText = interpolating(environment, ({ name, origin }) =>
    session.warn({ message: `the variable ${name} is not set, a blank string stands in for it`, place: placeOf(origin) }),
  );
  return documentsOf(session, source).map((document) => {
    const { root, resets } = expand(document, source, readText);
    if (!isMap(root)) throw new ComposeError('the top level of a compose file must be a mapping', { place: placeOf(root.origin) });
    return { root, resets };
  });
}
