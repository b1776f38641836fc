import { basename } from 'node:path';

import { ComposeError } from '../compose-error.js';
import { InterpolationError, interpolate } from '../grammar/interpolate.js';
import { documentsOf, openSource, type Session } from '../load/session.js';
import type { YamlNode } from '../decode/yaml-node.js';
import type { ComposeRequest, ProjectOptions } from './options.js';

export interface ProjectName {
  readonly name: string;
  readonly from: 'flag' | 'environment' | 'file' | 'directory';
}

/** `-p`, then COMPOSE_PROJECT_NAME, then the last `name:`, then the folder. From compose-go v2.9.1, loader/loader.go. */
export function projectName(session: Session, request: ComposeRequest, options: ProjectOptions): ProjectName {
  if (request.projectName !== undefined && request.projectName !== '') return { name: valid(request.projectName), from: 'flag' };
  const fromEnvironment = options.environment.get('COMPOSE_PROJECT_NAME')?.value ?? '';
  if (fromEnvironment !== '') return { name: valid(fromEnvironment), from: 'environment' };
  const written = nameInFiles(session, options.files);
  if (written === undefined) return { name: required(normalized(basename(options.workingDir))), from: 'directory' };
  return { name: required(normalized(interpolated(written, options))), from: 'file' };
}

const normalized = (text: string): string => text.toLowerCase().replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');

function valid(name: string): string {
  if (name === normalized(name)) return name;
  throw new ComposeError(
    `invalid project name ${JSON.stringify(name)}: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number`,
  );
}

function required(name: string): string {
  if (name === '') throw new ComposeError('project name must not be empty', { hint: 'name the project with -p' });
  return name;
}

function interpolated(text: string, { environment }: ProjectOptions): string {
  try {
    return interpolate(text, (name) => environment.get(name)?.value).value;
  } catch (error) {
    if (error instanceof InterpolationError) throw new ComposeError(`name: ${error.message}`);
    throw error;
  }
}

function nameInFiles(session: Session, files: readonly string[]): string | undefined {
  const names = files.flatMap((file) => documentsOf(session, openSource(session, file, undefined)).map(nameIn));
  return names.findLast((name) => name !== '');
}

function nameIn(document: YamlNode): string {
  if (document.kind !== 'map') return '';
  for (let index = 0; index + 1 < document.content.length; index += 2) {
    const key = document.content[index];
    const value = document.content[index + 1];
    if (key?.kind === 'scalar' && key.value === 'name' && value?.kind === 'scalar') return value.plain && /^(?:~|null|Null|NULL)$/.test(value.value) ? '' : value.value;
  }
  return '';
}
