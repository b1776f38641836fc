import { isAbsolute, relative } from 'node:path';

import type { Place } from '../../place.js';
import { ComposeError } from '../compose-error.js';
import { joinPaths } from '../go-path.js';
import { readYaml } from '../decode/yaml-documents.js';
import { YamlError } from '../decode/yaml-error.js';
import type { YamlNode } from '../decode/yaml-node.js';
import type { ComposeHost } from '../host.js';
import { LARGEST_FILE, newBudget, tooLarge, type Budget } from '../limits.js';
import { placeOf, type SourceFile, type Trail } from '../origin.js';

export interface Warning {
  readonly message: string;
  readonly place?: Place;
}

/** One resolution: what it reads from, what it has read, what it has spent and what it warns of. */
export interface Session {
  readonly host: ComposeHost;
  readonly budget: Budget;
  readonly warn: (warning: Warning) => void;
  readonly warnings: readonly Warning[];
  readonly texts: Map<string, string>;
  readonly documents: Map<string, readonly YamlNode[]>;
}

export function newSession(host: ComposeHost): Session {
  const warnings = new Map<string, Warning>();
  const list: Warning[] = [];
  return {
    host,
    budget: newBudget(),
    warnings: list,
    warn(warning) {
      if (warnings.has(warning.message)) return;
      warnings.set(warning.message, warning);
      list.push(warning);
    },
    texts: new Map(),
    documents: new Map(),
  };
}

/** Absolute, from the caller's folder. */
export const absolute = ({ host }: Session, path: string): string => (isAbsolute(path) ? path : joinPaths(host.cwd, path));

/** How a path is shown: relative when it lies below the caller's folder. */
export function shownPath({ host }: Session, path: string): string {
  if (path === '-') return path;
  // What `relative` makes of nearly every path, without taking both apart.
  if (path.startsWith(`${host.cwd}/`) && !/\/(?:[./]|$)/.test(path)) return path.slice(host.cwd.length + 1);
  const inside = relative(host.cwd, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}

export function openSource(session: Session, path: string, trail: Trail | undefined): SourceFile {
  return { name: shownPath(session, path), path, text: textOfFile(session, path), budget: session.budget, trail };
}

function textOfFile(session: Session, path: string): string {
  const known = session.texts.get(path);
  if (known !== undefined) return known;
  const text = path === '-' ? session.host.readStdin() : session.host.readFile(path);
  const name = shownPath(session, path);
  if (text === undefined) {
    const why = session.host.isDirectory(path) ? `${name} is a directory` : `no such file: ${name}`;
    throw new ComposeError(why, { kind: 'missing-file' });
  }
  if (text.length > LARGEST_FILE) throw tooLarge(`${name} is larger than ${LARGEST_FILE / 1024 ** 2} MiB`);
  session.budget.spendText(text.length);
  session.texts.set(path, text);
  return text;
}

/** The YAML documents of a file, read once however often it is used. */
export function documentsOf(session: Session, source: SourceFile): readonly YamlNode[] {
  const known = session.documents.get(source.path);
  if (known !== undefined) return known;
  try {
    const documents = [...readYaml(source.text)];
    session.documents.set(source.path, documents);
    return documents;
  } catch (error) {
    if (error instanceof YamlError) throw new ComposeError(`not valid YAML: ${error.message}`, { place: placeOf({ source, offset: error.offset }) });
    throw error;
  }
}
