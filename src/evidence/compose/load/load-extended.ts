import { canonical } from '../canonical/canonical.js';
import { merge } from '../merge/merge.js';
import { reset } from '../merge/reset.js';
import { unique } from '../merge/unicity.js';
import { openSource } from './session.js';
import { mapOf, type MapNode } from '../tree.js';
import type { FileToLoad, Loading } from './loading.js';
import { readDocuments } from './read-documents.js';

/** A file that services are taken from: neither its includes nor its own extends are followed yet, and nothing is validated. */
export function loadExtended(loading: Loading, file: FileToLoad): { readonly model: MapNode; readonly resets: readonly (readonly string[])[] } {
  const source = openSource(loading.session, file.path, file.trail);
  let model: MapNode = mapOf(new Map(), { source, offset: 0 });
  let last: readonly (readonly string[])[] = [];
  for (const { root, resets } of readDocuments(loading, source)) {
    model = unique(canonical(unique(merge(reset(model, resets), root))));
    last = resets;
  }
  return { model, resets: last };
}
