import { ExitCode } from '#diagnosis/exit-code.js';
import type { Rule } from '#rules/define-rule.js';
import { rules } from '#rules/index.js';

import { UserError } from './errors.js';
import type { Io } from './io.js';
import { nearest } from './nearest.js';

/** Prints a rule's page. @throws UserError for an id that no rule has. */
export function explain(id: string, io: Io): ExitCode {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw unknownRule(id);
  io.stdout.write(rulePage(rule));
  return ExitCode.Healthy;
}

export function unknownRule(id: string): UserError {
  const near = nearest(id, rules.map((rule) => rule.id));
  return new UserError(`there is no rule "${id}"`, { hint: near === undefined ? 'k2doctor rules lists them all' : `did you mean ${near}?` });
}

export function rulePage({ id, severity, summary, why, proof, lookAlikes, remedy, needs }: Rule): string {
  const sections: readonly (readonly [string, string])[] = [
    ['Why', why],
    ['How it is proven', `${proof}\n\n${needs.length === 0 ? 'It needs no evidence.' : `Evidence needed: ${needs.join(', ')}.`}`],
    ['What looks like it', lookAlikes],
    ['What heals it', remedy],
    ['How to silence it', `once: k2doctor check --skip ${id}\nat a service or field of the compose file: # k2doctor ignore=${id} reason\nin .k2doctor.yml: an entry under ignore, or its severity under rules`],
  ];
  return `${id} (${severity})\n\n${summary}\n${sections.map(([title, text]) => `\n${title}\n${indent(text.trim())}\n`).join('')}`;
}

const indent = (text: string) => text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
