import { cleanPath } from '../go-path.js';
import { clip } from './clip.js';

/** A mount in the long form of Compose, as its short form sets it. */
export interface VolumeConfig {
  readonly type: 'bind' | 'volume';
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly bind?: { readonly propagation?: string; readonly selinux?: string; readonly create_host_path?: boolean };
  readonly volume?: { readonly nocopy?: boolean };
}

export class VolumeError extends Error {
  override readonly name = 'VolumeError';
}

const PROPAGATION = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

/**
 * Reads `[source:]target[:options]`. A single letter before a colon is a Windows drive, in every part;
 * a colon inside `${...}` does not count; unknown options are ignored. From compose-go v2.9.1, format/volume.go.
 *
 * The source of a bind stays as written. To make it absolute as Compose does: replace a leading `~`
 * (also of `~user`) by the caller's home directory and clean the path, then, unless it begins
 * with `/` or is absolute on Windows, join it to the project directory. Throws VolumeError.
 */
export function parseShortVolume(text: string): VolumeConfig {
  if (text === '') throw new VolumeError('invalid empty volume spec');
  if (Buffer.byteLength(text) <= 2) return { type: 'volume', target: cleanTarget(text) };

  const { closed, last } = splitSections(text);
  const sections = last === undefined ? closed : [...closed, last];
  if (sections.includes('')) throw new VolumeError(`invalid spec: ${clip(text)}: empty section between colons`);
  if (closed.length > 2) throw new VolumeError(`invalid spec: ${clip(text)}: too many colons`);

  // A lone section is the target, and the volume has no name.
  const [source, target = ''] = closed.length === 0 ? [undefined, ...sections] : sections;
  return withOptions(source, cleanTarget(target), sections[2]?.split(',') ?? []);
}

function withOptions(source: string | undefined, target: string, options: readonly string[]): VolumeConfig {
  const isBind = source !== undefined && isFilePath(source);
  const readOnly = options.findLast((option) => option === 'ro' || option === 'rw') === 'ro';
  const propagation = options.findLast((option) => PROPAGATION.has(option));
  const selinux = options.findLast((option) => option === 'z' || option === 'Z');
  const nocopy = options.includes('nocopy');
  const hasBind = isBind || propagation !== undefined || selinux !== undefined;
  return {
    type: isBind ? 'bind' : 'volume',
    ...(source === undefined ? {} : { source }),
    target,
    ...(readOnly ? { read_only: true } : {}),
    ...(hasBind
      ? {
          bind: {
            ...(propagation === undefined ? {} : { propagation }),
            ...(selinux === undefined ? {} : { selinux }),
            ...(isBind ? { create_host_path: true } : {}),
          },
        }
      : {}),
    ...(nocopy || !isBind ? { volume: nocopy ? { nocopy } : {} } : {}),
  };
}

function isFilePath(source: string): boolean {
  const first = source.charAt(0);
  return first === '.' || first === '/' || first === '~' || source.startsWith('\\\\') || startsWithDrive(source);
}

/** A pattern of Unicode's costs 0.2 ms at its first use, and few paths begin with a letter and a colon. */
const startsWithDrive = (text: string): boolean => text.slice(1, 3).includes(':') && /^\p{L}:/u.test(text);
const isLetter = (text: string): boolean => text.length > 0 && text.length < 3 && /^\p{L}$/u.test(text);

/** Go's path.Clean, which leaves no slash at the end. */
function cleanTarget(target: string): string {
  return target === '' ? '' : cleanPath(target);
}

interface Sections {
  readonly closed: readonly string[];
  /** What follows the last colon; undefined when a `${` was left open, then it is lost. */
  readonly last: string | undefined;
}

function splitSections(text: string): Sections {
  const closed: string[] = [];
  let section = '';
  let substitutions = 0;
  for (const [at, character] of indexed(text)) {
    if (character === '$' && text[at + 1] === '{') substitutions += 1;
    else if (character === '}' && substitutions > 0) substitutions -= 1;
    else if (character === ':' && substitutions === 0 && !isLetter(section)) {
      closed.push(section);
      section = '';
      continue;
    }
    section += character;
  }
  return { closed, last: substitutions === 0 ? section : undefined };
}

function* indexed(text: string): Generator<readonly [number, string]> {
  let at = 0;
  for (const character of text) {
    yield [at, character];
    at += character.length;
  }
}
