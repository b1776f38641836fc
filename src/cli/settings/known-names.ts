import { rules } from '#rules/index.js';
import { reporters } from '#reporters/index.js';

import { nearest } from '../nearest.js';
import { SOURCES } from '../sources.js';
import { problemAt, type Said } from './check-settings.js';
import { namesARule } from './remark-silences.js';
import type { SettingsFile } from './settings-file.js';

/** Names that no schema can know. @throws UserError with the place of a rule, format or source that does not exist. */
export function checkNames(said: Said, says: SettingsFile): void {
  const known = (path: readonly string[], kind: string, name: string, names: readonly string[]) => {
    if (names.includes(name)) return;
    const near = nearest(name, names);
    throw problemAt(said, path, `names no ${kind}: ${name}`, near === undefined ? hintFor(kind, names) : `did you mean ${near}?`);
  };
  const ids = rules.map(({ id }) => id);
  if (says.format !== undefined) known(['format'], 'format', says.format, Object.keys(reporters));
  for (const source of says.require ?? []) known(['require'], 'source of evidence', source, SOURCES);
  for (const rule of Object.keys(says.rules ?? {})) known(['rules', rule], 'rule', rule, ids);
  for (const [index, { rule }] of (says.ignore ?? []).entries()) if (!namesARule(rule)) known(['ignore', String(index), 'rule'], 'rule', rule, ids);
}

const hintFor = (kind: string, names: readonly string[]) => (kind === 'rule' ? 'k2doctor rules lists them all' : `known: ${names.join(', ')}`);
