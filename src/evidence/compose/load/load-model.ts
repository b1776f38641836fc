import { canonical } from '../canonical/canonical.js';
import { resolveBareNames } from '../canonical/bare-names.js';
import { checkModel } from '../canonical/check-model.js';
import { withDefaultValues } from '../canonical/defaults.js';
import { resolvePaths } from '../canonical/paths.js';
import { merge } from '../merge/merge.js';
import { reset } from '../merge/reset.js';
import { unique } from '../merge/unicity.js';
import { placeOf, type SourceFile } from '../origin.js';
import { validate } from '../shape/validate.js';
import { mapOf, type MapNode } from '../tree.js';
import { applyExtends } from './extends.js';
import { applyInclude } from './include.js';
import type { FileToLoad, Loading } from './loading.js';
import { readDocuments } from './read-documents.js';
import { openSource, type Session } from './session.js';

/** The stages of compose-go v2.9.1, loader/loader.go, in its order. */
export function loadModel(loading: Loading, files: readonly FileToLoad[]): MapNode {
  const [first] = files;
  const empty = mapOf(new Map(), { source: openSource(loading.session, first?.path ?? '-', first?.trail), offset: 0 });
  const merged = files.reduce((model, file) => loadFile(loading, file, model), empty);
  const complete = withDefaultValues(merged);
  checkModel(complete);
  const resolved = resolvePaths(complete, loading.workingDir, loading.session.host.home);
  return resolveBareNames(resolved, loading.environment);
}

function loadFile(loading: Loading, file: FileToLoad, before: MapNode): MapNode {
  const { session } = loading;
  const source = openSource(session, file.path, file.trail);
  const inside: Loading = { ...loading, including: [...loading.including, file.path] };
  return readDocuments(loading, source).reduce((model, { root, resets }) => {
    const extended = applyExtends(loading, root, { resets, path: file.path });
    const included = applyInclude(inside, extended, loadModel);
    const merged = unique(merge(reset(model, resets), included));
    validate(merged);
    return unique(canonical(withoutVersion(session, merged, source)));
  }, before);
}

function withoutVersion(session: Session, model: MapNode, source: SourceFile): MapNode {
  const version = model.entries.get('version');
  if (version === undefined) return model;
  session.warn({ message: `${source.name}: the attribute version is obsolete and ignored`, place: placeOf(version.origin) });
  const entries = new Map(model.entries);
  entries.delete('version');
  return mapOf(entries, model.origin);
}
