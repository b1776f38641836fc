import { ComposeError } from '../compose-error.js';
import { goTextOf } from '../go-text.js';
import { DotenvError, parseDotenv, parseRawEnvFile, type DotenvEntry } from '../grammar/dotenv.js';
import type { Lookup } from '../grammar/interpolate.js';
import { openSource, type Session } from '../load/session.js';
import { placeOf, type Origin, type SourceFile, type VariableUse } from '../origin.js';
import { entryOf, isList, isMap, mapOf, nullAt, stringIn, textOf, withEntries, type ComposeNode, type MapNode } from '../tree.js';
import { wellFormed } from './env-files.js';
import type { Environment } from './environment.js';

/**
 * A service with the variables of its env files under those of `environment`, and the labels of its label files
 * under its own. From compose-go v2.9.1, types/project.go.
 */
export function withFilesRead(session: Session, service: MapNode, environment: Environment): MapNode {
  return withEntries(service, [
    ['environment', resolvedVariables(session, service, environment)],
    ['labels', resolvedLabels(session, service)],
  ]);
}

function resolvedVariables(session: Session, service: MapNode, environment: Environment): ComposeNode | undefined {
  const declared = service.entries.get('environment');
  const files = itemsOf(service, 'env_file');
  if (files.length === 0) return declared;
  const own = assignmentsIn(declared);
  const known = new Map([...own].flatMap(([name, value]) => (value.kind === 'null' ? [] : [[name, value] as const])));
  const lookup = (name: string): string | undefined => environment.get(name)?.value ?? textAt(own.get(name));
  const variables = files.reduce((read, file) => readEnvFile(session, file, { read, lookup, environment }), new Map<string, ComposeNode>(known));
  return mapOf(new Map([...variables, ...own]), declared?.origin ?? service.origin);
}

const textAt = (node: ComposeNode | undefined): string | undefined => (node === undefined || node.kind === 'null' ? undefined : goTextOf(node));

const itemsOf = (service: MapNode, key: string): readonly ComposeNode[] => {
  const list = service.entries.get(key);
  return isList(list) ? list.items : [];
};

/** `environment` or `labels` in either form; a later one of the same name wins. */
function assignmentsIn(node: ComposeNode | undefined): ReadonlyMap<string, ComposeNode> {
  if (isMap(node)) return node.entries;
  if (!isList(node)) return new Map();
  return new Map(node.items.map((item) => assignmentOf(goTextOf(item), item.origin)));
}

function assignmentOf(line: string, origin: Origin): readonly [string, ComposeNode] {
  const at = line.indexOf('=');
  return at === -1 ? [line, nullAt(origin)] : [line.slice(0, at), textOf(line.slice(at + 1), origin)];
}

interface Reading {
  readonly read: ReadonlyMap<string, ComposeNode>;
  readonly lookup: Lookup;
  readonly environment: Environment;
}

function readEnvFile(session: Session, file: ComposeNode, { read, lookup, environment }: Reading): Map<string, ComposeNode> {
  const variables = new Map(read);
  const path = stringIn(entryOf(file, 'path')) ?? '';
  if (!session.host.isFile(path) && !session.host.isDirectory(path)) {
    if (!isRequired(file)) return variables;
    throw new ComposeError(`env file ${path} not found`, { kind: 'missing-file', place: placeOf(file.origin) });
  }
  const source = openSource(session, path, { kind: 'env-file', name: path, at: file.origin, before: file.origin.source.trail });
  const known = new Map([...variables].map(([name, value]) => [name, goTextOf(value)] as const));
  for (const entry of entriesOf(file, source, lookup, known)) {
    const value = entry.value ?? lookup(entry.key);
    if (value !== undefined) variables.set(entry.key, textOf(value, originOf(entry, source, environment, known)));
  }
  return variables;
}

/** `required: "false"` is a text that Compose casts. */
const isRequired = (file: ComposeNode): boolean => !/^(?:false|n|no|off)$/i.test(goTextOf(entryOf(file, 'required') ?? file));

function entriesOf(file: ComposeNode, source: SourceFile, lookup: Lookup, known: ReadonlyMap<string, string>): readonly DotenvEntry[] {
  const format = stringIn(entryOf(file, 'format')) ?? '';
  if (format !== '' && format !== '.env' && format !== 'raw')
    throw new ComposeError(`unsupported env_file format ${JSON.stringify(format)}`, { place: placeOf(file.origin) });
  try {
    const text = wellFormed(source.text);
    return format === 'raw' ? parseRawEnvFile(text) : parseDotenv(text, lookup, known);
  } catch (error) {
    if (error instanceof DotenvError) throw new ComposeError(error.message, { place: { file: source.name, line: error.line, column: 1 } });
    throw error;
  }
}

function originOf(entry: DotenvEntry, source: SourceFile, environment: Environment, known: ReadonlyMap<string, string>): Origin {
  const uses = entry.uses.map(({ name, set, usedDefault, discarded }): VariableUse => ({ name, unset: !set && !usedDefault && !discarded && !known.has(name), from: environment.get(name)?.from }));
  const inherited: VariableUse[] = entry.value === undefined ? [{ name: entry.key, unset: false, from: environment.get(entry.key)?.from }] : [];
  return { source, offset: offsetOfLine(source.text, entry.line), uses: [...uses, ...inherited] };
}

function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let count = 1; count < line; count += 1) at = text.indexOf('\n', at) + 1;
  return at;
}

function resolvedLabels(session: Session, service: MapNode): ComposeNode | undefined {
  const declared = service.entries.get('labels');
  const files = itemsOf(service, 'label_file');
  if (files.length === 0) return declared;
  let labels = new Map<string, ComposeNode>();
  for (const file of files) {
    const path = mapOf(new Map([['path', file]]), file.origin);
    const read = new Map<string, ComposeNode>();
    const before = labels;
    labels = new Map([...before, ...readEnvFile(session, path, { read, lookup: (name) => textAt(before.get(name)), environment: new Map() })]);
  }
  return mapOf(new Map([...labels, ...assignmentsIn(declared)]), declared?.origin ?? service.origin);
}
