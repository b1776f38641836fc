import { closeSync, openSync, readSync, statSync } from 'node:fs';

import { tooLarge, LARGEST_FILE } from './limits.js';
import type { ComposeHost } from './host.js';

interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file descriptor of standard input. */
  readonly stdin: number;
}

/** This machine, read when asked. Throws ComposeError for what is larger than we read. */
export function nodeComposeHost({ cwd, env, stdin }: Surroundings): ComposeHost {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const home = env['HOME'];
  // A resolution asks for the same paths again and again, of which many do not exist.
  const kinds = new Map<string, Kind>();
  const kindAt = (path: string): Kind => {
    const kind = kinds.get(path) ?? kindOf(path);
    kinds.set(path, kind);
    return kind;
  };
  return {
    cwd,
    home: home === '' ? undefined : home,
    env: new Map(set),
    readFile: (path) => (kindAt(path) === 'file' ? readText(path) : undefined),
    isFile: (path) => kindAt(path) === 'file',
    isDirectory: (path) => kindAt(path) === 'directory',
    readStdin: () => decode(readAll(stdin, 'standard input')),
  };
}

type Kind = 'file' | 'directory' | 'nothing';

/** Pipes count as files: `-f <(generate)` is one. */
function kindOf(path: string): Kind {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return 'nothing';
    return stat.isDirectory() ? 'directory' : 'file';
  } catch {
    return 'nothing';
  }
}

function readText(path: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    return decode(readAll(descriptor, path));
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 64 * 1024;

function readAll(descriptor: number, name: string): Buffer {
  const chunks: Buffer[] = [];
  for (let total = 0; ; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const length = readSync(descriptor, chunk, 0, CHUNK, null);
    if (length === 0) return Buffer.concat(chunks);
    total += length;
    if (total > LARGEST_FILE) throw tooLarge(`${name} is larger than ${LARGEST_FILE / 1024 ** 2} MiB`);
    chunks.push(chunk.subarray(0, length));
  }
}

/** UTF-8; a byte that is none becomes the lone surrogate U+DC00 + byte, so that who reads the text can refuse it or not. */
function decode(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd') || Buffer.from(text, 'utf8').equals(bytes)) return text;
  return [...charactersOf(bytes)].join('');
}

function* charactersOf(bytes: Buffer): Generator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (let at = 0; at < bytes.length; ) {
    const character = [1, 2, 3, 4].map((size) => decoded(() => decoder.decode(bytes.subarray(at, at + size)))).find((text) => text !== undefined && text !== '');
    yield character ?? String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
    at += character === undefined ? 1 : Buffer.byteLength(character);
  }
}

function decoded(decode: () => string): string | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
