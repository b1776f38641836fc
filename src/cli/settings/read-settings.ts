import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

import type { Place } from '#evidence/place.js';

import { UserError } from '../errors.js';
import type { Said } from './check-settings.js';

/** A `.k2doctor.yml` as it is written. @throws UserError with line and column for what is no YAML. */
export function readSettings(text: string, file: string): Said {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) throw notYaml(placeAt(error.pos[0]), error.message);
  return {
    value: valueOf(document, file),
    nameOf: (path) => (path.length === 0 ? 'the file' : path.join('.')),
    placeOf: (path) => {
      const offset = offsetOf(document.contents, path);
      return offset === undefined ? undefined : placeAt(offset);
    },
  };
}

const notYaml = ({ file, line, column }: Place, why: string) => new UserError(`${file}:${String(line)}:${String(column)}: not valid YAML: ${why.split('\n', 1)[0] ?? ''}`);

/** An alias to nothing, or aliases that multiply beyond measure, are found only here. */
function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    throw new UserError(`${file}: not valid YAML: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Where the key, or the item of a list, begins. */
function offsetOf(node: Node | null, path: readonly string[]): number | undefined {
  let at: unknown = node;
  let offset = node?.range?.[0];
  for (const key of path) {
    if (isMap(at)) {
      const pair = at.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
      offset = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
      at = pair?.value;
    } else if (isSeq(at)) {
      at = at.items[Number(key)];
      offset = isNode(at) ? at.range?.[0] : undefined;
    } else return undefined;
  }
  return offset;
}
